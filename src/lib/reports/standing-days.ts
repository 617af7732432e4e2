/**
 * How things stand on several days, in one reading of the books: most documents are settled before the first of the days, and stand alike on all of them.
 * For each day the same as `standingOn` says.
 */
import type { Figures, TradeFigure } from './figure.ts';
import { isThere, openPartsOf, type FreeMoney, type OpenTrade } from './standing.ts';

export interface Standing {
	open: OpenTrade[];
	free: FreeMoney[];
}

/** Something put against a document or taken from it; from which day, and up to which. */
interface Move {
	from: string;
	until: string | undefined;
	amount: bigint;
	/** The payment it is of, and what of its money that is. */
	payment?: string;
	given: bigint;
}

/** @param days ascending. Answers in the same order. */
export function standingOnDays({ trades, money }: Pick<Figures, 'trades' | 'money'>, days: readonly string[]): Standing[] {
	const found = days.map((): Standing => ({ open: [], free: [] }));
	const [first, last] = [days[0], days.at(-1)];
	if (first === undefined || last === undefined) return found;
	const given = new Given(days.length);
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
				for (const { from, until, amount, payment, given: of } of moves) {
					if (!isThere(day, from, until)) continue;
					balance += amount;
					if (payment !== undefined) given.add(payment, of, isSteady ? undefined : at);
				}
				open = balance === 0n ? undefined : { trade, balance, parts: balance > 0n ? openPartsOf(trade, balance) : [] };
			}
			if (open) found[at]!.open.push(open);
		}
	}
	for (const payment of money.values())
		for (const [at, day] of days.entries()) {
			if (!isThere(day, payment.date, payment.until)) continue;
			const free = payment.amount - given.on(payment.id, at);
			if (free !== 0n) found[at]!.free.push({ payment, free });
		}
	return found;
}

/** What of each payment documents got: on all days alike, and what more on each. */
class Given {
	readonly #always = new Map<string, bigint>();
	readonly #byDay: Map<string, bigint>[];

	constructor(days: number) {
		this.#byDay = Array.from({ length: days }, () => new Map<string, bigint>());
	}

	/** @param at the one day; all of them where absent */
	add(payment: string, amount: bigint, at: number | undefined): void {
		const into = at === undefined ? this.#always : this.#byDay[at]!;
		into.set(payment, (into.get(payment) ?? 0n) + amount);
	}

	on(payment: string, at: number): bigint {
		return (this.#always.get(payment) ?? 0n) + (this.#byDay[at]!.get(payment) ?? 0n);
	}
}

const later = (date: string, other: string) => (date > other ? date : other);

function movesOf(trade: TradeFigure, trades: Figures['trades'], money: Figures['money']): Move[] {
	const moves: Move[] = [];
	// What comes in settles what clients owe; what goes out settles what is owed to suppliers, and to clients.
	const inward = trade.type === 'document' ? 1n : -1n;
	for (const { kind, from, date, amount, until } of trade.settled) {
		const isMoney = kind === 'payment';
		const source = isMoney ? money.get(from) : kind === 'credited' ? trades.get(from) : undefined;
		if (isMoney && !source) continue;
		const move = { from: source ? later(date, source.date) : date, until, amount: -amount, given: amount * inward };
		moves.push({ ...move, ...(isMoney && { payment: from }) });
	}
	for (const { to, date, amount, isRefund, until } of trade.used) {
		const target = isRefund ? money.get(to) : trades.get(to);
		if (isRefund && !target) continue;
		const move = { from: target ? later(date, target.date) : date, until, amount, given: -amount * inward };
		moves.push({ ...move, ...(isRefund && { payment: to }) });
	}
	return moves;
}
