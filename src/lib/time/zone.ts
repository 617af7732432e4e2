/** Calendar days and clock times of a place as instants, and back. Days there can have 23 or 25 hours, and an hour can come twice or not at all. */
import { addDays, dateIn, isDate } from '../documents/dates.ts';

const DAY = 86_400_000;
/** Days that one stretch is told apart in: three years, which no timer runs. */
const MOST_DAYS = 1100;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The time on the wall, as if it were UTC. An unknown zone is read as UTC, so that nobody's entry stops a list. */
function wallOf(instant: number, zone: string): number {
	const parts = formatterOf(zone).formatToParts(instant);
	const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
	return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

function formatterOf(zone: string): Intl.DateTimeFormat {
	let found = formatters.get(zone);
	if (found) return found;
	const options = {
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
		hourCycle: 'h23',
		calendar: 'gregory',
		numberingSystem: 'latn'
	} as const;
	found = new Intl.DateTimeFormat('en', { ...options, timeZone: isZone(zone) ? zone : 'UTC' });
	formatters.set(zone, found);
	return found;
}

export function isZone(zone: string): boolean {
	if (zone === '') return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}

/** The date on the wall there. */
export function dayOf(instant: string, zone: string): string {
	return dateIn(isZone(zone) ? zone : 'UTC', new Date(instant));
}

/** "09:05" there. */
export function clockOf(instant: string, zone: string): string {
	return new Date(wallOf(Date.parse(instant), zone)).toISOString().slice(11, 16);
}

/**
 * When the clock there shows that time on that day. A time that comes twice, as clocks go back, is the first; one that never comes, as they go forward, is
 * as long after midnight as it says. Undefined for what is no date or time.
 */
export function instantAt(date: string, time: string, zone: string): string | undefined {
	const clock = /^(\d{2}):(\d{2})$/.exec(time);
	if (!isDate(date) || !clock || Number(clock[1]) > 23 || Number(clock[2]) > 59) return undefined;
	const wall = Date.parse(`${date}T${time}:00Z`);
	const before = wallOf(wall - DAY, zone) - (wall - DAY);
	const after = wallOf(wall + DAY, zone) - (wall + DAY);
	const fitting = [wall - before, wall - after].filter((instant) => wallOf(instant, zone) === wall);
	return new Date(fitting.length > 0 ? Math.min(...fitting) : wall - before).toISOString();
}

export interface DayPart {
	date: string;
	seconds: number;
}

/** What of it lies on each day there; most lie on one. Nothing where it ends before it begins. */
export function partsByDay(start: string, end: string, zone: string): DayPart[] {
	const parts: DayPart[] = [];
	const last = Date.parse(end);
	let from = Date.parse(start);
	let date = dayOf(start, zone);
	while (from < last && parts.length < MOST_DAYS) {
		const next = addDays(date, 1);
		const midnight = Date.parse(instantAt(next, '00:00', zone)!);
		const to = Math.min(midnight, last);
		if (to > from) parts.push({ date, seconds: Math.floor(to / 1000) - Math.floor(from / 1000) });
		from = Math.max(from, to);
		date = next;
	}
	return parts;
}

/** IANA, of this device. */
export function ownZone(): string {
	return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
