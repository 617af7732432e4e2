/** What was spent: by category, and by supplier. */
import { isSelfAssessed } from '../expenses/supplies.ts';
import { isMoney, partyPlace, sourceOf } from './books.ts';
import type { Part } from './figure.ts';
import { eachFlow } from './flows.ts';
import type { ReportMaker } from './maker.ts';
import { profitPlace } from './profit.ts';
import { sumOf, type Layout } from './tally.ts';

const byCategory: readonly Layout[] = [{ key: 'costs', order: { column: 0 }, totals: [sumOf('costs', { word: 'sumAll' })] }];

export const expenses: ReportMaker = {
	columns: () => [{ key: 'cost', label: 'columnCost', kind: 'money' }],
	layouts: () => byCategory,
	notes: ({ basis }) => ['noteCosts', basis === 'cash' ? 'noteCash' : 'noteAccrual'],
	fill(books, { basis }, { from, to }, tally) {
		eachFlow(books, basis, (date, part, of) => {
			if (date < from || date > to || !isCost(part)) return;
			tally.add(profitPlace(part, basis)!.place, 0, part.amount, () => sourceOf(of));
		});
	},
	chart: { section: 'costs', column: 0 }
};

const bySupplier: readonly Layout[] = [{ key: 'suppliers', order: { column: 0 }, totals: [sumOf('suppliers', { word: 'sumAll' })] }];

export const suppliers: ReportMaker = {
	columns: () => [
		{ key: 'cost', label: 'columnCost', kind: 'money' },
		{ key: 'tax', label: 'columnTaxBack', kind: 'money' }
	],
	layouts: () => bySupplier,
	notes: ({ basis }) => ['noteCosts', basis === 'cash' ? 'noteCash' : 'noteAccrual'],
	fill(books, { basis }, { from, to }, tally) {
		eachFlow(books, basis, (date, part, of) => {
			if (date < from || date > to || isMoney(of)) return;
			const column = isCost(part) ? 0 : part.role === 'input-tax' && !isSelfAssessed(part.tax?.supply) ? 1 : -1;
			if (column < 0) return;
			const place = of.partyId === '' && of.name === '' ? UNKNOWN : partyPlace(books, of);
			tally.add({ section: 'suppliers', ...place }, column, part.amount, () => sourceOf(of));
		});
	},
	chart: { section: 'suppliers', column: 0 }
};

function isCost({ role }: Part): boolean {
	return role === 'cost' || role === 'not-deducted';
}

const UNKNOWN = { row: 'unknown', label: { word: 'rowNobody' } } as const;
