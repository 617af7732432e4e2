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
		const only = paidAtOnce(trade, money, first);
		if (only !== undefined) {
			given.add(only, trade.owed * inwardOf(trade), undefined);
			continue;
		}
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
	for (const payment of money.values()) {
		const left = payment.amount - given.always(payment.id);
		// Most are given to documents as a whole, on all days alike.
		if (left === 0n && !given.changes(payment.id)) continue;
		for (const [at, day] of days.entries()) {
			if (!isThere(day, payment.date, payment.until)) continue;
			const free = left - given.on(payment.id, at);
			if (free !== 0n) found[at]!.free.push({ payment, free });
		}
	}
	return found;
}

/** As most are: one payment of all that was owed, before the first of the days, and never taken back. Its id; undefined where it is not so. */
function paidAtOnce({ settled, used, owed, date }: TradeFigure, money: Figures['money'], day: string): string | undefined {
	const [one] = settled;
	if (settled.length !== 1 || used.length > 0 || one!.kind !== 'payment' || one!.until !== undefined) return undefined;
	if (one!.amount !== owed || one!.date > day || date > day) return undefined;
	const payment = money.get(one!.from);
	return payment && payment.date <= day ? one!.from : undefined;
}

/** What comes in settles what clients owe; what goes out settles what is owed to suppliers, and to clients. */
function inwardOf({ type }: TradeFigure): bigint {
	return type === 'document' ? 1n : -1n;
}

/** What of each payment documents got: on all days alike, and what more on each. */
class Given {
	readonly #always = new Map<string, bigint>();
	readonly #byDay: Map<string, bigint>[];
	readonly #changing = new Set<string>();

	constructor(days: number) {
		this.#byDay = Array.from({ length: days }, () => new Map<string, bigint>());
	}

	/** @param at the one day; all of them where absent */
	add(payment: string, amount: bigint, at: number | undefined): void {
		const into = at === undefined ? this.#always : this.#byDay[at]!;
		if (at !== undefined) this.#changing.add(payment);
		into.set(payment, (into.get(payment) ?? 0n) + amount);
	}

	always(payment: string): bigint {
		return this.#always.get(payment) ?? 0n;
	}

	/** Not the same on all days. */
	changes(payment: string): boolean {
		return this.#changing.has(payment);
	}

	/** What more on that day. */
	on(payment: string, at: number): bigint {
		return this.#byDay[at]!.get(payment) ?? 0n;
	}
}

const later = (date: string, other: string) => (date > other ? date : other);

function movesOf(trade: TradeFigure, trades: Figures['trades'], money: Figures['money']): Move[] {
	const moves: Move[] = [];
	const inward = inwardOf(trade);
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
