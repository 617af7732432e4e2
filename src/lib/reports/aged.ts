/** How old what is open is, by client and by supplier, on the last day of the period. Each document at the rate that is stored with it. */
import { AGES, ageOf } from '../documents/ageing.ts';
import { partyPlace, sourceOf, type ReportBooks } from './books.ts';
import type { ReportMaker } from './maker.ts';
import { ratesInto } from './rates.ts';
import { standingDay } from './range.ts';
import type { Column } from './report.ts';
import { standingOn } from './standing.ts';
import { sumOf, type Layout, type Tally } from './tally.ts';

const columns: Column[] = [
	{ key: 'current', label: 'columnCurrent', kind: 'money' },
	{ key: 'upTo30', label: 'columnUpTo30', kind: 'money' },
	{ key: 'upTo60', label: 'columnUpTo60', kind: 'money' },
	{ key: 'upTo90', label: 'columnUpTo90', kind: 'money' },
	{ key: 'over90', label: 'columnOver90', kind: 'money' },
	{ key: 'open', label: 'columnOpen', kind: 'money' },
	{ key: 'credit', label: 'columnCredit', kind: 'money' },
	{ key: 'balance', label: 'columnBalance', kind: 'money' }
];
const [OPEN, CREDIT, BALANCE] = [5, 6, 7];
const layouts: readonly Layout[] = [{ key: 'open', order: { column: OPEN }, totals: [sumOf('open', { word: 'sumAll' })] }];

function aged(side: 'document' | 'expense'): ReportMaker {
	return {
		columns: () => columns,
		layouts: () => layouts,
		notes: () => ['noteAgeing'],
		fill: (books, { today }, range, tally) => fillAged(books, side, standingDay(range, today), tally),
		chart: { section: 'open', column: OPEN }
	};
}

function fillAged(books: ReportBooks, side: 'document' | 'expense', day: string, tally: Tally): void {
	const { open, free } = standingOn(books, day);
	const rateOf = ratesInto(books.base);
	for (const { trade, balance, parts } of open) {
		const rate = trade.type === side ? rateOf(trade.rated) : undefined;
		if (!rate || 'leftOut' in rate) continue;
		const place = { section: 'open', ...partyPlace(books, trade) };
		const add = (column: number, amount: bigint) => tally.add(place, column, amount, () => sourceOf(trade));
		// The parts of a document are together what all of it stands for.
		let before = 0n;
		for (const { date, amount } of parts) {
			add(AGES.indexOf(ageOf(date, day)), rate.into(before + amount) - rate.into(before));
			before += amount;
		}
		add(balance > 0n ? OPEN : CREDIT, rate.into(balance));
		add(BALANCE, rate.into(balance));
	}
	for (const { payment, free: rest } of free) {
		const isSide = payment.kind.startsWith('supplier') === (side === 'expense');
		const rate = isSide ? rateOf(payment.rated) : undefined;
		if (!rate || 'leftOut' in rate) continue;
		const credit = rate.into(side === 'document' ? -rest : rest);
		const place = { section: 'open', ...partyPlace(books, payment) };
		for (const column of [CREDIT, BALANCE]) tally.add(place, column, credit, () => sourceOf(payment));
	}
}

export const receivables = aged('document');
export const payables = aged('expense');
