/**
 * The store of a browser: IndexedDB, opened, versioned and deleted by Dexie. The only file that imports it.
 *
 * | object store          | key (out of line)    | value                        |
 * |---|---|---|
 * | one for each table    | [workspace, row key] | Uint8Array, sealed           |
 * | header                | 0                    | Uint8Array, the unlock slots |
 *
 * IndexedDB orders a workspace's rows with positions first, ascending, then tags byte by byte.
 *
 * Transactions are made on Dexie's connection, not through its tables, for two reasons: durability is chosen for each transaction
 * (Dexie knows one for the whole database), and Dexie's tables tell other tabs the keys of every change over a BroadcastChannel.
 */
import Dexie from 'dexie';
import { bytesOut, checkAddress, checkBatch, checkBytes, checkSize, rowOut } from './rows.ts';
import {
	StoreError,
	TABLES,
	type Batch,
	type Durability,
	type RowKey,
	type RowOut,
	type SealedBytes,
	type Store,
	type StoreErrorKind,
	type Table,
	type Tag
} from './store.ts';

const HEADER = 'header';
const HEADER_KEY = 0;
const EVERYTHING = [...TABLES, HEADER];
const VERSION = 1;
/** Dexie multiplies its versions by ten. */
const NATIVE_VERSION = VERSION * 10;
/** Their rows come near 60 KiB, where one request a row is read several times faster than getAll. */
const LARGE_ROWS: ReadonlySet<Table> = new Set(['page', 'blob']);
const MOST_ROWS = 0xffff_ffff;

/**
 * Opens the database, or makes it. When the connection is lost later (another tab deletes or upgrades the database, or the browser drops
 * it), `onLost` is called once and every later call throws; it is never opened again by itself, since it could come back empty.
 */
export async function openDexieStore(name = 'wb1', onLost: (kind: StoreErrorKind) => void = () => {}): Promise<Store> {
	let db: Dexie | undefined;
	try {
		const dexie = (db = new Dexie(name, { indexedDB: ourVersionOnly(), autoOpen: false, cache: 'disabled' }));
		dexie.version(VERSION).stores(Object.fromEntries(EVERYTHING.map((table) => [table, ''])));
		const blocked = new Promise<never>((_, reject) => dexie.on('blocked', () => reject(new StoreError('unavailable'))));
		await Promise.race([dexie.open(), blocked]);
		return new DexieStore(dexie, onLost);
	} catch (cause) {
		db?.close();
		throw cause instanceof StoreError ? cause : new StoreError(OPENING[errorName(cause)] ?? 'unavailable', cause);
	}
}

class DexieStore implements Store {
	#dexie: Dexie;
	#lost: StoreErrorKind | undefined;
	#onLost: (kind: StoreErrorKind) => void;

	constructor(dexie: Dexie, onLost: (kind: StoreErrorKind) => void) {
		this.#dexie = dexie;
		this.#onLost = onLost;
		const connection = dexie.backendDB();
		connection.onversionchange = ({ newVersion }) => this.#lose((newVersion ?? 0) > NATIVE_VERSION ? 'newer-version' : 'unavailable');
		connection.onclose = () => this.#lose('unavailable');
	}

	async readHeader(): Promise<Uint8Array | undefined> {
		const value = await this.#read([HEADER], (tx) => result(tx.objectStore(HEADER).get(HEADER_KEY)));
		return value === undefined ? undefined : bytesOut(value);
	}

	async get(table: Table, ws: Tag, key: RowKey): Promise<SealedBytes | undefined> {
		return (await this.getMany(table, ws, [key]))[0];
	}

	async getMany(table: Table, ws: Tag, keys: RowKey[]): Promise<(SealedBytes | undefined)[]> {
		checkAddress(table, ws, keys);
		const values = await this.#read([table], (tx) => {
			const store = tx.objectStore(table);
			return results(keys.map((key) => store.get(rowKey(ws, key))));
		});
		return values.map((value) => (value === undefined ? undefined : bytesOut(value)));
	}

	async range(table: Table, ws: Tag, from: number, to: number, limit: number): Promise<RowOut[]> {
		checkAddress(table, ws);
		if (!(from < to && limit >= 1)) return [];
		return this.#rows(table, IDBKeyRange.bound(rowKey(ws, from), rowKey(ws, to), false, true), limit);
	}

	async *all(table: Table, ws: Tag, size: number): AsyncGenerator<RowOut[]> {
		checkAddress(table, ws);
		checkSize(size);
		let range = allRows(ws);
		for (;;) {
			const rows = await this.#rows(table, range, size);
			const last = rows.at(-1);
			if (!last) return;
			yield rows;
			if (rows.length < size) return;
			range = IDBKeyRange.bound(rowKey(ws, last.key), range.upper, true, false);
		}
	}

	async count(table: Table, ws: Tag): Promise<number> {
		checkAddress(table, ws);
		return this.#read([table], (tx) => result(tx.objectStore(table).count(allRows(ws))));
	}

	async write(batch: Batch, durability: Durability): Promise<void> {
		checkBatch(batch);
		const { puts = [], deletes = [], header } = batch;
		const tables: string[] = [...new Set([...deletes, ...puts].map(({ table }) => table))];
		if (header) tables.push(HEADER);
		if (tables.length === 0) return;
		await this.#write(tables, durability, (tx) => {
			for (const { table, ws, key } of deletes) tx.objectStore(table).delete(rowKey(ws, key));
			for (const { table, ws, key, bytes } of puts) tx.objectStore(table).put(wholeBuffer(bytes), rowKey(ws, key));
			if (header) tx.objectStore(HEADER).put(wholeBuffer(header), HEADER_KEY);
		});
	}

	async clear(ws: Tag, tables: readonly Table[] = TABLES, header?: Uint8Array): Promise<void> {
		for (const table of tables) checkAddress(table, ws);
		if (header !== undefined) checkBytes(header);
		if (tables.length === 0 && !header) return;
		await this.#write(header ? [...tables, HEADER] : [...tables], 'strict', (tx) => {
			for (const table of tables) tx.objectStore(table).delete(allRows(ws));
			if (header) tx.objectStore(HEADER).put(wholeBuffer(header), HEADER_KEY);
		});
	}

	/** Empties the tables first, so that nothing is left even where a frozen tab holds up the deletion (then it throws 'unavailable'). */
	async destroy(): Promise<void> {
		await this.#write(EVERYTHING, 'strict', (tx) => {
			for (const table of EVERYTHING) tx.objectStore(table).clear();
		});
		this.close();
		const blocked = new Promise<never>((_, reject) => this.#dexie.on('blocked', () => reject(new StoreError('unavailable'))));
		await Promise.race([this.#dexie.delete(), blocked]);
	}

	close(): void {
		this.#lost ??= 'unavailable';
		this.#dexie.close();
	}

	#lose(kind: StoreErrorKind): void {
		if (this.#lost) return;
		this.#lost = kind;
		this.#dexie.close();
		this.#onLost(kind);
	}

	#rows(table: Table, range: IDBKeyRange, limit: number): Promise<RowOut[]> {
		return this.#read([table], (tx) => {
			const store = tx.objectStore(table);
			const most = Math.min(limit, MOST_ROWS);
			const keys = store.getAllKeys(range, most);
			let values = () => [] as unknown[];
			if (LARGE_ROWS.has(table)) keys.onsuccess = () => (values = results(keys.result.map((key) => store.get(key))));
			else values = result(store.getAll(range, most));
			return () => {
				const read = values();
				return keys.result.map((key, i) => rowOut(keyIn(key), read[i]));
			};
		});
	}

	#read<T>(tables: string[], ask: (tx: IDBTransaction) => () => T): Promise<T> {
		return this.#transact(tables, 'readonly', 'relaxed', ask);
	}

	#write(tables: string[], durability: Durability, ask: (tx: IDBTransaction) => void): Promise<void> {
		return this.#transact(tables, 'readwrite', durability, (tx) => {
			ask(tx);
			tx.commit();
			return () => undefined;
		});
	}

	/** Runs what `ask` asks for in one transaction; what it returns gives the answer once the transaction is complete. */
	#transact<T>(tables: string[], mode: IDBTransactionMode, durability: Durability, ask: (tx: IDBTransaction) => () => T): Promise<T> {
		return new Promise((resolve, reject) => {
			if (this.#lost) throw new StoreError(this.#lost);
			const fail = (cause: unknown) => reject(cause instanceof StoreError ? cause : this.#error(cause));
			let tx: IDBTransaction | undefined;
			try {
				tx = this.#dexie.backendDB().transaction(tables, mode, { durability });
				tx.onabort = () => fail(tx?.error);
				const answer = ask(tx);
				tx.oncomplete = () => {
					try {
						resolve(answer());
					} catch (cause) {
						fail(cause);
					}
				};
			} catch (cause) {
				fail(cause);
				tx?.abort();
			}
		});
	}

	#error(cause: unknown): StoreError {
		return new StoreError(this.#lost ?? RUNNING[errorName(cause)] ?? 'unavailable', cause);
	}
}

const OPENING: Record<string, StoreErrorKind> = {
	VersionError: 'newer-version',
	QuotaExceededError: 'full'
};

const RUNNING: Record<string, StoreErrorKind> = {
	QuotaExceededError: 'full',
	/** A table that should be there is not. */
	NotFoundError: 'damaged',
	/** A value's file is missing or unreadable. */
	NotReadableError: 'damaged',
	DataError: 'damaged',
	UnknownError: 'damaged'
};

function errorName(cause: unknown): string {
	const { name, inner } = (cause ?? {}) as { name?: string; inner?: { name?: string } };
	return inner?.name ?? name ?? '';
}

/** Dexie, refused a database that is newer than it, opens it all the same and may even change it: so every request names our version. */
function ourVersionOnly(): IDBFactory {
	const real = globalThis.indexedDB;
	return {
		open: (name) => real.open(name, NATIVE_VERSION),
		deleteDatabase: (name) => real.deleteDatabase(name),
		databases: () => real.databases(),
		cmp: (a, b) => real.cmp(a, b)
	};
}

/** Arrays sort after everything else a key can be. */
function allRows(ws: Tag): IDBKeyRange {
	return IDBKeyRange.bound([ws] as IDBValidKey, [ws, []] as IDBValidKey);
}

/** Undefined, which is no row's key, when it is not one of ours. */
function keyIn(stored: IDBValidKey): unknown {
	return Array.isArray(stored) && stored.length === 2 ? stored[1] : undefined;
}

/** The cast is because TypeScript knows no keys over a buffer that might be shared. */
function rowKey(ws: Tag, key: RowKey): IDBValidKey {
	return [ws, key] as IDBValidKey;
}

/** A view is stored with the whole buffer it looks into, whatever else lies there: so a part is copied out first. */
function wholeBuffer(bytes: Uint8Array): Uint8Array {
	return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

function result<T>(request: IDBRequest<T>): () => T {
	return () => request.result;
}

function results<T>(requests: IDBRequest<T>[]): () => T[] {
	return () => requests.map((request) => request.result);
}
