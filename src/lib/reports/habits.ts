/** How long after the due date clients pay, and the business its suppliers, from what was paid. Money that moved counts, not what was credited or given up. */
import { calendar, type Calendar } from './calendar.ts';
import type { Figures, TradeFigure } from './figure.ts';

/** Payments of one client, or to one supplier, below which all of them together say more. */
const ENOUGH = 3;
/** His newest so many: habits change. */
const NEWEST = 24;

export interface Habit {
	/** Whose payments these are, his own or those of all; `nobody`: there are none, and everything is taken to be paid when it is due. */
	of: 'own' | 'all' | 'nobody';
	/** Days after the due date, ascending; below zero before it. */
	delays: readonly number[];
	median: number;
	/** The quicker and the slower fifth. */
	quick: number;
	slow: number;
}

const NOBODY: Habit = { of: 'nobody', delays: [], median: 0, quick: 0, slow: 0 };

/** One payment of an invoice or bill: whose, when, and how many days after the due date. */
interface Paid {
	party: string;
	/** Days since 1970. */
	day: number;
	delay: number;
}

/** All that clients paid on what was billed to them (`document`), or that was paid on bills (`expense`). */
export function paidBy(
	{ trades, money }: Pick<Figures, 'trades' | 'money'>,
	partyOf: (id: string) => string,
	side: TradeFigure['type'],
	{ dayOf }: Calendar = calendar()
): Paid[] {
	const paid: Paid[] = [];
	for (const trade of trades.values()) {
		if (trade.type !== side || trade.owed <= 0n) continue;
		for (const { kind, from, until } of trade.settled) {
			const payment = kind === 'payment' && until === undefined ? money.get(from) : undefined;
			if (!payment) continue;
			const day = dayOf(payment.date);
			paid.push({ party: partyOf(trade.partyId), day, delay: day - dayOf(dueOf(trade)) });
		}
	}
	return paid.sort((a, b) => b.day - a.day || a.delay - b.delay);
}

/**
 * As they were known on a day: only what was paid before it counts; everything where none is named.
 *
 * @param paid as `paidBy` gives them
 */
export function habitsBefore(paid: readonly Paid[], { dayOf }: Calendar = calendar()): (day?: string) => (party: string) => Habit {
	const known = new Map<string, Paid[]>();
	for (const each of paid) {
		const own = known.get(each.party);
		if (own) own.push(each);
		else known.set(each.party, [each]);
	}
	return (day) => {
		const before = day === undefined ? Infinity : dayOf(day);
		const newest = (all: readonly Paid[], most: number) => {
			const from = all.findIndex((each) => each.day < before);
			return from < 0 ? [] : all.slice(from, from + most).map(({ delay }) => delay);
		};
		const all = newest(paid, NEWEST * 10);
		const general = all.length === 0 ? NOBODY : habit('all', all);
		const kept = new Map<string, Habit>();
		return (party) => {
			let found = kept.get(party);
			if (!found) {
				const own = newest(known.get(party) ?? [], NEWEST);
				kept.set(party, (found = own.length >= ENOUGH ? habit('own', own) : general));
			}
			return found;
		};
	};
}

/** The day it is due; of what is due at no day, that of its issue. */
export function dueOf({ dueDate, date }: Pick<TradeFigure, 'dueDate' | 'date'>): string {
	return dueDate || date;
}

function habit(of: 'own' | 'all', newest: readonly number[]): Habit {
	const delays = [...newest].sort((a, b) => a - b);
	const at = (share: number) => delays[Math.round((delays.length - 1) * share)]!;
	return { of, delays, median: at(0.5), quick: at(0.2), slow: at(0.8) };
}
