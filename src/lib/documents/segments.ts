/** What a takeover does to the ledger. [Note: segments] [Note: strands] */
import type { Ledger } from '../workspace/registry.ts';
import { seriesLedger, withSeries, type GivenRun, type SegmentLedger, type SeriesLedger, type Strand } from './ledger.ts';
import { isRun } from './numbering.ts';

/** The next segment: numbers begin again at 1, the chain goes on from the newest issue known. */
export function openSegment(before: SeriesLedger): SeriesLedger {
	const { last, count, lastIssue, lastDate, runs, closedBefore, strands, bearers, flawed } = before;
	const closed: SegmentLedger = {
		last,
		count,
		lastIssue,
		lastDate,
		...(closedBefore !== undefined && { closedBefore }),
		...(strands && { strands }),
		...(bearers && { bearers })
	};
	const segment = before.segment + 1;
	return { segment, last: {}, count: 0, lastIssue, lastDate, older: [...before.older, closed], runs, ...(flawed && { flawed }) };
}

/** The ledger as the device that holds that segment goes on: what says that it was opened may not be here. */
export function upTo(series: SeriesLedger, segment: number): SeriesLedger {
	let opened = series;
	while (opened.segment < segment) opened = openSegment(opened);
	return opened;
}

/** What a device that is gone gave last in a period, as whoever goes on in its segment declares. */
export interface DeclaredLast {
	/** Run of the numbers that are not in these books. */
	run: string;
	period: string;
	sequence: number;
	/** The device, as hex. */
	by: string;
	/** Who goes on, as hex. */
	taker: string;
	/** The first number it can have given; 1 unless told. */
	first?: number;
}

/** A slip of the finger must not use up a series: more than this nobody declares. */
const MOST_LOST = 100_000;

/** Undefined when it is too many at once. By the time a declaration is in the log the books may hold a higher number: then none is lost. */
export function declareLost(ledger: Ledger, seriesId: string, declared: DeclaredLast): Ledger | undefined {
	const { run, period, sequence, by, taker, first = 1 } = declared;
	const before = seriesLedger(ledger, seriesId);
	const known = Object.hasOwn(before.last, period) ? before.last[period]! : 0;
	const from = Math.max(known + 1, first);
	if (!isRun(run) || !Number.isSafeInteger(sequence) || sequence - from >= MOST_LOST) return undefined;
	const isAny = sequence >= from;
	const lost: GivenRun = { run, segment: before.segment, period, from, to: sequence, by, firstDate: '', lastDate: '', lost: true };
	const last = isAny ? { ...before.last, [period]: sequence } : before.last;
	// What the device passed by gave is what its own strand gave: numbers of another one that came in late are none of its.
	const gone: Strand = { by, tip: before.lastIssue, last: before.strands?.at(-1)?.last ?? before.last };
	const strands: Strand[] = [...(before.strands?.slice(0, -1) ?? []), gone, { by: taker, tip: before.lastIssue, last }];
	return withSeries(ledger, seriesId, {
		...before,
		...(period !== '' && { closedBefore: period }),
		last,
		strands,
		runs: isAny ? [...before.runs, lost] : before.runs
	});
}
