/** What the forecast would have said on the first of each past month, from what was known then, against what came. */
import { addDays } from '../documents/dates.ts';
import type { Calendar } from './calendar.ts';
import { expectedOf, type ForecastBooks } from './expected.ts';
import { foreseen } from './forecast.ts';
import type { habitsBefore } from './habits.ts';
import { monthsAfter } from './range.ts';
import { ratesInto } from './rates.ts';
import type { OpenTrade } from './standing.ts';

export interface BacktestMonth {
	/** "2026-03" */
	month: string;
	/** Foreseen of what was open on its first day; as early and as late as the band says. */
	said: bigint;
	low: bigint;
	high: bigint;
	/** What came on these documents within the month. */
	came: bigint;
	/** What came on documents that were issued within the month: nobody could know of them. */
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

/** @param standing what was open on the eve of each */
export function backtest(
	books: ForecastBooks,
	tested: readonly Tested[],
	standing: readonly (readonly OpenTrade[])[],
	habits: ReturnType<typeof habitsBefore>,
	days: Calendar
): BacktestMonth[] {
	const months = tested.map(({ first }): BacktestMonth => {
		return { month: first.slice(0, 7), said: 0n, low: 0n, high: 0n, came: 0n, unforeseen: 0n };
	});
	for (const [at, { first, next }] of tested.entries()) {
		const month = months[at]!;
		for (const each of expectedOf(books, standing[at]!, habits(first))) {
			if (each.amount <= 0n) continue;
			const { date, early, late } = foreseen(each, first, days);
			if (date < next) month.said += each.amount;
			if (late < next) month.low += each.amount;
			if (early < next) month.high += each.amount;
		}
	}
	addWhatCame(books, tested, months);
	return months.filter(({ said, came, unforeseen }) => said !== 0n || came !== 0n || unforeseen !== 0n);
}

function addWhatCame(books: ForecastBooks, tested: readonly Tested[], months: readonly BacktestMonth[]): void {
	const rateOf = ratesInto(books.base);
	const [begin, end] = [tested[0]?.first ?? '', tested.at(-1)?.next ?? ''];
	for (const trade of books.trades.values()) {
		if (trade.type !== 'document' || trade.owed <= 0n) continue;
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
