/**
 * The page's handle on the open workspace, given to screens through context so that no capability imports the session.
 */
import { createContext, onDestroy } from 'svelte';
import type { AppError, Change, ListPage, ListQuery, RowType, WorkerApi } from './worker-api.ts';

export interface Books {
	api: WorkerApi;
	/** Hears of every durable change; returns the way to stop hearing. */
	onChange(listener: (change: Change) => void): () => void;
	/**
	 * Editors give the way to save what is still being typed; it is awaited before the workspace locks and answers whether nothing is left
	 * unsaved. Returns the way to take it back.
	 */
	beforeClose(save: () => Promise<boolean>): () => void;
}

export const [useBooks, provideBooks] = createContext<Books>();

/** Whether anything can be saved in the open books, for every form. */
export interface Shut {
	/** Why not: an alarm of syncing, the log itself, or that this person is a viewer. Undefined: all is well. */
	readonly why: 'sync' | 'log' | 'viewer' | undefined;
}

export const [useShut, provideShut] = createContext<Shut>();

/** A list that follows the workspace and its query. Call while a component is being set up. */
export class LiveList<T extends RowType> {
	page = $state.raw<ListPage<T>>({ rows: [], total: 0 });
	loading = $state(true);
	error = $state.raw<AppError | undefined>();
	#books = useBooks();
	#type: T;
	#query: () => ListQuery<T>;
	#turn = 0;
	/** So that what is typed next ends the search for what was typed before. */
	#channel = crypto.randomUUID();

	/** @param start what stands there until the first answer */
	constructor(type: T, query: () => ListQuery<T> = () => ({}), start?: ListPage<T>) {
		this.#type = type;
		this.#query = query;
		if (start) {
			this.page = start;
			this.loading = false;
		}
		$effect(() => {
			void this.#read($state.snapshot(this.#query()) as ListQuery<T>);
		});
		onDestroy(
			this.#books.onChange((change) => {
				if (change.types.includes(type)) void this.#read($state.snapshot(this.#query()) as ListQuery<T>);
			})
		);
	}

	/** A slow answer never replaces a newer one. */
	async #read(query: ListQuery<T>) {
		const turn = ++this.#turn;
		const result = await this.#books.api.list(this.#type, { ...query, channel: this.#channel });
		if (turn !== this.#turn || (result.ok && result.value.superseded)) return;
		this.loading = false;
		if (result.ok) this.page = result.value;
		this.error = result.ok ? undefined : result.error;
	}
}
