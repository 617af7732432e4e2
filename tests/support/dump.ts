/**
 * Reads and spoils what lies in a page's IndexedDB, past the app: raw keys and bytes of every table of every database. For canary scans,
 * and for hostile tests in which somebody with the disk in hand changes, swaps, replays or removes rows.
 */
import type { Page } from '@playwright/test';

/** A key as IndexedDB knows it: numbers and texts as they are, bytes as hex, dates in milliseconds, lists as lists. */
export type RawKey = number | string | { hex: string } | { date: number } | RawKey[];

export interface RowName {
	database: string;
	table: string;
	key: RawKey;
}
export interface RawRow extends RowName {
	/** What is stored when it is bytes: the whole buffer, for a view keeps all of what it looks into. */
	bytes?: Buffer;
	/** Anything else, told as JSON. */
	other?: string;
}
export interface Dump {
	/** Told apart from the rows, so that a scan sees names where nothing is stored too. */
	databases: { name: string; version: number; tables: { name: string; keyPath: string; indexes: string[] }[] }[];
	rows: RawRow[];
}

export async function dumpDatabases(page: Page): Promise<Dump> {
	const { databases, rows } = await page.evaluate(readEverything);
	return {
		databases,
		rows: rows.map(({ base64, ...row }) => (base64 === undefined ? row : { ...row, bytes: Buffer.from(base64, 'base64') }))
	};
}

/** Changes one bit of the byte at `at`, counted from the end when negative. */
export async function flipByte(page: Page, row: RowName, at: number): Promise<void> {
	const bytes = await bytesAt(page, row);
	const index = at < 0 ? bytes.length + at : at;
	if (!(index in bytes)) throw new Error('the row has no such byte');
	bytes[index]! ^= 1;
	await overwriteRow(page, row, bytes);
}

export async function overwriteRow(page: Page, row: RowName, bytes: Uint8Array): Promise<void> {
	await bytesAt(page, row);
	await change(page, row.database, [put(row, bytes)]);
}

/** Puts a row where there may be none: one that was kept from before. */
export async function addRow(page: Page, row: RowName, bytes: Uint8Array): Promise<void> {
	await change(page, row.database, [put(row, bytes)]);
}

export async function removeRow(page: Page, row: RowName): Promise<void> {
	await bytesAt(page, row);
	await change(page, row.database, [{ table: row.table, key: row.key }]);
}

/** Exchanges the bytes of two rows of one database, in one table or two. */
export async function swapRows(page: Page, one: RowName, two: RowName): Promise<void> {
	const [first, second] = [await bytesAt(page, one), await bytesAt(page, two)];
	await change(page, one.database, [put(one, second), put(two, first)]);
}

/** Empties every table of the database but those named. */
export async function clearAllBut(page: Page, database: string, keep: readonly string[]): Promise<void> {
	const { databases } = await dumpDatabases(page);
	const tables = databases.find(({ name }) => name === database)?.tables.map(({ name }) => name) ?? [];
	for (const table of keep) if (!tables.includes(table)) throw new Error(`no table ${table}`);
	await change(
		page,
		database,
		tables.filter((table) => !keep.includes(table)).map((table) => ({ table }))
	);
}

async function bytesAt(page: Page, { database, table, key }: RowName): Promise<Buffer> {
	const name = JSON.stringify([database, table, key]);
	const { rows } = await dumpDatabases(page);
	const bytes = rows.find((row) => JSON.stringify([row.database, row.table, row.key]) === name)?.bytes;
	if (!bytes) throw new Error(`no row of bytes ${name}`);
	return bytes;
}

/** Without bytes the row is removed, without a key every row of the table. */
interface Change {
	table: string;
	key?: RawKey;
	base64?: string;
}

function put({ table, key }: RowName, bytes: Uint8Array): Change {
	return { table, key, base64: Buffer.from(bytes).toString('base64') };
}

function change(page: Page, database: string, changes: Change[]): Promise<void> {
	return page.evaluate(applyChanges, { database, json: JSON.stringify(changes) });
}

/** Runs in the page, so it stands alone. */
async function readEverything() {
	const asked = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	const texted = (bytes: Uint8Array, each: (byte: number) => string) => Array.from(bytes, each).join('');
	const hex = (bytes: Uint8Array) => texted(bytes, (byte) => byte.toString(16).padStart(2, '0'));
	const base64 = (bytes: Uint8Array) => btoa(texted(bytes, (byte) => String.fromCharCode(byte)));
	const plainKey = (key: IDBValidKey): RawKey => {
		if (Array.isArray(key)) return key.map(plainKey);
		if (key instanceof Date) return { date: key.getTime() };
		return key instanceof ArrayBuffer ? { hex: hex(new Uint8Array(key)) } : (key as number | string);
	};
	const plainValue = (value: unknown) => {
		const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
		if (buffer instanceof ArrayBuffer) return { base64: base64(new Uint8Array(buffer)) };
		return { other: JSON.stringify(value) ?? String(value) };
	};
	const databases: Dump['databases'] = [];
	const rows: (RowName & { base64?: string; other?: string })[] = [];
	for (const { name: database } of await indexedDB.databases()) {
		const db = await asked(indexedDB.open(database!));
		const tables: Dump['databases'][number]['tables'] = [];
		for (const table of db.objectStoreNames) {
			const store = db.transaction(table).objectStore(table);
			tables.push({ name: table, keyPath: JSON.stringify(store.keyPath), indexes: [...store.indexNames] });
			const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked<unknown[]>(store.getAll())]);
			keys.forEach((key, i) => rows.push({ database: database!, table, key: plainKey(key), ...plainValue(values[i]) }));
		}
		databases.push({ name: database!, version: db.version, tables });
		db.close();
	}
	return { databases, rows };
}

/** Runs in the page, so it stands alone. All changes in one transaction that waits for the disk. */
async function applyChanges({ database, json }: { database: string; json: string }) {
	const changes = JSON.parse(json) as Change[];
	const db = await new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(database);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
	const realKey = (key: RawKey): IDBValidKey => {
		if (Array.isArray(key)) return key.map(realKey);
		if (typeof key !== 'object') return key;
		if ('date' in key) return new Date(key.date);
		return Uint8Array.from(key.hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
	};
	try {
		await new Promise<void>((resolve, reject) => {
			const tx = db.transaction([...db.objectStoreNames], 'readwrite', { durability: 'strict' });
			tx.oncomplete = () => resolve();
			tx.onabort = () => reject(tx.error);
			for (const { table, key, base64 } of changes) {
				const store = tx.objectStore(table);
				if (key === undefined) store.clear();
				else if (base64 === undefined) store.delete(realKey(key));
				else
					store.put(
						Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
						realKey(key)
					);
			}
		});
	} finally {
		db.close();
	}
}
