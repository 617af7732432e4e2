/**
 * How things stand on a day: what is open on each document, and what each payment still has to give. As in a client's statement, what was put against a
 * document counts from the day on which money, document and the putting are all there. Own currencies.
 */
import { openParts, type DuePart } from '../documents/ageing.ts';
import type { Figures, MoneyFigure, TradeFigure } from './figure.ts';

export interface OpenTrade {
	trade: TradeFigure;
	/** Below zero what the other side has to its credit here. */
	balance: bigint;
	/** By the days they were due; of what is above zero. */
	parts: readonly DuePart[];
}

export interface FreeMoney {
	payment: MoneyFigure;
	/** Above zero what came in and no document got; below zero what went out so. */
	free: bigint;
}

export function standingOn({ trades, money }: Pick<Figures, 'trades' | 'money'>, day: string): { open: OpenTrade[]; free: FreeMoney[] } {
	const given = new Map<string, bigint>();
	const give = (payment: MoneyFigure | undefined, amount: bigint) => {
		if (payment) given.set(payment.id, (given.get(payment.id) ?? 0n) + amount);
	};
	const open: OpenTrade[] = [];
	for (const trade of trades.values()) {
		if (trade.date > day || trade.owed === 0n) continue;
		let balance = trade.owed;
		// What comes in settles what clients owe; what goes out settles what is owed to suppliers, and to clients.
		const inward = trade.type === 'document' ? 1n : -1n;
		for (const { kind, from, date, amount, until } of trade.settled) {
			const source = kind === 'payment' ? money.get(from) : kind === 'credited' ? trades.get(from) : undefined;
			if (!isThere(day, date, until) || (source && source.date > day) || (kind === 'payment' && !source)) continue;
			balance -= amount;
			if (kind === 'payment') give(source as MoneyFigure, amount * inward);
		}
		for (const { to, date, amount, isRefund, until } of trade.used) {
			const target = isRefund ? money.get(to) : trades.get(to);
			if (!isThere(day, date, until) || (target && target.date > day) || (isRefund && !target)) continue;
			balance += amount;
			if (isRefund) give(target as MoneyFigure, -amount * inward);
		}
		if (balance !== 0n) open.push({ trade, balance, parts: balance > 0n ? openPartsOf(trade, balance) : [] });
	}
	const free: FreeMoney[] = [];
	for (const payment of money.values()) {
		if (!isThere(day, payment.date, payment.until)) continue;
		const rest = payment.amount - (given.get(payment.id) ?? 0n);
		if (rest !== 0n) free.push({ payment, free: rest });
	}
	return { open, free };
}

export function isThere(day: string, from: string, until: string | undefined): boolean {
	return from <= day && (until === undefined || day < until);
}

/** What of it is open, by the days it was due. */
export function openPartsOf({ due, dueDate }: TradeFigure, balance: bigint): readonly DuePart[] {
	return due ? openParts(due, balance) : [{ date: dueDate, amount: balance }];
}
