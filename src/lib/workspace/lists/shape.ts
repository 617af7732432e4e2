/**
 * What a capability says of the list its rows go to: the kind of each column, so that rows can be packed. A field that is not named here is kept
 * all the same, less densely, and so is a value that is not of its column's kind.
 */
export type ColumnKind =
	/** A string that differs from row to row: numbers, names in their own list. */
	| 'text'
	/** A decimal string: sorts by what it is worth. */
	| 'decimal'
	/** Any value that many rows share, lists of tags included: kept once. */
	| 'value'
	| 'flag'
	/** A calendar string, or empty. */
	| 'date'
	/** Minor units, bigint. */
	| 'amount'
	/** A number. */
	| 'count';

/** A column that shows another value once a date of the row has passed: an invoice is overdue. */
interface Turn {
	column: string;
	/** The date column: the row turns when its date is not empty and before the day of reading. */
	after: string;
	becomes: string;
	/** Rows that have one of these values in a column of shared values become something else. */
	instead?: { column: string; becomes: Readonly<Record<string, string>> };
}

/** Columns taken from the row of another list: this list's column (left) shows the other's (right) wherever its own is empty or not kept. */
export interface Join {
	/** Holds the id of the other list's row. */
	by: string;
	list: string;
	columns: Readonly<Record<string, string>>;
	/** The other list's column whose words are found here too. */
	search: string;
}

export interface ListShape {
	list: string;
	columns: Readonly<Record<string, ColumnKind>>;
	/** By which columns rows go that are equal in the one the list is sorted by, after that by record id. [Note: equals] */
	ties?: readonly string[];
	turn?: Turn;
	join?: Join;
	/** Something is derived of its records and kept beside its pages, under this number for ever. [Note: derived pages] */
	derived?: number;
}

/** Names what pages were packed with: pages of another shape are not read but built again. */
export function shapeName({ columns }: ListShape): string {
	return Object.entries(columns)
		.map(([name, kind]) => `${name}:${kind}`)
		.join();
}
