/**
 * What every store checks at its door: tags are 16 bytes, positions are whole numbers, and nothing but bytes is ever kept.
 * A breach going in is a mistake of the caller (TypeError, nothing is written); a breach coming out is damage (StoreError).
 */
import { StoreError, TABLES, type Batch, type RowKey, type RowOut, type SealedBytes, type Table, type Tag } from './store.ts';

const TAG_BYTES = 16;

export function checkBatch({ puts = [], deletes = [], header }: Batch): void {
	for (const { table, ws, key, bytes } of puts) {
		checkAddress(table, ws, [key]);
		checkBytes(bytes);
	}
	for (const { table, ws, key } of deletes) checkAddress(table, ws, [key]);
	if (header !== undefined) checkBytes(header);
}

export function checkAddress(table: Table, ws: Tag, keys: readonly RowKey[] = []): void {
	if (!TABLES.includes(table)) throw new TypeError('no such table');
	if (!isTag(ws)) throw new TypeError('a workspace is named by a tag');
	if (!keys.every(isRowKey)) throw new TypeError('a row is named by a tag or a position');
}

export function checkBytes(bytes: unknown): asserts bytes is Uint8Array {
	if (!(bytes instanceof Uint8Array)) throw new TypeError('only bytes are stored');
}

/** How many rows a batch may have. */
export function checkSize(size: number): void {
	if (!(Number.isSafeInteger(size) && size > 0)) throw new TypeError('a batch has at least one row');
}

export function bytesOut(value: unknown): SealedBytes {
	if (!(value instanceof Uint8Array)) throw new StoreError('damaged');
	return value as SealedBytes;
}

export function rowOut(key: unknown, value: unknown): RowOut {
	const read = key instanceof ArrayBuffer ? new Uint8Array(key) : key;
	if (!isRowKey(read)) throw new StoreError('damaged');
	return { key: read, bytes: bytesOut(value) };
}

function isRowKey(key: unknown): key is RowKey {
	return Number.isSafeInteger(key) || isTag(key);
}

function isTag(value: unknown): value is Tag {
	return value instanceof Uint8Array && value.byteLength === TAG_BYTES;
}
