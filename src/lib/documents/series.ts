import type { DocumentType } from './document.ts';

/** A run of document numbers. The next number is never stored here: it is derived from the lease and the issues in the log. */
export interface Series {
	name: string;
	type: DocumentType;
	/** Pattern: literal text with {YYYY}, {YY}, {MM}, {SERIES}, {CLIENT}, {0000} (padded sequence). "F{YYYY}-{0000}" */
	pattern: string;
	/** What {SERIES} stands for. */
	code?: string;
	/** First sequence number; holds for the first year (or month) alone, and only until a number was given. */
	start: number;
	/** The sequence begins again each year of the issue date. */
	yearly: boolean;
	/** … and each month. */
	monthly?: boolean;
	/** A document's page is handed out only when the relay has its number, not already when this device has. */
	strict?: boolean;
}

/** Who may number a series now: this device, another one, or whoever issues first. */
export type Holding = 'mine' | 'elsewhere' | 'free';

/**
 * The series a new document is proposed for: one that this device numbers, so that it can be issued at once; else one that it could begin.
 *
 * @param series in the order of their list
 */
export function seriesToUse<S extends { lease: Holding; shared: boolean }>(series: readonly S[]): S | undefined {
	const isOpen = ({ lease, shared }: S) => lease === 'mine' || (lease === 'free' && !shared);
	return series.find(isOpen) ?? series.find(({ lease }) => lease === 'free') ?? series[0];
}
