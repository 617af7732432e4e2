/** What is open of a list of documents or bills, above that list: as it was seen last until it is known anew, so that a list one comes back to does not move. */
import { LiveList, useBooks, type Books } from '../books.svelte.ts';
import type { ListPage, ListQuery } from '../worker-api.ts';

type OpenType = 'document' | 'expense';
interface Seen {
	page: ListPage<OpenType>;
	timeZone: string;
	home: string;
}

/** Beyond them sums would be wrong, so none are shown. */
const MOST = 5000;
/** In memory only, and gone with the books. */
const seen = new WeakMap<Books, Map<OpenType, Seen>>();

/** Made while a component is being set up. */
export class OpenList<T extends OpenType> {
	/** Of the business: what is late there; empty until it is known. */
	timeZone = $state('');
	/** The base currency; empty until it is known. */
	home = $state('');
	readonly #list: LiveList<T>;

	constructor(type: T, where: ListQuery<T>['where']) {
		const books = useBooks();
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
		const kept = seen.get(books) ?? new Map<OpenType, Seen>();
		seen.set(books, kept);
		const last = kept.get(type);
		if (last) {
			this.timeZone = last.timeZone;
			this.home = last.home;
		}
		void books.api.business().then((result) => {
			if (!result.ok) return;
			this.timeZone = result.value.value.timeZone;
			this.home = result.value.value.currency;
		});
		const query = { where, filters: { balance: { from: 1n } }, sort: { by: 'dueDate' as const }, limit: MOST };
		this.#list = new LiveList(type, () => query as ListQuery<T>, last?.page as ListPage<T> | undefined);
		$effect(() => {
			const { page, loading } = this.#list;
			if (!loading && this.home !== '') kept.set(type, { page: page as ListPage<OpenType>, timeZone: this.timeZone, home: this.home });
		});
	}

	get rows(): ListPage<T>['rows'] {
		const { page } = this.#list;
		return page.total > MOST || this.home === '' ? [] : page.rows;
	}
}
