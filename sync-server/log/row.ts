/**
 * Entries of one workspace that were committed together share one row: for each a length of 4 bytes, then the entry. The two highest bits of
 * the length say that the entry is void, and that it was restored.
 */
import type { Run, StoredEntry } from './store.ts';

const VOID = 0x80000000;
const RESTORED = 0x40000000;
const LENGTH = 0x3fffffff;
/** More than this and the next entry begins another row, so that reading a part of the log reads little beside it. */
export const MAX_ROW = 256 * 1024;

/** A run as it is written: its rows one behind the other in the buffer of all runs of the commit. */
export interface PackedRun {
	wsId: Uint8Array;
	from: number;
	count: number;
	R: Uint8Array;
	/** Bytes of the entries. */
	size: number;
	rows: { n: number; at: number; end: number }[];
}

/** One buffer for all of a commit, so that it can be handed to another thread whole. */
export function packRuns(runs: readonly Run[]): { packed: PackedRun[]; buffer: Buffer } {
	let total = 0;
	for (const { entries } of runs) for (const { bytes } of entries) total += 4 + bytes.length;
	const buffer = Buffer.from(new ArrayBuffer(total));
	const packed: PackedRun[] = [];
	let at = 0;
	for (const { wsId, from, R, entries } of runs) {
		const run: PackedRun = { wsId, from, count: entries.length, R, size: 0, rows: [] };
		let row = { n: from, at, end: at };
		for (const [i, entry] of entries.entries()) {
			if (row.end > row.at && row.end - row.at + entry.bytes.length > MAX_ROW) {
				run.rows.push(row);
				row = { n: from + i, at, end: at };
			}
			buffer.writeUInt32BE((entry.bytes.length | (entry.void ? VOID : 0) | (entry.restored ? RESTORED : 0)) >>> 0, at);
			buffer.set(entry.bytes, at + 4);
			at += 4 + entry.bytes.length;
			row.end = at;
			run.size += entry.bytes.length;
		}
		run.rows.push(row);
		packed.push(run);
	}
	return { packed, buffer };
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
