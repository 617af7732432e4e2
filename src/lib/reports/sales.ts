/** What was sold: by client, by item, and by the members who look after the client. The sums of all three are the sales of profit and loss. */
import { apportion } from '../money/apportion.ts';
import type { DateRange } from '../listing/periods.ts';
import { isMoney, partyPlace, sourceOf, type ReportBooks } from './books.ts';
import type { Part, TradeFigure } from './figure.ts';
import { eachFlow, type Basis } from './flows.ts';
import { NO_ITEM } from './items.ts';
import type { ReportMaker } from './maker.ts';
import type { Column } from './report.ts';
import { sumOf, type Layout, type Tally } from './tally.ts';

const SALES: Column = { key: 'sales', label: 'columnSales', kind: 'money' };
const TAX: Column = { key: 'tax', label: 'columnTax', kind: 'money' };

const layout: readonly Layout[] = [{ key: 'sales', order: { column: 0 }, totals: [sumOf('sales', { word: 'sumAll' })] }];

/** A deposit is a sale by cash when it comes; otherwise when what it is for is billed. */
function isSale({ role }: Part, basis: Basis): boolean {
	return role === 'sales' || (role === 'advances' && basis === 'cash');
}

/** What each document sold within the range. */
function soldBy(books: ReportBooks, basis: Basis, { from, to }: DateRange): Map<TradeFigure, bigint> {
	const sold = new Map<TradeFigure, bigint>();
	eachFlow(books, basis, (date, part, of) => {
		if (date < from || date > to || isMoney(of) || !isSale(part, basis)) return;
		sold.set(of, (sold.get(of) ?? 0n) - part.amount);
	});
	return sold;
}

export const clients: ReportMaker = {
	columns: () => [SALES, TAX],
	layouts: () => layout,
	notes: ({ basis }) => ['noteSales', basis === 'cash' ? 'noteCash' : 'noteAccrual'],
	fill(books, { basis }, { from, to }, tally) {
		eachFlow(books, basis, (date, part, of) => {
			if (date < from || date > to || isMoney(of)) return;
			const column = isSale(part, basis) ? 0 : part.role === 'output-tax' ? 1 : -1;
			if (column >= 0) tally.add({ section: 'sales', ...partyPlace(books, of) }, column, -part.amount, () => sourceOf(of));
		});
	},
	chart: { section: 'sales', column: 0 }
};

export const items: ReportMaker = {
	columns: () => [SALES],
	layouts: () => layout,
	notes: ({ basis }) => ['noteSales', 'noteItems', basis === 'cash' ? 'noteCash' : 'noteAccrual'],
	fill(books, { basis }, range, tally) {
		for (const [trade, sold] of soldBy(books, basis, range)) {
			const whole = trade.items.reduce((sum, { amount }) => sum + amount, 0n);
			const rows = whole === 0n ? [{ key: NO_ITEM, name: '', amount: 1n }] : trade.items;
			const shares = split(
				sold,
				rows.map(({ amount }) => amount),
				whole === 0n ? 1n : whole
			);
			for (const [at, { key, name }] of rows.entries()) put(tally, key, name, shares[at]!, trade);
		}
	},
	chart: { section: 'sales', column: 0 }
};

function put(tally: Tally, key: string, name: string, amount: bigint, trade: TradeFigure): void {
	const label = key === NO_ITEM ? ({ word: 'rowNoItem' } as const) : { text: name };
	tally.add({ section: 'sales', row: `item ${key}`, label }, 0, amount, () => sourceOf(trade));
}

export const members: ReportMaker = {
	columns: () => [SALES],
	layouts: () => layout,
	notes: ({ basis }) => ['noteSales', 'noteMembers', basis === 'cash' ? 'noteCash' : 'noteAccrual'],
	fill(books, { basis }, range, tally) {
		for (const [trade, sold] of soldBy(books, basis, range)) {
			const found = books.assigned(books.partyOf(trade.partyId));
			const who = found.length > 0 ? [...found].sort() : [''];
			const shares = split(
				sold,
				who.map(() => 1n),
				BigInt(who.length)
			);
			for (const [at, member] of who.entries()) {
				const label = member === '' ? ({ word: 'rowNobody' } as const) : { text: books.memberName(member) };
				tally.add({ section: 'sales', row: `member ${member}`, label }, 0, shares[at]!, () => sourceOf(trade));
			}
		}
	},
	chart: { section: 'sales', column: 0 }
};

/** Shares by weight, of which nothing is lost; weights may be of either sign. */
function split(total: bigint, weights: readonly bigint[], whole: bigint): bigint[] {
	// Sold and counted as a whole: as it is, for most documents.
	if (total === whole) return [...weights];
	return apportion(
		total,
		weights.map((weight) => weight * total),
		whole
	);
}
