/** How often each value of some columns occurs in a list, the most frequent first: what a filter may offer. */
import type { ListPage, RowType } from '../worker-api.ts';
import type { Selection } from '../workspace/lists/selection.ts';

export function countsBy(selection: Selection, columns: readonly string[]): NonNullable<ListPage<RowType>['counts']> {
	return Object.fromEntries(columns.map((column) => [column, counted(selection, column)]));
}

/** A row that holds several values (tags) counts for each; an empty value is none. */
function counted(selection: Selection, column: string): { value: string; count: number }[] {
	const counts = new Map<string, number>();
	for (const [held, { count }] of selection.sums(column, {}))
		for (const value of [held].flat()) if (typeof value === 'string' && value !== '') counts.set(value, (counts.get(value) ?? 0) + count);
	return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
