/** What an entry comes to, and what a person should look at. Pure. [Note: running timers] */
import type { TimeEntry } from './time.ts';
import { DAY_SECONDS } from './time.ts';
import { partsByDay, type DayPart } from './zone.ts';

type Times = Pick<TimeEntry, 'start' | 'end' | 'seconds'>;

export function isRunning({ start, end, seconds }: Times): boolean {
	return start !== undefined && end === undefined && seconds === undefined;
}

/** How long it took; of one that runs, up to `now`. Never below zero: a clock that was set back took nobody's time away. */
export function secondsOf({ start, end, seconds }: Times, now?: string): number {
	if (seconds !== undefined) return Math.max(0, seconds);
	const until = end ?? now;
	if (start === undefined || until === undefined) return 0;
	return Math.max(0, Math.floor(Date.parse(until) / 1000) - Math.floor(Date.parse(start) / 1000));
}

/** What of it lies on which day. Typed lengths lie on their date. */
export function daysOf(entry: Times & Pick<TimeEntry, 'date' | 'zone'>, now?: string): DayPart[] {
	const { start, end = now, seconds, zone, date } = entry;
	if (seconds !== undefined || start === undefined || end === undefined) return [{ date, seconds: secondsOf(entry, now) }];
	const parts = partsByDay(start, end, zone);
	return parts.length > 0 ? parts : [{ date, seconds: 0 }];
}

export interface Numbered<E = TimeEntry> {
	id: string;
	entry: E;
}

/**
 * The entries of one member with one running at most: each that runs ends where the next one that runs begins. The same whatever order they come in; the
 * one begun last runs, of two begun in one instant the one with the higher id.
 */
export function settled<E extends Times>(entries: readonly Numbered<E>[]): Numbered<E>[] {
	const running = entries.filter(({ entry }) => isRunning(entry)).sort(byStart);
	if (running.length < 2) return [...entries];
	const ends = new Map(running.slice(0, -1).map(({ id }, at) => [id, running[at + 1]!.entry.start!]));
	return entries.map((each) => {
		const end = ends.get(each.id);
		return end === undefined ? each : { ...each, entry: { ...each.entry, end } };
	});
}

function byStart(a: Numbered<Times>, b: Numbered<Times>): number {
	const [left, right] = [Date.parse(a.entry.start!), Date.parse(b.entry.start!)];
	return left - right || (a.id < b.id ? -1 : 1);
}

export type EntryFinding =
	/** Its end is before its beginning: the clock was set back. It counts for nothing until its length is typed. */
	| 'clock-set-back'
	/** More than a day: a timer that was forgotten. */
	| 'longer-than-a-day'
	/** It is to be billed, and nobody has said at what rate. */
	| 'no-rate'
	/** It is to be billed, and belongs to no project. */
	| 'no-project';

export function findingsOf(entry: TimeEntry, now?: string): EntryFinding[] {
	const found: EntryFinding[] = [];
	const { start, end = now, seconds, billable, projectId, rate } = entry;
	if (seconds === undefined && start !== undefined && end !== undefined && Date.parse(end) < Date.parse(start))
		found.push('clock-set-back');
	if (secondsOf(entry, now) > DAY_SECONDS) found.push('longer-than-a-day');
	if (billable && projectId === undefined) found.push('no-project');
	else if (billable && !rate) found.push('no-rate');
	return found;
}

/** Ids of entries of one member that were going on at the same time, each with those it overlaps. They are shown, and count as they are. */
export function overlaps(entries: readonly Numbered[], now?: string): Map<string, string[]> {
	const spans = entries
		.flatMap(({ id, entry: { start, end = now, seconds, member } }) => {
			if (start === undefined) return [];
			const from = Date.parse(start);
			const to = seconds !== undefined ? from + seconds * 1000 : end === undefined ? from : Date.parse(end);
			return to > from ? [{ id, member, from, to }] : [];
		})
		.sort((a, b) => a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1));
	const found = new Map<string, string[]>();
	const note = (id: string, other: string) => found.set(id, [...(found.get(id) ?? []), other]);
	for (const [at, span] of spans.entries())
		for (let next = at + 1; next < spans.length && spans[next]!.from < span.to; next++) {
			const other = spans[next]!;
			if (other.member !== span.member) continue;
			note(span.id, other.id);
			note(other.id, span.id);
		}
	return found;
}
