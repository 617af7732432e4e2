/**
 * When something comes again: the k-th date is counted from the first one, never from the one before, so that the 31st is the last day of shorter
 * months and the 31st again in longer ones, and a 29 February comes back in the next leap year. Pure; dates are calendar dates.
 */
export type ScheduleUnit = 'day' | 'week' | 'month' | 'year';

export interface Schedule {
	unit: ScheduleUnit;
	/** Every so many of them, 1 or more. */
	every: number;
	/** The first date. */
	start: string;
	/** No date after this one. */
	end?: string;
	/** No more than so many. */
	count?: number;
}

/** More than anybody means; a schedule is read to its end in lists. */
const MOST = 5000;
const LAST_YEAR = 9999;

/** The date of the period, counted from 0; undefined where the schedule has ended, or its first date is none. */
export function occurrence(schedule: Schedule, period: number): string | undefined {
	const { unit, every, start, end, count } = schedule;
	const first = /^(\d{4})-(\d{2})-(\d{2})$/.exec(start)?.slice(1).map(Number) as [number, number, number] | undefined;
	const isCounted = Number.isSafeInteger(every) && every >= 1 && Number.isSafeInteger(period) && period >= 0;
	if (!first || !isCounted || period >= Math.min(count ?? MOST, MOST)) return undefined;
	const [year, month, day] = first;
	const steps = every * period;
	const date =
		unit === 'day' || unit === 'week' ? dayAfter(first, steps * (unit === 'week' ? 7 : 1)) : monthAfter(year, month, day, unit, steps);
	return date === undefined || (end !== undefined && end !== '' && date > end) ? undefined : date;
}

/** Where a period before the first would have begun. */
export function dateBefore({ unit, every, start }: Schedule): string | undefined {
	const [year, month, day] = start.split('-').map(Number) as [number, number, number];
	if (unit === 'day' || unit === 'week') return dayAfter([year, month, day], -every * (unit === 'week' ? 7 : 1));
	return monthAfter(year, month, day, unit, -every);
}

function dayAfter([year, month, day]: readonly [number, number, number], days: number): string | undefined {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day + days);
	return Number.isNaN(date.getTime()) || date.getUTCFullYear() > LAST_YEAR ? undefined : date.toISOString().slice(0, 10);
}

function monthAfter(year: number, month: number, day: number, unit: 'month' | 'year', steps: number): string | undefined {
	const months = year * 12 + (month - 1) + steps * (unit === 'year' ? 12 : 1);
	const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
	if (toYear < 1 || toYear > LAST_YEAR) return undefined;
	const text = (value: number, places: number) => String(value).padStart(places, '0');
	return `${text(toYear, 4)}-${text(toMonth, 2)}-${text(Math.min(day, daysIn(toYear, toMonth)), 2)}`;
}

function daysIn(year: number, month: number): number {
	const last = new Date(0);
	last.setUTCFullYear(year, month, 0);
	return last.getUTCDate();
}

export interface Period {
	/** Counted from 0. */
	period: number;
	date: string;
}

/** The periods from `from` on whose date has come, oldest first, `most` at most. */
export function duePeriods(schedule: Schedule, today: string, from = 0, most = MOST): Period[] {
	const due: Period[] = [];
	for (let period = from; due.length < most; period++) {
		const date = occurrence(schedule, period);
		if (date === undefined || date > today) break;
		due.push({ period, date });
	}
	return due;
}

/** The first period from `from` on; undefined where there is none left. */
export function nextPeriod(schedule: Schedule, from: number): Period | undefined {
	const date = occurrence(schedule, from);
	return date === undefined ? undefined : { period: from, date };
}
