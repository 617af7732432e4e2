/**
 * The numbers given so far, per series: a small summary that every device derives from the issues in the log, in log order. The next number
 * comes from here and from the lease, never from a counter that somebody stores.
 *
 * [Note: segments] A series has one segment until a device takes it over from another. What the device passed by had issued offline goes on in
 * its own segment, chained to its own issues; the new segment begins with the newest issue that was known.
 *
 * [Note: closed periods] Who goes on in the same segment declares the last number of one year (or month). Of the years before it the lost device
 * may have given more than is known here, so nothing dated back into them takes a number of that segment.
 */
import type { Ledger } from '../workspace/registry.ts';
import { fillRun, isRun, runOf, sequenceIn } from './numbering.ts';
import type { Series } from './series.ts';

export interface SegmentLedger {
	/** Highest sequence given, by period ("" for a series that never begins again, "2026", "2026-11"). */
	last: Record<string, number>;
	count: number;
	/** Hash (hex) of the newest issue. */
	lastIssue: string;
	/** Latest issue date given. */
	lastDate: string;
	/** The period of a declaration: what a device that is gone gave in earlier ones nobody has said. [Note: closed periods] */
	closedBefore?: string;
}

/** Consecutive numbers of one run, given by one device. */
export interface GivenRun {
	/** The pattern with all but sequence and client filled in: "F2026-{0000}". */
	run: string;
	segment: number;
	period: string;
	from: number;
	to: number;
	/** Device, as hex. */
	by: string;
	/** Earliest and latest date of issue; empty when `lost`. */
	firstDate: string;
	lastDate: string;
	/** Declared as given by a device that is gone: the documents are not in these books. */
	lost?: boolean;
}

/** Of the newest segment, and what came before it. */
export interface SeriesLedger extends SegmentLedger {
	segment: number;
	/** By segment. */
	older: SegmentLedger[];
	runs: GivenRun[];
}

export const NO_ISSUE = '0'.repeat(64);
const EMPTY: SeriesLedger = { segment: 0, last: {}, count: 0, lastIssue: NO_ISSUE, lastDate: '', older: [], runs: [] };
const PREFIX = 'series/';

export function seriesLedger(ledger: Ledger, seriesId: string): SeriesLedger {
	return (ledger[PREFIX + seriesId] as SeriesLedger | undefined) ?? EMPTY;
}

/** The sequence the next issue of that date gets: one more than the highest given; the series' start holds for its very first number. */
export function nextSequence(
	series: Pick<Series, 'pattern' | 'code' | 'start' | 'yearly' | 'monthly'>,
	given: SeriesLedger,
	issueDate: string
): number {
	const period = periodOf(series, issueDate);
	const last = given.last[period];
	if (last !== undefined) return last + 1;
	if (given.runs.length === 0) return series.start;
	// A series that no longer begins again goes on after all it has given.
	if (period === '') return Math.max(0, ...Object.values(given.last)) + 1;
	// One that comes to begin again may have given numbers of this year before it did.
	const run = runOf(series.pattern, { issueDate, code: series.code, segment: given.segment });
	return Math.max(0, ...given.runs.filter((each) => each.run === run).map(({ to }) => to)) + 1;
}

/** The year or month in which a sequence counts; empty when the series never begins again. */
export function periodOf({ yearly, monthly = false }: Pick<Series, 'yearly' | 'monthly'>, issueDate: string): string {
	if (monthly) return issueDate.slice(0, 7);
	return yearly ? issueDate.slice(0, 4) : '';
}

export interface Given {
	seriesId: string;
	segment: number;
	sequence: number;
	/** `periodOf` the issue. */
	period: string;
	number: string;
	run: string;
	/** The client's number, where the run prints it. */
	client: string;
	/** Device, as hex. */
	by: string;
	issueDate: string;
	previousIssue: string;
	/** Hash (hex) of this issue. */
	issue: string;
}

export type NumberRefusal = 'number-used' | 'number-skipped' | 'chain-broken' | 'unreadable';

/** The ledger after one more issue, or why the books refuse it. */
export function give(ledger: Ledger, given: Given): { ledger: Ledger } | { refused: NumberRefusal } {
	const before = seriesLedger(ledger, given.seriesId);
	const segment = given.segment === before.segment ? before : before.older[given.segment];
	if (!segment || !Number.isSafeInteger(given.segment)) return { refused: 'chain-broken' };
	if (isClosed(segment, given.period)) return { refused: 'number-used' };
	const last = segment.last[given.period];
	if (!Number.isSafeInteger(given.sequence) || given.sequence < 1 || (last !== undefined && given.sequence <= last))
		return { refused: 'number-used' };
	if (last !== undefined && given.sequence > last + 1) return { refused: 'number-skipped' };
	if (given.previousIssue !== segment.lastIssue) return { refused: 'chain-broken' };
	if (!isRun(given.run) || fillRun(given.run, given.sequence, given.client) !== given.number) return { refused: 'unreadable' };
	if (isNumberUsed(ledger, given.number)) return { refused: 'number-used' };
	const next: SegmentLedger = {
		...closedPart(segment),
		last: { ...segment.last, [given.period]: given.sequence },
		count: segment.count + 1,
		lastIssue: given.issue,
		lastDate: given.issueDate > segment.lastDate ? given.issueDate : segment.lastDate
	};
	const runs = withGiven(before.runs, given);
	if (segment === before) return { ledger: put(ledger, given.seriesId, { ...before, ...next, runs }) };
	return { ledger: put(ledger, given.seriesId, { ...before, older: before.older.with(given.segment, next), runs }) };
}

/**
 * True when the number was given, in whatever series. Where a run prints the client's number its sequence alone decides: what another client
 * of the same run could have got counts as given.
 */
export function isNumberUsed(ledger: Ledger, number: string): boolean {
	for (const [key, value] of Object.entries(ledger)) {
		if (!key.startsWith(PREFIX)) continue;
		const { runs } = value as SeriesLedger;
		let tried = '';
		let sequence: number | undefined;
		for (const each of runs) {
			if (each.run !== tried) sequence = sequenceIn((tried = each.run), number);
			if (sequence !== undefined && sequence >= each.from && sequence <= each.to) return true;
		}
	}
	return false;
}

function withGiven(runs: readonly GivenRun[], { run, segment, period, sequence, by, issueDate }: Given): GivenRun[] {
	const at = runs.findLastIndex(
		(each) =>
			each.run === run && each.segment === segment && each.period === period && each.by === by && !each.lost && each.to === sequence - 1
	);
	const before = runs[at];
	if (!before) return [...runs, { run, segment, period, from: sequence, to: sequence, by, firstDate: issueDate, lastDate: issueDate }];
	return runs.toSpliced(at, 1, {
		...before,
		to: sequence,
		firstDate: issueDate < before.firstDate ? issueDate : before.firstDate,
		lastDate: issueDate > before.lastDate ? issueDate : before.lastDate
	});
}

/** The next segment: numbers begin again at 1, the chain goes on from the newest issue known. */
export function openSegment(ledger: Ledger, seriesId: string, segment: number): Ledger | undefined {
	const before = seriesLedger(ledger, seriesId);
	if (segment !== before.segment + 1) return undefined;
	const { last, count, lastIssue, lastDate, runs } = before;
	const older = [...before.older, { last, count, lastIssue, lastDate, ...closedPart(before) }];
	return put(ledger, seriesId, { segment, last: {}, count: 0, lastIssue, lastDate, older, runs });
}

/** What a device that is gone gave last in a period, as whoever goes on in its segment declares. */
export interface DeclaredLast {
	/** Run of the numbers that are not in these books. */
	run: string;
	period: string;
	sequence: number;
	/** The device, as hex. */
	by: string;
	/** The first number it can have given; 1 unless told. */
	first?: number;
}

/** A slip of the finger must not use up a series: more than this nobody declares. */
const MOST_LOST = 100_000;

/** Undefined when the books hold a higher number already, or when it is too many at once. */
export function declareLost(ledger: Ledger, seriesId: string, { run, period, sequence, by, first = 1 }: DeclaredLast): Ledger | undefined {
	const before = seriesLedger(ledger, seriesId);
	const last = Object.hasOwn(before.last, period) ? before.last[period]! : 0;
	const from = Math.max(last + 1, first);
	if (!isRun(run) || !Number.isSafeInteger(sequence) || sequence < last || sequence - from >= MOST_LOST) return undefined;
	const closedBefore = period === '' ? {} : { closedBefore: period };
	if (sequence < from) return put(ledger, seriesId, { ...before, ...closedBefore });
	const lost: GivenRun = {
		run,
		segment: before.segment,
		period,
		from,
		to: sequence,
		by,
		firstDate: '',
		lastDate: '',
		lost: true
	};
	return put(ledger, seriesId, {
		...before,
		...closedBefore,
		last: { ...before.last, [period]: sequence },
		runs: [...before.runs, lost]
	});
}

/** True when numbers of the period may have been given by a device that is gone. [Note: closed periods] */
export function isClosed({ closedBefore = '' }: Pick<SegmentLedger, 'closedBefore'>, period: string): boolean {
	const length = Math.min(closedBefore.length, period.length);
	return period.slice(0, length) < closedBefore.slice(0, length);
}

function closedPart({ closedBefore }: SegmentLedger): Pick<SegmentLedger, 'closedBefore'> {
	return closedBefore === undefined ? {} : { closedBefore };
}

function put(ledger: Ledger, seriesId: string, series: SeriesLedger): Ledger {
	return { ...ledger, [PREFIX + seriesId]: series };
}
