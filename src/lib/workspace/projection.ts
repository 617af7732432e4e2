/**
 * [Note: projection] The rows that lists, searches and sums read, held in the worker's memory and kept sealed in two forms: pages of rows, and
 * one small delta per log position. A save writes a delta (a few hundred bytes); every `FOLD_AFTER` deltas the pages they touch are rewritten and
 * the deltas go. Rows are derived: the whole projection can be thrown away and rebuilt from the log.
 */
import type { Delete, Put, Store } from '../storage/store.ts';
import type { RowChange } from './registry.ts';
import type { Vault } from './vault.ts';

const ROWS_PER_PAGE = 128;
const FOLD_AFTER = 128;
/** Deltas lie above all pages in the table's key order. */
const DELTA_BASE = 2 ** 40;

type StoredRow = [list: string, id: string, row: object | null];

/** What the head row remembers of the projection. */
export interface ProjectionHead {
	pages: number;
	/** Deltas from this position on are not yet folded into pages. */
	foldedTo: number;
}

export class ProjectionDamaged extends Error {}

export class Projection {
	readonly #vault: Vault;
	readonly #lists = new Map<string, Map<string, object>>();
	/** Which page holds a row, by list and id; a removed row keeps its place until its page is rewritten. */
	readonly #pageOf = new Map<string, number>();
	readonly #keysOf: Set<string>[] = [];
	#dirty = new Set<string>();
	#deltas: number[] = [];
	head: ProjectionHead = { pages: 0, foldedTo: 0 };

	constructor(vault: Vault) {
		this.#vault = vault;
	}

	list(name: string): ReadonlyMap<string, object> {
		return this.#lists.get(name) ?? new Map();
	}

	/** Reads pages and deltas up to and without position `end`. Throws ProjectionDamaged when a row is missing or does not open. */
	async load(store: Store, head: ProjectionHead, end: number): Promise<void> {
		this.#clear();
		this.head = head;
		for (let page = 0; page < head.pages; page += 64) {
			const keys = Array.from({ length: Math.min(64, head.pages - page) }, (_, index) => page + index);
			const rows = await store.getMany('page', this.#vault.ws, keys);
			rows.forEach((bytes, index) => this.#readPage(keys[index]!, bytes && this.#vault.openJson<StoredRow[]>('page', keys[index]!, bytes)));
		}
		await this.follow(store, head.foldedTo, end);
	}

	/** Takes in the deltas of positions [from, end), made by this or another tab. */
	async follow(store: Store, from: number, end: number): Promise<RowChange[]> {
		const changes: RowChange[] = [];
		const rows = await store.range('page', this.#vault.ws, DELTA_BASE + from, DELTA_BASE + end, Number.MAX_SAFE_INTEGER);
		for (const { key, bytes } of rows) {
			const stored = this.#vault.openJson<StoredRow[]>('page', key, bytes);
			if (!stored) throw new ProjectionDamaged();
			const delta = stored.map(([list, id, row]) => ({ list, id, row: row ?? undefined }));
			this.#apply(delta);
			this.#deltas.push(key as number);
			changes.push(...delta);
		}
		return changes;
	}

	/** Number of rows in all lists. */
	get size(): number {
		return [...this.#lists.values()].reduce((sum, list) => sum + list.size, 0);
	}

	names(): Iterable<string> {
		return this.#lists.keys();
	}

	/**
	 * The rows to write for changes made by the entries from position `n` to `end`; memory changes when `apply` is called, after the write
	 * succeeded. Many changes at once go into pages directly.
	 */
	stage(changes: RowChange[], n: number, end: number): { puts: Put[]; deletes: Delete[]; head: ProjectionHead; apply(): void } {
		const key = DELTA_BASE + n;
		if (this.#deltas.length + 1 < FOLD_AFTER && changes.length < ROWS_PER_PAGE) {
			const puts = changes.length > 0 ? [this.#vault.sealJson('page', key, changes.map(storedRow))] : [];
			const apply = () => {
				this.#apply(changes);
				if (puts.length > 0) this.#deltas.push(key);
			};
			return { puts, deletes: [], head: this.head, apply };
		}
		return this.#stageFold(changes, end);
	}

	/** Everything as pages, for a rebuild of the log up to position `end`. */
	stageAll(end: number): { puts: Put[]; head: ProjectionHead } {
		this.#pageOf.clear();
		this.#keysOf.length = 0;
		this.#dirty = new Set([...this.#lists].flatMap(([list, rows]) => [...rows.keys()].map((id) => rowKey(list, id))));
		const { puts, head, apply } = this.#stageFold([], end);
		apply();
		return { puts, head };
	}

	/** Changes memory only: a rebuild folds the whole log before it writes. */
	replay(changes: RowChange[]): void {
		this.#apply(changes);
	}

	#stageFold(changes: RowChange[], end: number) {
		const next = new Map(changes.map((change) => [rowKey(change.list, change.id), change]));
		const dirty = new Set([...this.#dirty, ...next.keys()]);
		const pageOf = new Map<string, number>();
		let pages = this.#keysOf.length;
		let room = pages > 0 ? ROWS_PER_PAGE - this.#keysOf[pages - 1]!.size : 0;
		for (const key of dirty) {
			if (this.#pageOf.has(key)) continue;
			if (room <= 0) {
				pages++;
				room = ROWS_PER_PAGE;
			}
			pageOf.set(key, pages - 1);
			room--;
		}
		const touched = new Set([...dirty].map((key) => this.#pageOf.get(key) ?? pageOf.get(key)!));
		const contents = new Map([...touched].map((page) => [page, new Set(this.#keysOf[page])]));
		for (const [key, page] of pageOf) contents.get(page)!.add(key);
		const rowOf = (key: string) => {
			const [list, id] = splitKey(key);
			const change = next.get(key);
			return [list, id, (change ? change.row : this.#lists.get(list)?.get(id)) ?? null] as StoredRow;
		};
		const puts = [...contents].map(([page, keys]) => this.#vault.sealJson('page', page, [...keys].map(rowOf)));
		const deletes = this.#deltas.map((key) => ({ table: 'page' as const, ws: this.#vault.ws, key }));
		const head = { pages, foldedTo: end };
		const apply = () => {
			this.#apply(changes);
			for (const [page, keys] of contents) this.#keysOf[page] = keys;
			for (const [key, page] of pageOf) this.#pageOf.set(key, page);
			this.#dirty.clear();
			this.#deltas = [];
			this.head = head;
		};
		return { puts, deletes, head, apply };
	}

	#readPage(page: number, rows: StoredRow[] | undefined): void {
		if (!rows) throw new ProjectionDamaged();
		this.#keysOf[page] = new Set(rows.map(([list, id]) => rowKey(list, id)));
		for (const [list, id, row] of rows) {
			this.#pageOf.set(rowKey(list, id), page);
			if (row) this.#listOf(list).set(id, row);
		}
	}

	#apply(changes: RowChange[]): void {
		for (const { list, id, row } of changes) {
			if (row) this.#listOf(list).set(id, row);
			else this.#listOf(list).delete(id);
			this.#dirty.add(rowKey(list, id));
		}
	}

	#listOf(name: string): Map<string, object> {
		let list = this.#lists.get(name);
		if (!list) this.#lists.set(name, (list = new Map()));
		return list;
	}

	#clear(): void {
		this.#lists.clear();
		this.#pageOf.clear();
		this.#keysOf.length = 0;
		this.#dirty.clear();
		this.#deltas = [];
	}
}

function storedRow({ list, id, row }: RowChange): StoredRow {
	return [list, id, row ?? null];
}

function rowKey(list: string, id: string): string {
	return `${list}/${id}`;
}

function splitKey(key: string): [list: string, id: string] {
	const at = key.indexOf('/');
	return [key.slice(0, at), key.slice(at + 1)];
}
