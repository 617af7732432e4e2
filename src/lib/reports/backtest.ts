/** What the forecast would have said on the first of each past month, from what was known then, against what came of clients and went to suppliers. */
import { addDays } from '../documents/dates.ts';
import type { Calendar } from './calendar.ts';
import { expectedOf, type ForecastBooks, type Habits } from './expected.ts';
import type { TradeFigure } from './figure.ts';
import { foreseen } from './forecast.ts';
import { monthsAfter } from './range.ts';
import { ratesInto } from './rates.ts';
import type { Standing } from './standing-days.ts';

/** Amounts above zero, whichever way the money goes. */
export interface BacktestMonth {
	/** "2026-03" */
	month: string;
	/** Foreseen of what was open on its first day; as early and as late as the band says. */
	said: bigint;
	low: bigint;
	high: bigint;
	/** What was paid on these documents within the month. */
	came: bigint;
	/** What was paid on documents of the month itself: nobody could know of them. */
	unforeseen: bigint;
}

interface Tested {
	/** The day before it begins. */
	eve: string;
	first: string;
	next: string;
}

/** The month of today is not over: it is left out. */
export function monthsTested(today: string, months = 6): Tested[] {
	const thisMonth = `${today.slice(0, 7)}-01`;
	return Array.from({ length: months }, (_, at) => {
		const first = monthsAfter(thisMonth, at - months);
		return { eve: addDays(first, -1), first, next: monthsAfter(first, 1) };
	});
}

/** @param standing how things stood on the eve of each */
export function backtest(
	books: ForecastBooks,
	tested: readonly Tested[],
	standing: readonly Standing[],
	habits: (day: string) => Habits,
	days: Calendar
): { in: BacktestMonth[]; out: BacktestMonth[] } {
	const months = { document: tested.map(emptyMonth), expense: tested.map(emptyMonth) };
	for (const [at, { first, next }] of tested.entries()) {
		for (const each of expectedOf(books, standing[at]!, habits(first)).expected) {
			const { type } = each.source;
			if (type !== 'document' && type !== 'expense') continue;
			const month = months[type][at]!;
			const { date, early, late } = foreseen(each, first, days);
			const amount = each.amount < 0n ? -each.amount : each.amount;
			if (date < next) month.said += amount;
			if (late < next) month.low += amount;
			if (early < next) month.high += amount;
		}
	}
	const told = (side: TradeFigure['type']) => {
		addWhatCame(books, side, tested, months[side]);
		return months[side].filter(({ said, came, unforeseen }) => said !== 0n || came !== 0n || unforeseen !== 0n);
	};
	return { in: told('document'), out: told('expense') };
}

function emptyMonth({ first }: Tested): BacktestMonth {
	return { month: first.slice(0, 7), said: 0n, low: 0n, high: 0n, came: 0n, unforeseen: 0n };
}

function addWhatCame(books: ForecastBooks, side: TradeFigure['type'], tested: readonly Tested[], months: readonly BacktestMonth[]): void {
	const rateOf = ratesInto(books.base);
	const [begin, end] = [tested[0]?.first ?? '', tested.at(-1)?.next ?? ''];
	for (const trade of books.trades.values()) {
		if (trade.type !== side || trade.owed <= 0n) continue;
		for (const { kind, from, amount, until } of trade.settled) {
			const payment = kind === 'payment' && until === undefined ? books.money.get(from) : undefined;
			if (!payment || payment.date < begin || payment.date >= end) continue;
			const rate = rateOf(trade.rated);
			if ('leftOut' in rate) continue;
			const at = tested.findIndex(({ next }) => payment.date < next);
			months[at]![trade.date < tested[at]!.first ? 'came' : 'unforeseen'] += rate.into(amount);
		}
	}
}
