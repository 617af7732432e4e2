/**
 * What is open on several days, in one reading of the books: most documents are settled before the first of the days, and stand alike on all of them.
 * For each day the same as `standingOn` says.
 */
import type { Figures, TradeFigure } from './figure.ts';
import { isThere, openPartsOf, type OpenTrade } from './standing.ts';

/** Something put against a document or taken from it; from which day, and up to which. */
interface Move {
	from: string;
	until: string | undefined;
	amount: bigint;
}

/** @param days ascending. Answers in the same order. */
export function openOnDays({ trades, money }: Pick<Figures, 'trades' | 'money'>, days: readonly string[]): OpenTrade[][] {
	const found = days.map((): OpenTrade[] => []);
	const [first, last] = [days[0], days.at(-1)];
	if (first === undefined || last === undefined) return found;
	for (const trade of trades.values()) {
		if (trade.date > last || trade.owed === 0n) continue;
		const moves = movesOf(trade, trades, money);
		const isSteady =
			trade.date <= first && moves.every(({ from, until }) => (from <= first && (until === undefined || until <= first)) || from > last);
		let balance: bigint | undefined;
		let open: OpenTrade | undefined;
		for (const [at, day] of days.entries()) {
			if (trade.date > day) continue;
			if (balance === undefined || !isSteady) {
				balance = trade.owed;
				for (const { from, until, amount } of moves) if (isThere(day, from, until)) balance += amount;
				open = balance === 0n ? undefined : { trade, balance, parts: balance > 0n ? openPartsOf(trade, balance) : [] };
			}
			if (open) found[at]!.push(open);
		}
	}
	return found;
}

const later = (date: string, other: string) => (date > other ? date : other);

function movesOf(trade: TradeFigure, trades: Figures['trades'], money: Figures['money']): Move[] {
	const moves: Move[] = [];
	for (const { kind, from, date, amount, until } of trade.settled) {
		const source = kind === 'payment' ? money.get(from) : kind === 'credited' ? trades.get(from) : undefined;
		if (kind === 'payment' && !source) continue;
		moves.push({ from: source ? later(date, source.date) : date, until, amount: -amount });
	}
	for (const { to, date, amount, isRefund, until } of trade.used) {
		const target = isRefund ? money.get(to) : trades.get(to);
		if (isRefund && !target) continue;
		moves.push({ from: target ? later(date, target.date) : date, until, amount });
	}
	return moves;
}
