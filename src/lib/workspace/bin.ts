/**
 * [Note: bin and erasure] A removed record rests in the bin: out of its list, whole, and back with one operation. An erased one is gone: its body,
 * rows and search texts are dropped by every device that reads the erasure, a rebuild does not bring it back, and nothing said of it later
 * takes effect. What stays until a checkpoint leaves it out is the sealed entries in the log.
 *
 *     body of `remove` and `erase` = canonical JSON { "on": calendar date }, or empty where the date was not noted
 *
 * Operations can come twice: sent again after a fork, or by somebody who has read them and wants an old one back. So the record remembers which
 * moved it into the bin and out of it, and none does so twice; and an edit takes it out only where it says something that the record did not hold.
 *
 * Erasures stand in entries of kind ERASE, alone, so that who may not erase cannot hide one among other operations. What never changes (issued
 * documents, payments) has to be kept by law and is not erased. The date is what the author's calendar said; the fold compares it with nothing.
 */
import { toHex } from './bytes.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { Operation } from './operations.ts';
import type { ListShape } from './lists/shape.ts';
import type { FoldResult, RecordState, RecordType, RowChange } from './registry.ts';

/** The list of what was removed. */
export const BIN = 'bin';
export const BIN_LIST: ListShape = { list: BIN, columns: { type: 'value', title: 'text', on: 'date' }, ties: ['title'] };

/** Row of the bin. `title` is what the person called it; `on` the day it was removed, empty where that was not noted. */
export interface BinEntry {
	id: string;
	type: string;
	title: string;
	on: string;
}

export function datedBody(on: string): Uint8Array {
	return on === '' ? new Uint8Array(0) : encodeJson({ on });
}

function dateOf(body: Uint8Array): string {
	if (body.length === 0) return '';
	try {
		const { on } = decodeJson<{ on?: unknown }>(body);
		return typeof on === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : '';
	} catch {
		return '';
	}
}

/** What a removal or a return from the bin adds to the result of the record's own fold. */
export function binChanges(
	type: RecordType,
	before: RecordState | undefined,
	result: FoldResult,
	operation: Operation,
	id: string
): FoldResult {
	const after = result.state;
	if (result.refused || !after) return result;
	const moves = [...(before?.moves ?? []), toHex(operation.opId)];
	if (after.removed && !before?.removed) {
		const on = dateOf(operation.body);
		const state = { ...after, moves, ...(on && { removedOn: on }) };
		return { ...result, state, rows: [...result.rows, ...binRow(type, id, state)] };
	}
	if (before?.removed && !after.removed) {
		const { removedOn: _, ...rest } = after;
		const state = { ...rest, moves };
		return { ...result, state, rows: [...result.rows, { list: BIN, id, row: undefined }] };
	}
	return result;
}

/** What the bin says of a record as it is. */
export function binRow(type: RecordType | undefined, id: string, state: RecordState): RowChange[] {
	const row: BinEntry = { id, type: state.type, title: type?.title?.(state) ?? '', on: state.removedOn ?? '' };
	return [{ list: BIN, id, row: state.removed ? row : undefined }];
}

/** Only what rests in the bin is erased. A tombstone of type and day stays, so that nothing written elsewhere meanwhile brings the record back. */
export function eraseRecord(state: RecordState | undefined, operation: Operation, id: string): FoldResult {
	const refuse = (refused: FoldResult['refused']): FoldResult => ({ state, rows: [], refused });
	if (state?.frozen) return refuse('kept');
	if (!state?.removed || state.type !== operation.type) return refuse('not-in-bin');
	const { type, schema } = state;
	const rows: RowChange[] = [{ list: BIN, id, row: undefined }];
	return { state: { type, schema, facts: [], erased: { on: dateOf(operation.body) } }, rows };
}
