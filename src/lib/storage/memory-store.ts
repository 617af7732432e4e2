/** The store in the memory of one worker: nothing of it outlives the worker, and nothing of it touches a disk. What is shared to be looked at is opened in it. */
import { checkAddress, checkBatch, checkBytes, checkSize } from './rows.ts';
import { StoreError, TABLES, type Batch, type RowKey, type RowOut, type SealedBytes, type Store, type Table, type Tag } from './store.ts';

/** Positions are themselves, tags are written as hexadecimal digits: which sort as their bytes do. */
type Name = number | string;

/** Rows of one workspace in one table. */
interface Shelf {
	rows: Map<Name, RowOut>;
	/** Names in order; absent after a change that did not just go on at the end. */
	order?: Name[];
}

/** What stores at one place share. */
export class MemoryPlace {
	readonly shelves = new Map<string, Shelf>();
	header: Uint8Array | undefined;
	size = 0;
	/** Bytes it holds at most. */
	most: number;

	constructor(most = Infinity) {
		this.most = most;
	}
}

export class MemoryStore implements Store {
	#place: MemoryPlace | undefined;

	constructor(place = new MemoryPlace()) {
		this.#place = place;
	}

	async readHeader(): Promise<Uint8Array | undefined> {
		return this.#open().header?.slice();
	}

	async get(table: Table, ws: Tag, key: RowKey): Promise<SealedBytes | undefined> {
		return (await this.getMany(table, ws, [key]))[0];
	}

	async getMany(table: Table, ws: Tag, keys: RowKey[]): Promise<(SealedBytes | undefined)[]> {
		checkAddress(table, ws, keys);
		const shelf = shelfOf(this.#open(), table, ws);
		return keys.map((key) => shelf?.rows.get(nameOf(key))?.bytes.slice() as SealedBytes | undefined);
	}

	async range(table: Table, ws: Tag, from: number, to: number, limit: number): Promise<RowOut[]> {
		checkAddress(table, ws);
		const shelf = shelfOf(this.#open(), table, ws);
		if (!shelf || !(from < to && limit >= 1)) return [];
		const order = inOrder(shelf);
		const [first, end] = [firstNotBefore(order, from), firstNotBefore(order, to)];
		return order.slice(first, Math.min(end, first + limit)).map((name) => copyOf(shelf.rows.get(name)!));
	}

	async *all(table: Table, ws: Tag, size: number): AsyncGenerator<RowOut[]> {
		checkAddress(table, ws);
		checkSize(size);
		let after: Name | undefined;
		for (;;) {
			const shelf = shelfOf(this.#open(), table, ws);
			if (!shelf) return;
			const order = inOrder(shelf);
			let from = after === undefined ? 0 : firstNotBefore(order, after);
			if (after !== undefined && order[from] === after) from++;
			const names = order.slice(from, from + size);
			if (names.length === 0) return;
			yield names.map((name) => copyOf(shelf.rows.get(name)!));
			if (names.length < size) return;
			after = names.at(-1);
		}
	}

	async count(table: Table, ws: Tag): Promise<number> {
		checkAddress(table, ws);
		return shelfOf(this.#open(), table, ws)?.rows.size ?? 0;
	}

	async write(batch: Batch): Promise<void> {
		checkBatch(batch);
		const place = this.#open();
		const { puts = [], deletes = [], header } = batch;
		// A row that is put twice counts twice: at worst a full place is said to be full a little early.
		const more = puts.reduce((sum, { bytes }) => sum + bytes.length, 0) + (header?.length ?? 0);
		const freed = [...deletes, ...puts].reduce(
			(sum, row) => sum + (shelfOf(place, row.table, row.ws)?.rows.get(nameOf(row.key))?.bytes.length ?? 0),
			0
		);
		if (place.size + more - freed > place.most) throw new StoreError('full');
		for (const { table, ws, key } of deletes) remove(place, table, ws, key);
		for (const { table, ws, key, bytes } of puts) put(place, table, ws, key, bytes);
		if (header) putHeader(place, header);
	}

	async clear(ws: Tag, tables: readonly Table[] = TABLES, header?: Uint8Array): Promise<void> {
		for (const table of tables) checkAddress(table, ws);
		if (header !== undefined) checkBytes(header);
		const place = this.#open();
		for (const table of tables) {
			for (const { bytes } of shelfOf(place, table, ws)?.rows.values() ?? []) place.size -= bytes.length;
			place.shelves.delete(shelfName(table, ws));
		}
		if (header) putHeader(place, header);
	}

	async destroy(): Promise<void> {
		const place = this.#open();
		place.shelves.clear();
		place.header = undefined;
		place.size = 0;
		this.close();
	}

	close(): void {
		this.#place = undefined;
	}

	#open(): MemoryPlace {
		if (!this.#place) throw new StoreError('unavailable');
		return this.#place;
	}
}

function put(place: MemoryPlace, table: Table, ws: Tag, key: RowKey, bytes: SealedBytes): void {
	const name = shelfName(table, ws);
	const shelf: Shelf = place.shelves.get(name) ?? { rows: new Map() };
	place.shelves.set(name, shelf);
	const row = nameOf(key);
	const before = shelf.rows.get(row);
	place.size += bytes.length - (before?.bytes.length ?? 0);
	if (!before && shelf.order) {
		const last = shelf.order.at(-1);
		if (last === undefined || isBefore(last, row)) shelf.order.push(row);
		else shelf.order = undefined;
	}
	shelf.rows.set(row, { key: typeof key === 'number' ? key : (key.slice() as Tag), bytes: bytes.slice() as SealedBytes });
}

function remove(place: MemoryPlace, table: Table, ws: Tag, key: RowKey): void {
	const shelf = shelfOf(place, table, ws);
	const before = shelf?.rows.get(nameOf(key));
	if (!shelf || !before) return;
	place.size -= before.bytes.length;
	shelf.rows.delete(nameOf(key));
	shelf.order = undefined;
}

function putHeader(place: MemoryPlace, header: Uint8Array): void {
	place.size += header.length - (place.header?.length ?? 0);
	place.header = header.slice();
}

function shelfOf(place: MemoryPlace, table: Table, ws: Tag): Shelf | undefined {
	return place.shelves.get(shelfName(table, ws));
}

function shelfName(table: Table, ws: Tag): string {
	return `${table}/${nameOf(ws)}`;
}

function nameOf(key: RowKey): Name {
	return typeof key === 'number' ? key : Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function inOrder(shelf: Shelf): Name[] {
	return (shelf.order ??= [...shelf.rows.keys()].sort((a, b) => (isBefore(a, b) ? -1 : 1)));
}

/** Positions come before tags. */
function isBefore(a: Name, b: Name): boolean {
	return typeof a === typeof b ? a < b : typeof a === 'number';
}

function firstNotBefore(order: readonly Name[], name: Name): number {
	let [low, high] = [0, order.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isBefore(order[middle]!, name)) low = middle + 1;
		else high = middle;
	}
	return low;
}

function copyOf({ key, bytes }: RowOut): RowOut {
	return { key: typeof key === 'number' ? key : (key.slice() as Tag), bytes: bytes.slice() as SealedBytes };
}
