/**
 * The numbers given so far, per series: a small summary that every device derives from the issues in the log, in log order. The next number
 * comes from here and from the lease, never from a counter that somebody stores.
 */
import type { Ledger } from '../workspace/registry.ts';
import type { Series } from './series.ts';

export interface SeriesLedger {
	segment: number;
	/** Highest sequence given, by year of issue date ("" for a series that never begins again). */
	last: Record<string, number>;
	count: number;
	/** Hash (hex) of the newest issue. */
	lastIssue: string;
	/** Latest issue date given. */
	lastDate: string;
}

export const NO_ISSUE = '0'.repeat(64);
const EMPTY: SeriesLedger = { segment: 0, last: {}, count: 0, lastIssue: NO_ISSUE, lastDate: '' };

export function seriesLedger(ledger: Ledger, seriesId: string): SeriesLedger {
	return (ledger[`series/${seriesId}`] as SeriesLedger | undefined) ?? EMPTY;
}

/** The sequence the next issue of that date gets: one more than the highest given, and at least the start. */
export function nextSequence(series: Pick<Series, 'start' | 'yearly'>, given: SeriesLedger, issueDate: string): number {
	return Math.max((given.last[sequenceYear(series, issueDate)] ?? 0) + 1, series.start);
}

export interface Given {
	seriesId: string;
	segment: number;
	sequence: number;
	/** `sequenceYear` of the issue. */
	year: string;
	issueDate: string;
	previousIssue: string;
	/** Hash (hex) of this issue. */
	issue: string;
}

/** The ledger after one more issue, or why the books refuse it. */
export function give(ledger: Ledger, given: Given): { ledger: Ledger } | { refused: 'number-used' | 'chain-broken' } {
	const before = seriesLedger(ledger, given.seriesId);
	const key = given.year;
	if (given.segment < before.segment || (given.segment === before.segment && given.sequence <= (before.last[key] ?? 0)))
		return { refused: 'number-used' };
	if (given.previousIssue !== before.lastIssue) return { refused: 'chain-broken' };
	const after: SeriesLedger = {
		segment: given.segment,
		last: { ...before.last, [key]: given.sequence },
		count: before.count + 1,
		lastIssue: given.issue,
		lastDate: given.issueDate > before.lastDate ? given.issueDate : before.lastDate
	};
	return { ledger: { ...ledger, [`series/${given.seriesId}`]: after } };
}

/** The year in which a sequence counts; empty when the series never begins again. */
export function sequenceYear(series: Pick<Series, 'yearly'>, issueDate: string): string {
	return series.yearly ? issueDate.slice(0, 4) : '';
}
