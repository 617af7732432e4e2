/**
 * [Note: projection] The rows that lists, searches and sums read: derived from the log, never the truth, and thrown away and made again at will with
 * the same result. In memory and on the disk they lie packed, column by column, in blocks of up to 1,024 rows (`lists/block.ts`):
 *
 *     rows        one page for each block of a list (`lists/pages.ts`)
 *     dictionary  the values that rows share, in the order they first came: JSON of [column, value]*
 *     words       for each block what searches look in: its words, folded, and the rows of each (`lists/word-index.ts`); read when first searched
 *     first       answers of the lists last looked at, for a quick start (`worker/first-answers.ts`)
 *     derived     what a capability worked out of records (`derived.ts`)
 *     delta       JSON of [list, id, row or null, text]*, one for each step of the head that changed rows and is not folded into pages yet
 *
 * Rows lie by list and in the order in which they first came into the books, and keep their place: a save or a fold touches the pages of the rows
 * it changes and no others, which an order by date would not allow. Devices differ in that order; lists they show alike ([Note: equals]).
 *
 * A save writes one small delta beside its record. After `FOLD_AFTER` the next save also writes the blocks they touched and drops
 * them. Two tabs share the pages: who finds that the other folded reads all pages again, so numbers in pages always mean
 * what the stored dictionary says.
 */
import type { Delete, Put, Store } from '../storage/store.ts';
import { BIN_LIST } from './bin.ts';
import { DerivedPages } from './derived.ts';
import { release } from './bytes.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { Registry, RowChange } from './registry.ts';
import { PackedList } from './lists/list.ts';
import { decodeBlock, encodeBlock } from './lists/pages.ts';
import { DELTA_BASE, FIRST_KEY, pageKey, PieceReader, sealPage, type PageKind } from './lists/pieces.ts';
import { ReadingOrder } from './lists/reading-order.ts';
import type { ListShape } from './lists/shape.ts';
import type { Vault } from './vault.ts';

/** After this many deltas, or changed rows in them, the next save folds. */
const FOLD_AFTER = { deltas: 128, rows: 4096 };
const DELTA_ROWS = 64;
const DICTIONARY_PAGE = 48 * 1024;
const READ_AT_ONCE = 24;
const LAST_NUMBER = 2 ** 20 - 1;

type StoredRow = [list: string, id: string, row: object | null, text?: string];

/** What the head row remembers of the projection. */
export interface ProjectionHead {
	v: 3;
	lists: ListHead[];
	/** Deltas from this step on are not yet folded into pages. */
	foldedTo: number;
	/** Something was erased: pages and deltas may still hold it, and are to be swept. */
	sweep?: boolean;
}

interface ListHead {
	list: string;
	/** What its pages were packed with. */
	shape: string;
	blocks: number;
	/** First value of each dictionary page, counted in order of arrival. */
	dictionary: number[];
	/** Values in all dictionary pages. */
	values: number;
}

/** `count` is its number of pieces. */
interface OpenedPage {
	bytes: Uint8Array;
	count: number;
}

/** What a list begins with, read together. */
interface FirstPages {
	dictionary: OpenedPage[];
	rows: OpenedPage[];
}

export class ProjectionDamaged extends Error {}

interface Kept {
	rows: PackedList;
	/** Of the stored row pages, by block. */
	pieces: number[];
	dictionaryPieces: number[];
	head: ListHead;
	/** Rows changed since the last fold, by slot, with the step that changed them; of a list that something is derived of. */
	touched: Map<number, number>;
}

/** As it was stored, with its step. */
type Delta = RowChange & { step: number };

interface Staged {
	puts: Put[];
	deletes: Delete[];
	head: ProjectionHead;
	/** To be called once all is written. */
	apply(): void;
}

export class Projection {
	readonly #vault: Vault;
	readonly #foldAfter: typeof FOLD_AFTER;
	readonly #shapes: ReadonlyMap<string, ListShape>;
	readonly derived: DerivedPages;
	readonly #lists = new Map<string, Kept>();
	readonly #reading = new ReadingOrder();
	/** Keys of the deltas that are not folded yet. */
	#deltas: number[] = [];
	#changedRows = 0;
	head: ProjectionHead = { v: 3, lists: [], foldedTo: 0 };

	constructor(vault: Vault, registry: Registry, foldAfter = FOLD_AFTER) {
		this.#vault = vault;
		this.derived = new DerivedPages(vault);
		this.#foldAfter = foldAfter;
		this.#shapes = new Map([BIN_LIST, ...[...registry.values()].flatMap(({ list }) => list ?? [])].map((shape) => [shape.list, shape]));
	}

	list(name: string): PackedList {
		return this.#keptOf(name).rows;
	}

	names(): Iterable<string> {
		return this.#lists.keys();
	}

	/** Number of rows in all lists. */
	get size(): number {
		let size = 0;
		for (const { rows } of this.#lists.values()) size += rows.size;
		return size;
	}

	/**
	 * Reads pages and deltas up to and without step `end`, one list after another; `whenRead` says when one is there. Throws ProjectionDamaged when
	 * a page is missing, does not open, or is of another shape.
	 */
	async load(store: Store, head: ProjectionHead, end: number): Promise<void> {
		if (head.v !== 3) throw new ProjectionDamaged();
		this.#lists.clear();
		this.#deltas = [];
		this.#changedRows = 0;
		this.head = head;
		// A list's number is its place among all, whichever is read first.
		const heads = new Map(head.lists.map((each, index) => [each.list, { index, head: each }]));
		for (const name of heads.keys()) this.#keptOf(name);
		const changes = new Map<string, Delta[]>();
		for (const change of await this.#readDeltas(store, head.foldedTo, end)) {
			const others = changes.get(change.list);
			if (others) others.push(change);
			else changes.set(change.list, [change]);
		}
		for (const name of changes.keys()) this.#keptOf(name);
		this.#reading.begin(this.#lists.keys());
		const begun = new Map<string, Promise<FirstPages>>();
		const begin = (name: string | undefined) => {
			const stored = name === undefined || begun.has(name) ? undefined : heads.get(name);
			if (!stored) return;
			const pages = this.#readFirst(store, stored.index, stored.head);
			// It is met when its turn comes; that may never be.
			pages.catch(() => {});
			begun.set(name!, pages);
		};
		for (let name = this.#reading.next(); name !== undefined; name = this.#reading.next()) {
			begin(name);
			// The store works on the next one while this one is opened.
			begin(this.#reading.next(name));
			const stored = heads.get(name);
			if (stored) await this.#loadList(store, stored.index, stored.head, await begun.get(name)!);
			begun.delete(name);
			this.replay(changes.get(name) ?? []);
			this.#reading.done(name);
		}
	}

	/** It will not be read: whoever waits for a list hears so. */
	giveUp(): void {
		this.#reading.end();
	}

	/**
	 * Asks for the list, and for one whose values it shows, to be read before the others. True once they are as they were at the step that is read
	 * up to, false where reading ended without them.
	 */
	async whenRead(name: string): Promise<boolean> {
		const other = this.#shapes.get(name)?.join?.list;
		const read = await Promise.all([name, ...(other === undefined ? [] : [other])].map((each) => this.#reading.read(each)));
		return read.every(Boolean);
	}

	/** Takes in the deltas of the steps [from, end), made by this or another tab. */
	async follow(store: Store, from: number, end: number): Promise<RowChange[]> {
		const changes = await this.#readDeltas(store, from, end);
		this.replay(changes);
		return changes;
	}

	async #readDeltas(store: Store, from: number, end: number): Promise<Delta[]> {
		const changes: Delta[] = [];
		const rows = await store.range('page', this.#vault.ws, DELTA_BASE + from, DELTA_BASE + end, Number.MAX_SAFE_INTEGER);
		for (const { key, bytes } of rows) {
			const stored = this.#vault.openJson<StoredRow[]>('page', key, bytes);
			if (!stored) throw new ProjectionDamaged();
			const step = (key as number) - DELTA_BASE;
			for (const [list, id, row, text] of stored) changes.push({ list, id, row: row ?? undefined, text, step });
			this.#deltas.push(key as number);
			this.#changedRows += stored.length;
		}
		return changes;
	}

	/**
	 * The rows to write for changes made by the steps from `n` to `end`; memory changes when `apply` is called, after the write
	 * succeeded. When enough has gathered, what was there before is folded into pages in the same write.
	 */
	async stage(store: Store, changes: readonly RowChange[], n: number, end: number): Promise<Staged> {
		const folds = this.#deltas.length >= this.#foldAfter.deltas || this.#changedRows >= this.#foldAfter.rows;
		const folded: Staged = folds ? await this.#stageFold(store, n) : { puts: [], deletes: [], head: this.head, apply() {} };
		// A write of many rows takes many steps, and has as many deltas.
		const size = Math.max(DELTA_ROWS, Math.ceil(changes.length / (end - n)));
		const keys: number[] = [];
		for (let from = 0; from < changes.length; from += size) {
			const key = DELTA_BASE + n + keys.length;
			keys.push(key);
			folded.puts.push(this.#vault.sealJson('page', key, changes.slice(from, from + size).map(storedRow)));
		}
		return {
			...folded,
			apply: () => {
				folded.apply();
				this.replay(changes, n);
				this.#deltas.push(...keys);
				this.#changedRows += changes.length;
			}
		};
	}

	/** Everything that changed as pages, for a rebuild that ends at step `end`. */
	async stageAll(store: Store, end: number): Promise<Pick<Staged, 'puts' | 'deletes'>> {
		const { puts, deletes, apply } = await this.#stageFold(store, end);
		apply();
		return { puts, deletes };
	}

	/**
	 * Everything as it is now, with nothing left of what was erased: changes are folded, shared values that no row has any more are gone, and so is
	 * what was kept for a quick start.
	 */
	async stageSweep(store: Store, end: number): Promise<Staged> {
		for (const kept of this.#lists.values()) if (kept.rows.sweep()) kept.head = { ...kept.head, dictionary: [], values: 0 };
		const staged = await this.#stageFold(store, end, true);
		staged.deletes.push(this.#deleteOf(FIRST_KEY));
		return staged;
	}

	/** Changes memory only: a rebuild folds the whole log before it writes. */
	replay(changes: readonly (RowChange & { step?: number })[], of = Infinity): void {
		for (const { list, id, row, text, step = of } of changes) {
			const { rows, touched } = this.#keptOf(list);
			const slot = row ? rows.set(id, row, text) : rows.delete(id);
			if (slot >= 0 && rows.layout.shape.derived !== undefined) touched.set(slot, step);
		}
	}

	/** Rows of a list that something is derived of, changed since the last fold. */
	touched(list: string): ReadonlyMap<number, number> {
		return this.#keptOf(list).touched;
	}

	/** What searches look in, for blocks that are not in memory. `atOnce` are read together where one block after another will be asked for. */
	readWords(store: Store, list: string, atOnce = 1): (block: number) => Promise<Uint8Array> {
		const index = [...this.#lists.keys()].indexOf(list);
		const kept = this.#keptOf(list);
		let ahead = new Map<number, Uint8Array>();
		let version = kept.rows.version;
		return async (block) => {
			const known = version === kept.rows.version ? ahead.get(block) : undefined;
			if (!known) {
				version = kept.rows.version;
				const pages = await this.#readPages(store, index, 'words', block, Math.max(1, Math.min(atOnce, kept.head.blocks - block)));
				ahead = new Map(pages.map(({ bytes }, at) => [block + at, bytes]));
			}
			const bytes = known ?? ahead.get(block)!;
			ahead.delete(block);
			return bytes;
		};
	}

	async #stageFold(store: Store, end: number, sweeps = false): Promise<Staged> {
		const staged: Staged = { puts: [], deletes: this.#deltas.map((key) => this.#deleteOf(key)), head: this.head, apply() {} };
		const lists: ListHead[] = [];
		const applied: (() => void)[] = [];
		for (const [index, kept] of [...this.#lists.values()].entries()) {
			const { rows, pieces } = kept;
			const dirty = [...rows.dirty];
			for (const block of dirty) {
				const data = rows.blocks[block]!;
				const bytes = await rows.texts.whole(block, this.readWords(store, rows.layout.shape.list));
				const words = this.#put(staged, index, 'words', block, bytes, rows.texts.pieces(block));
				const count = this.#put(staged, index, 'rows', block, encodeBlock(data, words), pieces[block] ?? 0);
				applied.push(() => {
					rows.texts.fold(block, bytes, words);
					pieces[block] = count;
					rows.dirty.delete(block);
				});
			}
			const head = this.#stageDictionary(staged, applied, index, kept);
			applied.push(() => (kept.head = head));
			lists.push(head);
		}
		await this.#foldDerived(staged, applied, store, end, sweeps);
		staged.head = { v: 3, lists, foldedTo: end };
		staged.apply = () => {
			for (const each of applied) each();
			this.#deltas = [];
			this.#changedRows = 0;
			this.head = staged.head;
		};
		return staged;
	}

	async #foldDerived(staged: Staged, applied: (() => void)[], store: Store, end: number, sweeps: boolean): Promise<void> {
		const touched = new Map([...this.#lists].map(([name, kept]) => [name, kept.touched]));
		if (sweeps) {
			const numbers = [...this.#shapes.values()].flatMap(({ derived }) => derived ?? []);
			staged.deletes.push(...(await this.derived.stageSweep(store, numbers)));
		} else {
			const { puts, deletes } = await this.derived.stageFold(store, this.head.foldedTo, end, touched);
			staged.puts.push(...puts);
			staged.deletes.push(...deletes);
		}
		applied.push(() => {
			for (const each of touched.values()) each.clear();
		});
	}

	/** The pages of what came into the dictionary since; the last page there is takes in what it can. */
	#stageDictionary(staged: Staged, applied: (() => void)[], index: number, { rows, head, dictionaryPieces }: Kept): ListHead {
		const values = rows.dictionary.arrivals.length;
		const next: ListHead = { ...head, blocks: rows.blocks.length, dictionary: [...head.dictionary], values };
		if (values === head.values) return next;
		const last = Math.max(0, next.dictionary.length - 1);
		next.dictionary.length = last;
		let arrival = head.dictionary[last] ?? 0;
		let page: [column: number, value?: unknown][] = [];
		let size = 0;
		const close = () => {
			const number = next.dictionary.push(arrival) - 1;
			const count = this.#put(staged, index, 'dictionary', number, encodeJson(page), dictionaryPieces[number] ?? 0);
			applied.push(() => (dictionaryPieces[number] = count));
			arrival += page.length;
			page = [];
			size = 0;
		};
		for (const entry of rows.dictionary.since(arrival)) {
			page.push(entry);
			size += typeof entry[1] === 'string' ? entry[1].length + 8 : 200;
			if (size > DICTIONARY_PAGE) close();
		}
		if (page.length > 0) close();
		for (const [number, pieces] of dictionaryPieces.slice(next.dictionary.length).entries())
			for (let piece = 0; piece < pieces; piece++) {
				const address = { list: index, kind: 'dictionary' as const, number: next.dictionary.length + number };
				staged.deletes.push(this.#deleteOf(pageKey(address, piece)));
			}
		applied.push(() => (dictionaryPieces.length = next.dictionary.length));
		return next;
	}

	#put(staged: Staged, list: number, kind: PageKind, number: number, bytes: Uint8Array, piecesBefore: number): number {
		const { puts, deletes, count } = sealPage(this.#vault, { list, kind, number }, bytes, piecesBefore);
		staged.puts.push(...puts);
		staged.deletes.push(...deletes);
		return count;
	}

	async #readFirst(store: Store, index: number, { dictionary, blocks }: ListHead): Promise<FirstPages> {
		const [shared, rows] = await Promise.all([
			this.#readPages(store, index, 'dictionary', 0, dictionary.length),
			this.#readPages(store, index, 'rows', 0, Math.min(READ_AT_ONCE, blocks))
		]);
		return { dictionary: shared, rows };
	}

	async #loadList(store: Store, index: number, head: ListHead, first: FirstPages): Promise<void> {
		const kept = this.#keptOf(head.list);
		const { rows } = kept;
		if (rows.layout.name !== head.shape) throw new ProjectionDamaged();
		for (const { bytes, count } of first.dictionary) {
			kept.dictionaryPieces.push(count);
			for (const [column, ...value] of decodeJson<[number, unknown?][]>(bytes)) {
				if (value.length > 0) rows.dictionary.code(column, value[0]);
				else rows.dictionary.skip(column);
			}
		}
		if (rows.dictionary.arrivals.length !== head.values) throw new ProjectionDamaged();
		for (let from = 0; from < head.blocks; from += READ_AT_ONCE) {
			const pages = from === 0 ? first.rows : await this.#readPages(store, index, 'rows', from, Math.min(READ_AT_ONCE, head.blocks - from));
			for (const { bytes, count } of pages) {
				const page = decodeBlock(rows.layout, bytes);
				if (!page) throw new ProjectionDamaged();
				rows.load(page.block);
				rows.texts.stored(rows.blocks.length - 1, page.wordPieces);
				release(bytes);
				kept.pieces.push(count);
			}
		}
		kept.head = head;
	}

	async #readPages(store: Store, list: number, kind: PageKind, first: number, count: number): Promise<OpenedPage[]> {
		if (count === 0) return [];
		const from = pageKey({ list, kind, number: first });
		const to = pageKey({ list, kind, number: Math.min(LAST_NUMBER, first + count) });
		const reader = new PieceReader(this.#vault, await store.range('page', this.#vault.ws, from, to, Number.MAX_SAFE_INTEGER));
		const pages = Array.from({ length: count }, (_, at) => reader.next({ list, kind, number: first + at }));
		if (pages.includes(undefined) || !reader.done) throw new ProjectionDamaged();
		return pages as OpenedPage[];
	}

	#deleteOf(key: number): Delete {
		return { table: 'page', ws: this.#vault.ws, key };
	}

	#keptOf(name: string): Kept {
		let kept = this.#lists.get(name);
		if (!kept) {
			const rows = new PackedList(this.#shapes.get(name) ?? { list: name, columns: {} });
			const head = { list: name, shape: rows.layout.name, blocks: 0, dictionary: [], values: 0 };
			this.#lists.set(name, (kept = { rows, pieces: [], dictionaryPieces: [], head, touched: new Map() }));
		}
		return kept;
	}
}

function storedRow({ list, id, row, text }: RowChange): StoredRow {
	return text === undefined ? [list, id, row ?? null] : [list, id, row ?? null, text];
}
