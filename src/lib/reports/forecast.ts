/**
 * What is likely to come in and go out, week by week. [Note: the forecast] Nothing here is known; everything says where it comes from.
 *
 *     open invoice      the day it is due, plus what this client usually takes beyond it (median)
 *     already later     the median of those of his that took even longer; where none did, LATE_DAYS from today
 *     bill              the day it is due, plus what the business usually takes with this supplier; later than ever: today
 *     recurring         the days of its plan; an invoice or bill so much later again as it is usually paid
 *     cost              the day of its plan, on which it is paid
 *     credit            taken off what the same party owes, the oldest first
 *
 * The sum begins with what is in the bank, where that is known, or else with nothing.
 *
 * The band is what the same sum would be, had everybody paid as early as the quicker fifth of their payments, or as late as the slower fifth. It is about
 * when, not whether: what is never paid, and what is never sold, is in no forecast.
 */
import { addDays } from '../documents/dates.ts';
import { calendar, type Calendar } from './calendar.ts';
import type { Habit } from './habits.ts';

/** Weeks looked ahead. */
export const WEEKS = 52;
/** For what is later than ever before. */
export const LATE_DAYS = 30;

export interface Expected {
	/** The record that is to be paid, or the plan it comes from. */
	source: { type: 'document' | 'expense' | 'invoice-profile' | 'expense-profile'; id: string; kind: string; number: string };
	name: string;
	/** The day it is due, or of the plan; today where it is due at no day. */
	due: string;
	/** Base currency: below zero goes out. */
	amount: bigint;
	/** What of it is paid by credit already, and so not in the amount; above zero. */
	credit?: bigint;
	/** Absent for what is paid on its day. */
	habit?: Habit;
}

export interface ForeseenDates {
	date: string;
	/** As early and as late as the quicker and the slower fifth. */
	early: string;
	late: string;
	/** It is later already than that client, or with that supplier the business, ever was. */
	isLate?: true;
}
export type Foreseen = Expected & ForeseenDates;

export interface ForecastWeek {
	/** Its Monday; the first is the one today lies in. */
	start: string;
	in: bigint;
	out: bigint;
	/** What it began with, and all since, up to the end of this week. */
	sum: bigint;
	low: bigint;
	high: bigint;
}

export interface Forecast {
	today: string;
	weeks: ForecastWeek[];
	/** By the day they are expected. */
	items: Foreseen[];
	/** Expected behind the last week. */
	beyond: { count: number; amount: bigint };
}

/** @param start what is there today */
export function foresee(expected: readonly Expected[], today: string, days: Calendar = calendar(), start = 0n): Forecast {
	const first = mondayOf(today);
	const end = addDays(first, WEEKS * 7);
	const all = expected.map((each): Foreseen => ({ ...each, ...foreseen(each, today, days) })).sort(byDay);
	const items = all.filter(({ date }) => date < end);
	const beyond = all.filter(({ date }) => date >= end);
	const monday = days.dayOf(first);
	const weekOf = (date: string) => Math.max(0, Math.floor((days.dayOf(date) - monday) / 7));
	const zeros = () => Array.from({ length: WEEKS }, () => 0n);
	const [coming, going, low, high] = [zeros(), zeros(), zeros(), zeros()];
	const put = (into: bigint[], date: string, amount: bigint) => {
		const week = weekOf(date);
		if (week < WEEKS) into[week]! += amount;
	};
	for (const { date, early, late, amount } of all) {
		put(amount > 0n ? coming : going, date, amount > 0n ? amount : -amount);
		put(low, amount > 0n ? late : early, amount);
		put(high, amount > 0n ? early : late, amount);
	}
	let [sum, least, most] = [start, start, start];
	const weeks = coming.map((amount, at): ForecastWeek => {
		sum += amount - going[at]!;
		least += low[at]!;
		most += high[at]!;
		return { start: addDays(first, at * 7), in: amount, out: going[at]!, sum, low: least, high: most };
	});
	return { today, weeks, items, beyond: { count: beyond.length, amount: beyond.reduce((all, { amount }) => all + amount, 0n) } };
}

export function foreseen({ due, habit, amount }: Expected, today: string, days: Calendar = calendar()): ForeseenDates {
	const notBefore = (date: string) => (date < today ? today : date);
	if (!habit) {
		const date = notBefore(due);
		return { date, early: date, late: date };
	}
	const usual = days.add(due, habit.median);
	if (usual >= today) {
		const [early, late] = [notBefore(days.add(due, habit.quick)), days.add(due, habit.slow)];
		return { date: usual, early, late };
	}
	const waited = days.dayOf(today) - days.dayOf(due);
	const { delays } = habit;
	const from = firstAbove(delays, waited);
	const longer = delays.length - from;
	const middle = longer > 0 ? delays[from + Math.floor((longer - 1) / 2)] : undefined;
	// What others owe may take its time; what one owes oneself is better counted as paid now.
	const patience = amount > 0n ? days.add(today, LATE_DAYS) : today;
	const date = middle === undefined ? patience : days.add(due, middle);
	const last = longer > 0 ? delays.at(-1) : undefined;
	const late = last === undefined ? days.add(patience, LATE_DAYS * 2) : days.add(due, last);
	return middle === undefined ? { date, early: today, late, isLate: true } : { date, early: today, late };
}

/** The place of the first of ascending numbers that is above `limit`; their count where none is. */
function firstAbove(ascending: readonly number[], limit: number): number {
	let [from, to] = [0, ascending.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (ascending[middle]! > limit) to = middle;
		else from = middle + 1;
	}
	return from;
}

export function mondayOf(date: string): string {
	const day = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
	return addDays(date, -day);
}

function byDay(a: Foreseen, b: Foreseen): number {
	return a.date < b.date ? -1 : a.date > b.date ? 1 : a.source.id < b.source.id ? -1 : a.source.id > b.source.id ? 1 : 0;
}
