/** A run of document numbers. The next number is never stored here: it is derived from the lease and the issues in the log. */
export interface Series {
	name: string;
	type: 'invoice';
	/** Pattern: literal text with {YYYY}, {YY}, {MM}, {0000} (padded sequence). "F{YYYY}-{0000}" */
	pattern: string;
	/** First sequence number. */
	start: number;
	/** The sequence begins again each year of the issue date. */
	yearly: boolean;
}
