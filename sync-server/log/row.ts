/**
 * Entries of one workspace that were committed together share one row: for each a length of 4 bytes, then the entry. The two highest bits of
 * the length say that the entry is void, and that it was restored.
 */
import type { StoredEntry } from './store.ts';

const VOID = 0x80000000;
const RESTORED = 0x40000000;
const LENGTH = 0x3fffffff;
/** More than this and the next entry begins another row, so that reading a part of the log reads little beside it. */
export const MAX_ROW = 256 * 1024;

export function packRow(entries: readonly StoredEntry[]): Buffer {
	const size = entries.reduce((sum, { bytes }) => sum + 4 + bytes.length, 0);
	const row = Buffer.allocUnsafe(size);
	let at = 0;
	for (const entry of entries) {
		row.writeUInt32BE((entry.bytes.length | (entry.void ? VOID : 0) | (entry.restored ? RESTORED : 0)) >>> 0, at);
		row.set(entry.bytes, at + 4);
		at += 4 + entry.bytes.length;
	}
	return row;
}

/** The entries are views of the row. */
export function unpackRow(row: Uint8Array): StoredEntry[] {
	const entries: StoredEntry[] = [];
	const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
	for (let at = 0; at < row.length;) {
		const word = view.getUint32(at);
		const bytes = new Uint8Array(row.buffer, row.byteOffset + at + 4, word & LENGTH);
		entries.push({ bytes, void: (word & VOID) !== 0, restored: (word & RESTORED) !== 0 });
		at += 4 + bytes.length;
	}
	return entries;
}
