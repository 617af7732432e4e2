/** What a DataTable shows of each row. */
export interface Column<T> {
	id: string;
	/** Empty where the cells hold buttons only. */
	label: string;
	/** Plain text of the cell; a `cell` snippet given to the table draws instead when there is one. */
	text?: (row: T) => string;
	align?: 'start' | 'end';
	sortable?: boolean;
	/** CSS width in the wide layout; one column (the title) should have none and takes what is left. */
	width?: string;
	/** Left out where the table is narrower than about 56rem. */
	wideOnly?: boolean;
	/**
	 * Place in the narrow layout, where a row is a card of two lines: its title, the end of the first line, the second line, the end of the
	 * second, or nowhere. Default: first column title, others line (three at most).
	 */
	card?: 'title' | 'end' | 'line' | 'line-end' | 'hidden';
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

/** True when what is in view comes within half a screenful of rows that are not here. */
export function runsOut(first: number, visible: number, total: number, held: { offset: number; count: number }): boolean {
	const margin = Math.floor(visible / 2);
	const needed = { from: Math.max(0, first - margin), to: Math.min(total, first + visible + margin) };
	return needed.from < held.offset || needed.to > held.offset + held.count;
}

/** The row a key leads to from another; undefined for keys that lead nowhere. */
export function rowAfter(key: string, index: number, visible: number, total: number): number | undefined {
	const page = Math.max(1, visible - 2);
	const moved = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: total - 1 }[key];
	return moved === undefined ? undefined : Math.max(0, Math.min(moved, total - 1));
}
