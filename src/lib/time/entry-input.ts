/** What is wrong with an entry before it is saved, and how clock times that were typed become instants. Pure. */
import { addDays, isDate } from '../documents/dates.ts';
import { PRICE_LIMITS, parseDecimal } from '../money/decimal.ts';
import type { EntryInput } from './api.ts';
import { DAY_SECONDS } from './time.ts';
import { instantAt, isZone } from './zone.ts';

export type EntryProblem =
	'date' | 'zone' | 'no-length' | 'not-positive' | 'ends-before' | 'too-long' | 'note-too-long' | 'too-many-tags' | 'rate';

/** Longest texts, in characters. */
export const ENTRY_LIMITS = { note: 2000, tag: 40, tags: 50 } as const;
/** A day has 25 hours where clocks go back. */
const LONGEST = DAY_SECONDS + 3600;

export function entryProblem(input: EntryInput, isRunning = false): { field: keyof EntryInput; problem: EntryProblem } | undefined {
	const { date, zone, start, end, seconds, note, tags, rate } = input;
	if (!isDate(date)) return { field: 'date', problem: 'date' };
	if (!isZone(zone)) return { field: 'zone', problem: 'zone' };
	if (note.length > ENTRY_LIMITS.note) return { field: 'note', problem: 'note-too-long' };
	if (tags.length > ENTRY_LIMITS.tags || tags.some((tag) => tag.length > ENTRY_LIMITS.tag))
		return { field: 'tags', problem: 'too-many-tags' };
	const price = rate === '' ? undefined : parseDecimal(rate, PRICE_LIMITS);
	if (price && (!price.ok || price.value.digits < 0n)) return { field: 'rate', problem: 'rate' };
	if (seconds !== undefined) {
		if (!Number.isSafeInteger(seconds) || seconds <= 0) return { field: 'seconds', problem: 'not-positive' };
		return seconds > DAY_SECONDS ? { field: 'seconds', problem: 'too-long' } : undefined;
	}
	if (start === undefined || !isInstant(start)) return { field: 'seconds', problem: 'no-length' };
	if (end === undefined) return isRunning ? undefined : { field: 'end', problem: 'no-length' };
	if (!isInstant(end)) return { field: 'end', problem: 'no-length' };
	const length = Date.parse(end) - Date.parse(start);
	if (length <= 0) return { field: 'end', problem: 'ends-before' };
	return length > LONGEST * 1000 ? { field: 'end', problem: 'too-long' } : undefined;
}

function isInstant(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}T/.test(text) && Number.isFinite(Date.parse(text));
}

/** From one clock time to the next one of the other: "22:00" to "02:00" goes over midnight. Undefined for what is no time. */
export function spanOf(date: string, from: string, to: string, zone: string): { start: string; end: string } | undefined {
	const start = instantAt(date, from, zone);
	const end = instantAt(to > from ? date : isDate(date) ? addDays(date, 1) : '', to, zone);
	return start && end ? { start, end } : undefined;
}
