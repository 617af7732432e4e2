/** A number given: the ledger after one more issue, or why the books refuse it. [Note: strands] */
import type { Ledger } from '../workspace/registry.ts';
import {
	ANYBODY,
	bearerOf,
	firstBearer,
	isClosed,
	placeOf,
	seriesLedger,
	withSeries,
	type Bearer,
	type FlawedNumber,
	type GivenRun,
	type SegmentLedger,
	type SeriesLedger,
	type Strand
} from './ledger.ts';
import { fillRun, isRun } from './numbering.ts';
import { upTo } from './segments.ts';

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
	/** Record id of the document. */
	id: string;
}

export type NumberRefusal = 'number-used' | 'number-skipped' | 'chain-broken' | 'unreadable';
/** `doubled`: another document has the number, and the ledger says so; `first`: that document, where it is known. */
export type Outcome = { ledger: Ledger; doubled: boolean; first?: Bearer } | { refused: NumberRefusal };

/**
 * Whether the author may number the segment at all was asked before (`holders.ts`). The sequence must follow, and the issue must name the one
 * before it; then the number is given, whatever else there is about the document.
 *
 * @param refused the books do not take the document: its number is used up, and nobody has it
 */
export function give(ledger: Ledger, given: Given, refused = false): Outcome {
	const series = withSegment(seriesLedger(ledger, given.seriesId), given);
	const segment = series && (given.segment === series.segment ? series : series.older[given.segment]);
	if (!segment) return { refused: 'chain-broken' };
	const { sequence, period } = given;
	if (!Number.isSafeInteger(sequence) || sequence < 1) return { refused: 'number-used' };
	const strands: readonly Strand[] = segment.strands ?? [{ by: given.by, tip: segment.lastIssue, last: segment.last }];
	const at = strandOf(strands, segment, given);
	if (typeof at === 'string') return { refused: at };
	if (!isRun(given.run) || fillRun(given.run, sequence, given.client) !== given.number) return { refused: 'unreadable' };

	const doubled = !refused && bearerOf(ledger, given.number) === 'given';
	const { strands: _, ...rest } = segment;
	const { by } = strands[at]!;
	const moved = strands.with(at, {
		by: by === ANYBODY ? by : given.by,
		tip: given.issue,
		last: { ...strands[at]!.last, [period]: sequence }
	});
	const next: SegmentLedger = {
		...rest,
		last: { ...segment.last, [period]: Math.max(segment.last[period] ?? 0, sequence) },
		count: segment.count + (refused || doubled ? 0 : 1),
		lastIssue: at === strands.length - 1 ? given.issue : segment.lastIssue,
		lastDate: given.issueDate > segment.lastDate ? given.issueDate : segment.lastDate,
		...(segment.strands && { strands: moved, ...(!refused && !doubled && { bearers: withBearer(segment.bearers, given) }) })
	};
	const first = doubled ? firstBearer(ledger, given) : undefined;
	const numbers =
		refused || doubled
			? { runs: series.runs, flawed: [...(series.flawed ?? []), flawOf(given, doubled ? 'doubled' : 'refused', first)] }
			: { runs: withGiven(withoutLost(series.runs, given), given), ...(series.flawed && { flawed: series.flawed }) };
	const after: SeriesLedger =
		segment === series ? { ...series, ...next, ...numbers } : { ...series, older: series.older.with(given.segment, next), ...numbers };
	return { ledger: withSeries(ledger, given.seriesId, after), doubled, ...(first && { first }) };
}

/** Which strand the issue goes on, or why it goes on none. */
function strandOf(
	strands: readonly Strand[],
	segment: SegmentLedger,
	{ sequence, period, previousIssue, by }: Given
): number | NumberRefusal {
	const highest = segment.last[period];
	const isOpen = (index: number) => index < strands.length - 1 || !isClosed(segment, period);
	if (strands.length === 1 && (!isOpen(0) || (highest !== undefined && sequence <= highest))) return 'number-used';
	if (highest !== undefined && sequence > highest + 1) return 'number-skipped';
	// Another device's strand is nobody else's to go on; one that has none yet goes on where the chain says.
	const isKnown = strands.some((strand) => strand.by === by);
	const follows = (strand: Strand, index: number) =>
		strand.tip === previousIssue &&
		isOpen(index) &&
		sequence > (strand.last[period] ?? 0) &&
		(strands.length === 1 || !isKnown || strand.by === by || strand.by === ANYBODY);
	const at = strands.findLastIndex(follows);
	if (at !== -1) return at;
	return strands.some(({ tip }) => tip === previousIssue) ? 'number-used' : 'chain-broken';
}

/** Opened here where the operation that says so is not in the log: that the author holds the segment is said by the log itself. */
function withSegment(series: SeriesLedger, { segment, previousIssue }: Given): SeriesLedger | undefined {
	if (!Number.isSafeInteger(segment) || segment < 0) return undefined;
	const opened = upTo(series, segment);
	return opened === series ? series : { ...opened, lastIssue: previousIssue };
}

function flawOf(
	{ number, run, segment, period, sequence, by, issueDate, id }: Given,
	why: FlawedNumber['why'],
	first: Bearer | undefined
): FlawedNumber {
	return { why, number, run, segment, period, sequence, by, issueDate, id, ...(first && { first }) };
}

function withBearer(bearers: NonNullable<SegmentLedger['bearers']> = {}, given: Given): NonNullable<SegmentLedger['bearers']> {
	const { id, issueDate } = given;
	const [shelf, key] = placeOf(given);
	return { ...bearers, [shelf]: { ...bearers[shelf], [key]: { id, issueDate } } };
}

/** A number that was only declared has its document now. */
function withoutLost(runs: readonly GivenRun[], { run, sequence, client }: Given): GivenRun[] {
	const isMet = (each: GivenRun) =>
		each.lost && each.from <= sequence && sequence <= each.to && fillRun(each.run, sequence, client) === fillRun(run, sequence, client);
	return runs.flatMap((each) => {
		if (!isMet(each)) return [each];
		const parts = [
			{ ...each, to: sequence - 1 },
			{ ...each, from: sequence + 1 }
		];
		return parts.filter(({ from, to }) => from <= to);
	});
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
