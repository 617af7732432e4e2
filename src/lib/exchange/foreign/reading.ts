/** What a reader is given. */
import type { Notation } from '../csv/api.ts';
import type { Program } from './api.ts';
import type { Inside } from './inside.ts';
import type { Plan, Place } from './plan.ts';

export interface Surroundings {
	/** Of the books, where the export says none. */
	currency: string;
	/** The instant of a time on the clock, where the books are. */
	instant(date: string, seconds: number): string | undefined;
	/** The date on which an instant lies there. */
	day(instant: string): string;
	chosen: Partial<Notation>;
	/** Throws to stop. */
	watch(fraction: number): Promise<void>;
}

export interface Reading extends Surroundings {
	plan: Plan;
	inside: Inside;
	assumed: Partial<Notation>;
}

export interface ForeignReader {
	program: Program;
	fits(inside: Inside): boolean;
	read(reading: Reading): Promise<void> | void;
}

/** From and to, of clock times on dates. An end before its beginning on the same day is of the day after. */
export function spanOf(
	{ instant, plan }: Reading,
	place: Place,
	from: { date: string; seconds: number },
	to: { date: string; seconds: number; mayRollOver?: boolean }
): { start: string; end: string } | undefined {
	const start = instant(from.date, from.seconds);
	let end = instant(to.date, to.seconds);
	if (start === undefined || end === undefined) {
		plan.fault(place, 'start', 'bad-time');
		return undefined;
	}
	if (end < start && to.mayRollOver && from.date === to.date) end = new Date(Date.parse(end) + 86_400_000).toISOString();
	if (end < start) {
		plan.fault(place, 'end', 'ends-before');
		return undefined;
	}
	return { start, end };
}

/** What the program says it took, where that is not what lies between: a break, or a night on which the clocks changed. */
export function typedLength({ start, end }: { start: string; end: string }, seconds: number | undefined): { seconds?: number } {
	if (seconds === undefined) return {};
	const between = Math.floor((Date.parse(end) - Date.parse(start)) / 1000);
	return Math.abs(between - seconds) >= 60 ? { seconds } : {};
}

export function listOf(text: string): string[] {
	return [...new Set(text.split(', ').map((each) => each.trim()))].filter((each) => each !== '');
}

/** "Yes", "true", "1" and their like in the languages of these programs. */
export function isYes(text: string): boolean {
	return /^(yes|true|1|oui|ja|s[ií]|x)$/i.test(text.trim());
}
