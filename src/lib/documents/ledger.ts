/**
 * The numbers given so far, per series: a small summary that every device derives from the issues in the log, in log order. The next number
 * comes from here and from the lease, never from a counter that somebody stores. `give.ts` adds to it.
 *
 * [Note: segments] A series has one segment until a device takes it over from another. What the device passed by had issued offline goes on in
 * its own segment, chained to its own issues; the new segment begins with the newest issue that was known.
 *
 * [Note: strands] Who takes a series over within its segment declares what the device passed by gave last. That device may turn up all the same.
 * From the declaration on two chains of issues run through the segment, each with its own newest issue: what is declared is waiting for its
 * documents, and beyond it the first in the log has the number. The other one keeps it too, because it went out and is never renumbered: it is in
 * the books until a credit note cancels it, and both are marked as doubled. So from the declaration on the segment remembers who bears which number.
 *
 * [Note: closed periods] Who goes on in the same segment declares the last number of one year (or month). Of the years before it the lost device
 * may have given more than is known here, so nothing dated back into them takes a number of that segment.
 */
import type { Ledger } from '../workspace/registry.ts';
import { runOf, sequenceIn } from './numbering.ts';
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
	/** Since a declaration; the one that goes on last. Its newest issue is `lastIssue`. [Note: strands] */
	strands?: Strand[];
	/** Who bears what was given since a declaration: only such a number can be given again. By `placeOf` the number. [Note: strands] */
	bearers?: Record<string, Record<string, Bearer>>;
}

/** The first document in the log that has a number. */
export interface Bearer {
	/** Record id. */
	id: string;
	issueDate: string;
}

/** Of a strand in books that were copied: the device it was is none of theirs. */
export const ANYBODY = '';

export interface Strand {
	/** Device that issued last in it, as hex; or `ANYBODY`. */
	by: string;
	/** Hash (hex) of its newest issue. */
	tip: string;
	/** Highest sequence given in it, by period. */
	last: Record<string, number>;
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

/** A number that a device gave and that does not stand: it went out all the same, and is never given again. */
export interface FlawedNumber {
	/** `doubled`: another document has it. `refused`: the books do not take the document. */
	why: 'doubled' | 'refused';
	number: string;
	run: string;
	segment: number;
	period: string;
	sequence: number;
	/** Device, as hex. */
	by: string;
	issueDate: string;
	/** Record id of the document. */
	id: string;
	/** Of a doubled one: the document that has the number. */
	first?: Bearer;
}

/** Of the newest segment, and what came before it. */
export interface SeriesLedger extends SegmentLedger {
	segment: number;
	/** By segment. */
	older: SegmentLedger[];
	runs: GivenRun[];
	flawed?: FlawedNumber[];
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

/**
 * True when the number was given, in whatever series. Where a run prints the client's number its sequence alone decides: what another client
 * of the same run could have got counts as given.
 */
export function isNumberUsed(ledger: Ledger, number: string): boolean {
	return bearerOf(ledger, number) !== undefined;
}

/** What has the number: a document, or one that is only declared. */
export function bearerOf(ledger: Ledger, number: string): 'given' | 'lost' | undefined {
	let found: 'lost' | undefined;
	for (const [key, value] of Object.entries(ledger)) {
		if (!key.startsWith(PREFIX)) continue;
		const { runs } = value as SeriesLedger;
		let tried = '';
		let sequence: number | undefined;
		for (const each of runs) {
			if (each.run !== tried) sequence = sequenceIn((tried = each.run), number);
			if (sequence === undefined || sequence < each.from || sequence > each.to) continue;
			if (!each.lost) return 'given';
			found = 'lost';
		}
	}
	return found;
}

/** The first document with that number, where it was issued in a segment after a declaration. */
export function firstBearer(
	ledger: Ledger,
	{ seriesId, segment, ...given }: GivenNumber & { seriesId: string; segment: number }
): Bearer | undefined {
	const series = seriesLedger(ledger, seriesId);
	const { bearers } = segment === series.segment ? series : (series.older[segment] ?? {});
	const [shelf, key] = placeOf(given);
	const found = bearers?.[shelf];
	return found && Object.hasOwn(found, key) ? found[key] : undefined;
}

interface GivenNumber {
	number: string;
	run: string;
	sequence: number;
}

/** Of a run that prints the client's number the sequence alone decides. On shelves, because a ledger is never changed in place: one is copied. */
export function placeOf({ number, run, sequence }: GivenNumber): [shelf: string, key: string] {
	return [String(Math.floor(sequence / 100)), String(run).includes('{CLIENT}') ? `${run}/${sequence}` : number];
}

/** True when numbers of the period may have been given by a device that is gone. [Note: closed periods] */
export function isClosed({ closedBefore = '' }: Pick<SegmentLedger, 'closedBefore'>, period: string): boolean {
	const length = Math.min(closedBefore.length, period.length);
	return period.slice(0, length) < closedBefore.slice(0, length);
}

/** The issue that the device's next one in the newest segment names as the one before it. */
export function chainEnd({ strands, lastIssue }: SegmentLedger, device: string): string {
	return strands?.findLast(({ by }) => by === device)?.tip ?? lastIssue;
}

export function withSeries(ledger: Ledger, seriesId: string, series: SeriesLedger): Ledger {
	return { ...ledger, [PREFIX + seriesId]: series };
}
