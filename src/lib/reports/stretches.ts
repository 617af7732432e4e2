/** A range cut into stretches that a drawing can still tell apart: days of a month, weeks or months of a year, months of five years, years. */
import { addDays, daysBetween } from '../documents/dates.ts';
import type { DateRange } from '../listing/periods.ts';
import { monthsOf } from './range.ts';
import type { Word } from './labels.ts';

export interface Stretches {
	/** What a place is called. */
	head: Word;
	/** "2026", "2026-01", or the last day of a week, or the day: ISO 8601. */
	labels: string[];
	/** The stretch a date of the range lies in. */
	at(date: string): number;
}

/** The most that are told apart; by weeks no more than a year, so that no day of the year comes twice. */
const MOST_DAYS = 31;
const MOST_DAYS_BY_WEEK = 366;
const MOST_MONTHS = 60;

/** @param byWeek for what stands on a day, where months would hide too much; what is added up is added up by whole months */
export function stretchesOf(range: DateRange, byWeek = false): Stretches {
	const { from, to } = range;
	const last = daysBetween(from, to);
	const months = monthsOf(range);
	if (last < MOST_DAYS) return { head: 'date', labels: daysOf(from, last, 1), at: (date) => daysBetween(from, date) };
	if (byWeek && last < MOST_DAYS_BY_WEEK) {
		const labels = daysOf(from, last, 7);
		return { head: 'weekTo', labels, at: (date) => Math.floor(daysBetween(from, date) / 7) };
	}
	if (months.length <= MOST_MONTHS) return named('month', months, 7);
	return named('year', [...new Set(months.map((month) => month.slice(0, 4)))], 4);
}

function daysOf(from: string, last: number, step: number): string[] {
	const count = Math.floor(last / step) + 1;
	return Array.from({ length: count }, (_, at) => addDays(from, Math.min(last, (at + 1) * step - 1)));
}

function named(head: Word, labels: string[], length: number): Stretches {
	const known = new Map(labels.map((label, at) => [label, at]));
	return { head, labels, at: (date) => known.get(date.slice(0, length))! };
}
