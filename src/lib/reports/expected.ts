/** What is to be paid: open documents and bills, and what plans will make. Base currency. */
import { addDays } from '../documents/dates.ts';
import { nextPeriod, type Schedule } from '../recurring/schedule.ts';
import type { ReportBooks } from './books.ts';
import type { Expected } from './forecast.ts';
import { dueOf, type Habit } from './habits.ts';
import { ratesInto } from './rates.ts';
import type { OpenTrade } from './standing.ts';

type HabitOf = (party: string) => Habit;

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
	/** Record id of the client. */
	partyId: string;
	/** Of each time, in the base currency: below zero goes out. */
	amount: bigint;
}

/** @param open as things stand on the day it is asked of. Money that clients paid ahead, and credit notes, are not taken off: nobody knows what they will go to. */
export function expectedOf(books: Pick<ForecastBooks, 'base' | 'partyOf'>, open: readonly OpenTrade[], habitOf: HabitOf): Expected[] {
	const rateOf = ratesInto(books.base);
	const expected: Expected[] = [];
	for (const { trade, parts } of open) {
		const rate = rateOf(trade.rated);
		if ('leftOut' in rate) continue;
		const isSale = trade.type === 'document';
		let before = 0n;
		for (const { date, amount } of parts) {
			const value = rate.into(before + amount) - rate.into(before);
			before += amount;
			expected.push({
				source: { type: trade.type, id: trade.id, kind: trade.kind, number: trade.number },
				name: trade.name,
				due: date || dueOf(trade),
				amount: isSale ? value : -value,
				...(isSale && { habit: habitOf(books.partyOf(trade.partyId)) })
			});
		}
	}
	return expected;
}

/** What comes of plans until that day. What is due already and not made is taken to be made today. */
export function planned(
	{ plans, partyOf }: Pick<ForecastBooks, 'plans' | 'partyOf'>,
	today: string,
	until: string,
	habitOf: HabitOf
): Expected[] {
	return plans.flatMap((plan) => {
		const found: Expected[] = [];
		for (let next = nextPeriod(plan.schedule, plan.from); next && next.date < until; next = nextPeriod(plan.schedule, next.period + 1)) {
			const date = next.date < today ? today : next.date;
			found.push({
				source: { type: plan.type, id: plan.id, kind: plan.type, number: '' },
				name: plan.title,
				due: addDays(date, plan.dueDays),
				amount: plan.amount,
				...(plan.amount > 0n && { habit: habitOf(partyOf(plan.partyId)) })
			});
		}
		return found;
	});
}

export type ForecastBooks = Pick<ReportBooks, 'trades' | 'money' | 'base' | 'partyOf'> & { plans: readonly Plan[] };
