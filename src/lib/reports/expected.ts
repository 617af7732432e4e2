/** What is to be paid: open documents and bills, less what the other side has to its credit, and what plans will make. Base currency. */
import { addDays } from '../documents/dates.ts';
import { nextPeriod, type Schedule } from '../recurring/schedule.ts';
import type { ReportBooks } from './books.ts';
import type { TradeFigure } from './figure.ts';
import type { Expected } from './forecast.ts';
import { dueOf, type Habit } from './habits.ts';
import { ratesInto } from './rates.ts';
import type { Standing } from './standing-days.ts';

/** How clients pay, and how the business pays its suppliers; by party. */
export interface Habits {
	clients: (party: string) => Habit;
	suppliers: (party: string) => Habit;
}

/** A recurring invoice or cost, as far as a forecast goes. */
export interface Plan {
	type: 'invoice-profile' | 'expense-profile';
	id: string;
	title: string;
	schedule: Schedule;
	/** First period that is not made yet. */
	from: number;
	/** Days from its date until it is due. */
	dueDays: number;
	/** Record id of the client, or of the supplier of a bill. */
	partyId: string;
	/** It makes bills, which are paid later, as bills are. */
	isBill?: true;
	/** Of each time, in the base currency: below zero goes out. */
	amount: bigint;
}

/** Whose open documents credit was taken off, and how much of it. */
export interface CreditTaken {
	/** Clients, or suppliers. */
	count: number;
	/** Base currency, above zero. */
	amount: bigint;
}

export interface Outlook {
	expected: Expected[];
	/** Of clients, and of the business with its suppliers. */
	credit: { clients: CreditTaken; suppliers: CreditTaken };
}

/**
 * What was paid or credited and not used is taken off what the same party owes in the same currency, the oldest due first: so it will most likely be used.
 * What is left of it then is in no forecast, since nobody knows what it will go to.
 *
 * @param standing as things stand on the day it is asked of
 */
export function expectedOf(books: Pick<ForecastBooks, 'base' | 'partyOf'>, standing: Standing, habits: Habits): Outlook {
	const rateOf = ratesInto(books.base);
	const purses = new Purses(books, standing);
	const parts: { trade: TradeFigure; before: bigint; amount: bigint; due: string }[] = [];
	for (const { trade, parts: own } of standing.open) {
		let before = 0n;
		for (const { date, amount } of own) {
			parts.push({ trade, before, amount, due: date || dueOf(trade) });
			before += amount;
		}
	}
	parts.sort((a, b) => order(a.due, b.due) || order(a.trade.id, b.trade.id) || (a.before < b.before ? -1 : 1));
	const expected: Expected[] = [];
	for (const { trade, before, amount, due } of parts) {
		const rate = rateOf(trade.rated);
		if ('leftOut' in rate) continue;
		const isSale = trade.type === 'document';
		const party = books.partyOf(trade.partyId);
		const credit = purses.take(isSale ? 'clients' : 'suppliers', party, trade.rated.currency, amount, (own) => {
			return rate.into(before + own) - rate.into(before);
		});
		if (credit.own === amount) continue;
		const value = rate.into(before + amount) - rate.into(before) - credit.value;
		expected.push({
			source: { type: trade.type, id: trade.id, kind: trade.kind, number: trade.number },
			name: trade.name,
			due,
			amount: isSale ? value : -value,
			...(credit.value > 0n && { credit: credit.value }),
			habit: (isSale ? habits.clients : habits.suppliers)(party)
		});
	}
	return { expected, credit: purses.taken };
}

type Side = keyof Outlook['credit'];

/** The credit of each party, by currency; it becomes less as it is taken. */
class Purses {
	readonly #left = new Map<string, bigint>();
	readonly #parties = { clients: new Set<string>(), suppliers: new Set<string>() };
	readonly taken: Outlook['credit'] = { clients: { count: 0, amount: 0n }, suppliers: { count: 0, amount: 0n } };

	constructor({ partyOf }: Pick<ForecastBooks, 'partyOf'>, { open, free }: Standing) {
		const put = (side: Side, partyId: string, currency: string, amount: bigint) => {
			const key = [side, partyOf(partyId), currency].join('\n');
			if (partyId !== '') this.#left.set(key, (this.#left.get(key) ?? 0n) + amount);
		};
		for (const { trade, balance } of open)
			if (balance < 0n) put(trade.type === 'document' ? 'clients' : 'suppliers', trade.partyId, trade.rated.currency, -balance);
		for (const { payment, free: rest } of free) {
			const isSupplier = payment.kind.startsWith('supplier');
			put(isSupplier ? 'suppliers' : 'clients', payment.partyId, payment.rated.currency, isSupplier ? -rest : rest);
		}
	}

	/** What of it is paid by credit. @param valueOf in the base currency */
	take(side: Side, party: string, currency: string, amount: bigint, valueOf: (own: bigint) => bigint): { own: bigint; value: bigint } {
		const key = [side, party, currency].join('\n');
		const left = this.#left.get(key) ?? 0n;
		if (left <= 0n) return { own: 0n, value: 0n };
		const own = left < amount ? left : amount;
		this.#left.set(key, left - own);
		const value = valueOf(own);
		const taken = this.taken[side];
		taken.amount += value;
		taken.count = this.#parties[side].add(party).size;
		return { own, value };
	}
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** What comes of plans until that day. What is due already and not made is taken to be made today. */
export function planned(
	{ plans, partyOf }: Pick<ForecastBooks, 'plans' | 'partyOf'>,
	today: string,
	until: string,
	habits: Habits
): Expected[] {
	return plans.flatMap((plan) => {
		const found: Expected[] = [];
		const party = partyOf(plan.partyId);
		const habit = plan.amount > 0n ? habits.clients(party) : plan.isBill && habits.suppliers(party);
		for (let next = nextPeriod(plan.schedule, plan.from); next && next.date < until; next = nextPeriod(plan.schedule, next.period + 1)) {
			const date = next.date < today ? today : next.date;
			found.push({
				source: { type: plan.type, id: plan.id, kind: plan.type, number: '' },
				name: plan.title,
				due: addDays(date, plan.dueDays),
				amount: plan.amount,
				...(habit && { habit })
			});
		}
		return found;
	});
}

export type ForecastBooks = Pick<ReportBooks, 'trades' | 'money' | 'base' | 'partyOf'> & { plans: readonly Plan[] };
