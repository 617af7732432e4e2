/** Which days a report is about, and which it is compared with. Calendar dates where the business is; pure. */
import { addDays, daysBetween, isDate } from '../documents/dates.ts';
import type { DateRange } from '../listing/periods.ts';

export type Comparison = 'none' | 'before' | 'year-before';

/** Both are dates and the first is not after the last. */
export function isRange({ from, to }: DateRange): boolean {
	return isDate(from) && isDate(to) && from <= to;
}

/**
 * As long a stretch right before: whole months before whole months (a quarter before a quarter), days before days. A year before: the same days, of which
 * 29 February is 28 February.
 */
export function comparedWith({ from, to }: DateRange, comparison: Comparison): DateRange | undefined {
	if (comparison === 'none') return undefined;
	if (comparison === 'year-before') return { from: yearBefore(from), to: isLastOfMonth(to) ? lastOfMonth(yearBefore(to)) : yearBefore(to) };
	const isWhole = from.endsWith('-01') && isLastOfMonth(to);
	const last = addDays(from, -1);
	if (!isWhole) return { from: addDays(last, -daysBetween(from, to)), to: last };
	return { from: monthsAfter(from, -monthsOf({ from, to }).length), to: last };
}

function yearBefore(date: string): string {
	const moved = `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`;
	return isDate(moved) ? moved : `${moved.slice(0, 8)}28`;
}

/** "2026-01", "2026-02" …: those it touches. */
export function monthsOf({ from, to }: DateRange): string[] {
	const months: string[] = [];
	for (let month = `${from.slice(0, 7)}-01`; month <= to; month = monthsAfter(month, 1)) months.push(month.slice(0, 7));
	return months;
}

/** The first of a month, so many months on. */
export function monthsAfter(first: string, months: number): string {
	const all = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + months;
	return `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}-01`;
}

function isLastOfMonth(date: string): boolean {
	return addDays(date, 1).endsWith('-01');
}

function lastOfMonth(date: string): string {
	return addDays(monthsAfter(`${date.slice(0, 7)}-01`, 1), -1);
}

/** The day on which it is said how things stand: the last one, or today where that is before it. */
export function standingDay({ to }: Pick<DateRange, 'to'>, today: string | undefined): string {
	return today !== undefined && today < to ? today : to;
}
