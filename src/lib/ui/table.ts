/** What a DataTable shows of each row. */
export interface Column<T> {
	id: string;
	label: string;
	/** Plain text of the cell; a `cell` snippet given to the table draws instead when there is one. */
	text?: (row: T) => string;
	align?: 'start' | 'end';
	sortable?: boolean;
	/** CSS width in the wide layout; one column (the title) should have none and takes what is left. */
	width?: string;
	/** Left out where the table is narrower than about 56rem. */
	wideOnly?: boolean;
	/** Place in the narrow layout, where a row is a card: its title, the right end of the first line, a line below, or nowhere. Default: first column title, others line. */
	card?: 'title' | 'end' | 'line' | 'hidden';
}
export interface Sort {
	by: string;
	descending?: boolean;
}

/** Rows to ask for so that scrolling finds them ready: the ones in view with a screenful on both sides, in steps of 20. */
export function windowFor(first: number, visible: number, total: number): { offset: number; limit: number } {
	const step = 20;
	const offset = Math.max(0, Math.floor((first - visible) / step) * step);
	const end = Math.min(total, Math.ceil((first + visible * 2) / step) * step);
	return { offset, limit: Math.max(step, end - offset) };
}
