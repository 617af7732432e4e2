/**
 * The store on one SQLite file, for scenarios and unit tests in Node. It keeps what the browser's store keeps, in the same order.
 *
 * Values are bound as one list: given bytes as its only argument, libsql 0.5 takes them for an object of names and ends the process.
 */
import { rmSync } from 'node:fs';
import Database from 'libsql';
import { bytesOut, checkAddress, checkBatch, checkBytes, checkSize, rowOut } from '#lib/storage/rows.ts';
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
} from '#lib/storage/store.ts';

const VERSION = 1;
/** No type on `key`: SQLite then sorts numbers before bytes, as IndexedDB does. */
const SCHEMA = [
	'CREATE TABLE IF NOT EXISTS header (bytes BLOB NOT NULL)',
	...TABLES.map(
		(table) =>
			`CREATE TABLE IF NOT EXISTS "${table}" (ws BLOB NOT NULL, key NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (ws, key)) WITHOUT ROWID`
	)
];
const ERRORS: Record<string, StoreErrorKind> = { SQLITE_FULL: 'full', SQLITE_CORRUPT: 'damaged', SQLITE_NOTADB: 'damaged' };

interface Row {
	key: unknown;
	bytes: unknown;
}

/** `mostPages` (of 4 KiB) bounds the file, to see what happens when there is no more room. */
export async function openFileStore(path: string, mostPages?: number): Promise<Store> {
	let db: Database.Database | undefined;
	try {
		db = new Database(path);
		db.pragma('busy_timeout = 5000');
		db.pragma('journal_mode = WAL');
		db.pragma('secure_delete = ON');
		if (mostPages) db.pragma(`max_page_count = ${mostPages}`);
		const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
		if (version > VERSION) throw new StoreError('newer-version');
		if (version < VERSION) for (const statement of [...SCHEMA, `PRAGMA user_version = ${VERSION}`]) db.exec(statement);
		return new FileStore(db, path);
	} catch (cause) {
		db?.close();
		throw storeError(cause);
	}
}

class FileStore implements Store {
	#db: Database.Database | undefined;
	#path: string;
	readonly #statements = new Map<string, Database.Statement>();

	constructor(db: Database.Database, path: string) {
		this.#db = db;
		this.#path = path;
	}

	async readHeader(): Promise<Uint8Array | undefined> {
		const row = this.#ask<Row>('SELECT bytes FROM header')[0];
		return row && ownBytes(row.bytes);
	}

	async get(table: Table, ws: Tag, key: RowKey): Promise<SealedBytes | undefined> {
		return (await this.getMany(table, ws, [key]))[0];
	}

	async getMany(table: Table, ws: Tag, keys: RowKey[]): Promise<(SealedBytes | undefined)[]> {
		checkAddress(table, ws, keys);
		return keys.map((key) => {
			const row = this.#ask<Row>(`SELECT bytes FROM "${table}" WHERE ws = ? AND key = ?`, ws, key)[0];
			return row && ownBytes(row.bytes);
		});
	}

	async range(table: Table, ws: Tag, from: number, to: number, limit: number): Promise<RowOut[]> {
		checkAddress(table, ws);
		if (!(from < to && limit >= 1)) return [];
		const most = Math.min(limit, Number.MAX_SAFE_INTEGER);
		const sql = `SELECT key, bytes FROM "${table}" WHERE ws = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`;
		return this.#ask<Row>(sql, ws, from, to, most).map(ownRow);
	}

	async *all(table: Table, ws: Tag, size: number): AsyncGenerator<RowOut[]> {
		checkAddress(table, ws);
		checkSize(size);
		let last: RowKey = -Infinity;
		for (;;) {
			const sql = `SELECT key, bytes FROM "${table}" WHERE ws = ? AND key > ? ORDER BY key LIMIT ?`;
			const rows: RowOut[] = this.#ask<Row>(sql, ws, last, size).map(ownRow);
			if (rows.length === 0) return;
			yield rows;
			if (rows.length < size) return;
			last = rows.at(-1)!.key;
		}
	}

	async count(table: Table, ws: Tag): Promise<number> {
		checkAddress(table, ws);
		return this.#ask<{ n: number }>(`SELECT count(*) AS n FROM "${table}" WHERE ws = ?`, ws)[0]!.n;
	}

	async write(batch: Batch, durability: Durability): Promise<void> {
		checkBatch(batch);
		const { puts = [], deletes = [], header } = batch;
		this.#transact(durability, (db) => {
			for (const { table, ws, key } of deletes) this.#prepared(`DELETE FROM "${table}" WHERE ws = ? AND key = ?`).run([ws, key]);
			for (const { table, ws, key, bytes } of puts)
				this.#prepared(`INSERT OR REPLACE INTO "${table}" VALUES (?, ?, ?)`).run([ws, key, bytes]);
			if (header) putHeader(db, header);
		});
	}

	async clear(ws: Tag, tables: readonly Table[] = TABLES, header?: Uint8Array): Promise<void> {
		for (const table of tables) checkAddress(table, ws);
		if (header !== undefined) checkBytes(header);
		this.#transact('strict', (db) => {
			for (const table of tables) db.prepare(`DELETE FROM "${table}" WHERE ws = ?`).run([ws]);
			if (header) putHeader(db, header);
		});
	}

	async destroy(): Promise<void> {
		this.close();
		for (const end of ['', '-wal', '-shm']) rmSync(this.#path + end, { force: true });
	}

	close(): void {
		this.#statements.clear();
		this.#db?.close();
		this.#db = undefined;
	}

	#prepared(sql: string): Database.Statement {
		const db = this.#open();
		let statement = this.#statements.get(sql);
		if (!statement) this.#statements.set(sql, (statement = db.prepare(sql)));
		return statement;
	}

	#open(): Database.Database {
		if (!this.#db) throw new StoreError('unavailable');
		return this.#db;
	}

	#ask<T>(sql: string, ...values: unknown[]): T[] {
		try {
			return this.#prepared(sql).all(values) as T[];
		} catch (cause) {
			throw storeError(cause);
		}
	}

	#transact(durability: Durability, work: (db: Database.Database) => void): void {
		const db = this.#open();
		try {
			db.pragma(`synchronous = ${durability === 'strict' ? 'FULL' : 'NORMAL'}`);
			db.exec('BEGIN IMMEDIATE');
			work(db);
			db.exec('COMMIT');
		} catch (cause) {
			if (db.inTransaction) db.exec('ROLLBACK');
			throw storeError(cause);
		}
	}
}

function putHeader(db: Database.Database, header: Uint8Array): void {
	db.prepare('DELETE FROM header').run();
	db.prepare('INSERT INTO header VALUES (?)').run([header]);
}

function storeError(cause: unknown): StoreError {
	if (cause instanceof StoreError) return cause;
	return new StoreError(ERRORS[(cause as { code?: string }).code ?? ''] ?? 'unavailable', cause);
}

/** The driver hands out blobs as ArrayBuffers. */
function ownBytes(value: unknown): SealedBytes {
	return bytesOut(value instanceof ArrayBuffer ? new Uint8Array(value) : value);
}

function ownRow({ key, bytes }: Row): RowOut {
	return rowOut(key, ownBytes(bytes));
}
