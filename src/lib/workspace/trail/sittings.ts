/**
 * A form saves itself every few seconds: what one device wrote in one record, one save after the other, is one sitting. It ends where another device
 * writes in the record, where something else happens to it, after half an hour without a save, and with its slice of the log.
 */
import { toHex } from '../bytes.ts';
import type { Operation } from '../operations.ts';
import { SLICE } from './entries.ts';

/** One operation on a record, as far as sittings go. */
export interface Mark {
	n: number;
	by: string;
	at?: number | undefined;
	/** It edits; whatever else is done to a record stands alone. */
	edits: boolean;
	standing: string;
	/** One of many records that were saved together. */
	bulk: boolean;
}

/** Minutes. */
const LONGEST_PAUSE = 30;
/** Whoever saves more records at once brings them from a file. */
const MOST_RECORDS = 8;

export function isBulk(operations: readonly Pick<Operation, 'recordId'>[]): boolean {
	return operations.length > MOST_RECORDS && new Set(operations.map(({ recordId }) => toHex(recordId))).size > MOST_RECORDS;
}

/** Whether `next`, the first operation on its record after `last`, belongs to the same sitting. */
export function goesOn(last: Mark, next: Mark): boolean {
	if (last.bulk || next.bulk || !last.edits || !next.edits || last.by !== next.by || last.standing !== next.standing) return false;
	if (Math.floor(last.n / SLICE) !== Math.floor(next.n / SLICE)) return false;
	if (last.n === next.n || last.at === undefined || next.at === undefined) return last.at === next.at || last.n === next.n;
	return Math.abs(next.at - last.at) <= LONGEST_PAUSE;
}
