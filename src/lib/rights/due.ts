/**
 * When what rests in the bin is erased. [Note: thirty days]
 *
 * A calendar can be wrong by a year for an hour, and what was erased does not come back. So the calendar alone only proposes: it says when a
 * record has been in the bin for thirty days. Without asking, a record is erased only after thirty days that this device itself lived through:
 * each day on which the books are opened counts from the one before it, a gap counts as at most a week, however long it says it was, and the
 * longest as one day. So a clock that jumps forward by a year adds nothing that a day would not; one that is set back takes days away. Who opens
 * the books every day has the bin emptied after thirty days, who opens them once a week a few days later, who opens them once a month is asked.
 */
import { daysBetween } from '../documents/dates.ts';

const DAYS_IN_BIN = 30;
const LONGEST_GAP = 7;
/** More than are ever needed to count to thirty, each with a gap of one. */
const DAYS_KEPT = 60;

/** `kept`: not thirty days yet. `proposed`: by the calendar, not by what this device lived through. `due`: erased without asking. */
export type Due = 'kept' | 'proposed' | 'due';

/** The days on which the books were opened, ascending, with today among them. Days after today are a clock that was wrong: they are dropped. */
export function withToday(days: readonly string[], today: string): string[] {
	return [...new Set([...days.filter((day) => day < today), today])].sort().slice(-DAYS_KEPT);
}

/** @param on calendar date of the removal; empty where it was not noted */
export function dueOn(on: string, days: readonly string[], today: string): Due {
	if (on === '' || daysBetween(on, today) < DAYS_IN_BIN) return 'kept';
	return livedSince(on, days, today) >= DAYS_IN_BIN ? 'due' : 'proposed';
}

/** Days until the calendar proposes it; undefined where the day of removal was not noted or lies ahead by the calendar. */
export function daysLeft(on: string, today: string): number | undefined {
	if (on === '' || on > today) return undefined;
	return Math.max(0, DAYS_IN_BIN - daysBetween(on, today));
}

function livedSince(on: string, days: readonly string[], today: string): number {
	let lived = 0;
	let longest = 1;
	let before = on;
	for (const day of [...days.filter((each) => each > on && each < today), today].sort()) {
		const gap = Math.min(LONGEST_GAP, daysBetween(before, day));
		lived += gap;
		longest = Math.max(longest, gap);
		before = day;
	}
	return lived - longest + 1;
}
