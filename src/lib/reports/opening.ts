/**
 * What is in the bank today: what was known of it last, and what the books say has moved since. Known is what somebody counted, or what the newest
 * statements of the bank say of their accounts; the later of the two counts.
 */
import type { Figures } from './figure.ts';
import { ratesInto } from './rates.ts';

/** The newest closing balance of an account. Minor units of its currency, at the end of that day. */
export interface ClosingBalance {
	account: string;
	currency: string;
	date: string;
	amount: bigint;
}

export interface Opening {
	from: 'statements' | 'typed';
	/** The day it was known last; of several accounts the newest, and the oldest. */
	date: string;
	oldest: string;
	/** Accounts whose statements say it; zero where it was typed. */
	accounts: number;
	/** Minor units of the base currency. */
	known: bigint;
	/** By the books, after that day and up to today. */
	moved: bigint;
	now: bigint;
	/** Accounts in other currencies, which are not in it. */
	others: number;
}

/** @param typed in the base currency. What is dated after today says nothing of it. */
export function openingOf(
	books: Figures,
	closings: readonly ClosingBalance[],
	typed: { date: string; amount: bigint } | undefined,
	today: string
): Opening | undefined {
	const past = closings.filter(({ date }) => date <= today);
	const own = past.filter(({ currency }) => currency === books.base);
	const others = past.length - own.length;
	const dates = own.map(({ date }) => date).sort();
	const newest = dates.at(-1);
	const isTyped = typed !== undefined && typed.date <= today && (newest === undefined || typed.date >= newest);
	const date = isTyped ? typed.date : newest;
	if (date === undefined) return undefined;
	const known = isTyped ? typed.amount : own.reduce((sum, { amount }) => sum + amount, 0n);
	const moved = movedAfter(books, date, today);
	const about = isTyped
		? ({ from: 'typed', oldest: date, accounts: 0, others: 0 } as const)
		: ({ from: 'statements', oldest: dates[0]!, accounts: own.length, others } as const);
	return { ...about, date, known, moved, now: known + moved };
}

/** Payments, and costs that were paid as they were made, at the rate of each. */
function movedAfter({ trades, money, base }: Figures, after: string, upTo: string): bigint {
	const rateOf = ratesInto(base);
	const isIn = (date: string) => date > after && date <= upTo;
	let moved = 0n;
	for (const { date, amount, until, rated } of money.values()) {
		const times = BigInt(isIn(date)) - BigInt(until !== undefined && isIn(until));
		const rate = rateOf(rated);
		if (times !== 0n && 'into' in rate) moved += rate.into(amount) * times;
	}
	for (const { date, parts } of trades.values())
		if (parts && isIn(date)) for (const { role, amount } of parts) if (role === 'bank' || role === 'cash') moved += amount;
	return moved;
}
