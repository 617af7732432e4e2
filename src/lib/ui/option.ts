/** One choice of a select, radio group or lookup. */
export interface Option<V extends string = string> {
	value: V;
	label: string;
	/** A second, quieter line or trailing note. */
	hint?: string;
	disabled?: boolean;
}
