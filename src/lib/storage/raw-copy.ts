/**
 * Everything that lies in the database, byte for byte as it lies there, whatever state it is in: sealed rows, the key header, rows of a newer
 * version. Opens nothing and needs no key. For the day on which the program cannot open the data, and somebody else perhaps can.
 *
 * One JSON object a line. The first names format, database and tables; each other is a row: `t` table, `k` key (bytes as {"hex"}), and `b` its
 * bytes in base64, or `j` what it is when it is not bytes, or `lost` when the browser cannot read it any more.
 */
import { StoreError } from './store.ts';

export const RAW_FORMAT = 'waxbill-raw-copy';
const ROWS_AT_ONCE = 500;

/** Throws StoreError('unavailable') when the browser cannot open the database at all, and 'damaged' when there is none. */
export async function copyRaw(name = 'wb1'): Promise<Blob> {
	const db = await openAsItIs(name);
	try {
		const tables = [...db.objectStoreNames];
		const parts: BlobPart[] = [line({ format: RAW_FORMAT, v: 1, database: name, version: db.version, tables })];
		for (const table of tables) for await (const rows of rowsOf(db, table)) parts.push(new Blob(rows));
		return new Blob(parts, { type: 'application/x-ndjson' });
	} finally {
		db.close();
	}
}

/** Whatever its version; a database that is not there is not made. */
function openAsItIs(name: string): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name);
		let absent = false;
		request.onupgradeneeded = () => {
			absent = true;
			request.transaction?.abort();
		};
		request.onsuccess = () => resolve(request.result);
		request.onerror = (event) => {
			event.preventDefault();
			reject(new StoreError(absent ? 'damaged' : 'unavailable', request.error));
		};
		request.onblocked = () => reject(new StoreError('unavailable'));
	});
}

async function* rowsOf(db: IDBDatabase, table: string): AsyncGenerator<string[]> {
	let range: IDBKeyRange | null = null;
	for (;;) {
		const store = db.transaction(table, 'readonly').objectStore(table);
		const keys: IDBValidKey[] = await asked(store.getAllKeys(range, ROWS_AT_ONCE));
		const rows = await Promise.all(keys.map((key) => rowAt(db, table, key)));
		yield rows.map(([key, value]) => line({ t: table, k: plainKey(key), ...value }));
		if (keys.length < ROWS_AT_ONCE) return;
		range = IDBKeyRange.lowerBound(keys.at(-1)!, true);
	}
}

/** Each in a transaction of its own: a row whose file is gone ends the transaction it is asked for in. */
async function rowAt(db: IDBDatabase, table: string, key: IDBValidKey): Promise<[IDBValidKey, object]> {
	try {
		const value: unknown = await asked(db.transaction(table, 'readonly').objectStore(table).get(key));
		return [key, value instanceof Uint8Array ? { b: base64(value) } : { j: JSON.stringify(value) }];
	} catch {
		return [key, { lost: true }];
	}
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = (event) => {
			event.preventDefault();
			reject(new StoreError('damaged', request.error));
		};
	});
}

function plainKey(key: IDBValidKey): unknown {
	if (Array.isArray(key)) return key.map(plainKey);
	if (key instanceof Date) return { date: key.getTime() };
	if (typeof key === 'number' || typeof key === 'string') return key;
	const bytes = key instanceof ArrayBuffer ? new Uint8Array(key) : new Uint8Array(key.buffer, key.byteOffset, key.byteLength);
	return { hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}

function base64(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}

function line(value: object): string {
	return `${JSON.stringify(value)}\n`;
}
