/**
 * The lists of the open books as they were left. They are kept beside the books, in memory only, and go when those close: neither an address nor
 * the browser's storage learns of a search.
 */
import { useBooks, type Books } from '../books.svelte.ts';
import type { Sort } from '../ui/table.ts';
import type { RowType } from '../worker-api.ts';
import { ListState } from './list-state.svelte.ts';

const kept = new WeakMap<Books, Map<string, ListState<RowType>>>();

/** The state of that list; `sort` is how it begins. Call while a component is being set up. */
export function useListState<T extends RowType>(name: string, sort: Sort): ListState<T> {
	const books = useBooks();
	const states = kept.get(books) ?? new Map<string, ListState<RowType>>();
	kept.set(books, states);
	const state = states.get(name) ?? new ListState<RowType>(sort);
	states.set(name, state);
	return state as unknown as ListState<T>;
}
