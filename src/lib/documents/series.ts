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
