/**
 * A record's state as bytes, before it is sealed:
 *
 *     row = headLen4 head liveLen4 live frozen        head = JSON of all that is no byte string
 */
import { concat, utf8 } from '../crypto/derive.ts';
import type { RecordState } from './registry.ts';
import { decodeJson, encodeJson } from './json.ts';

interface Head {
	type: string;
	schema: number;
	facts: RecordState['facts'];
	removed?: boolean;
	removedOn?: string;
	moves?: RecordState['moves'];
	erased?: RecordState['erased'];
	has: { live: boolean; frozen: boolean };
}

export function encodeRecord({ type, schema, facts, removed, removedOn, moves, erased, live, frozen }: RecordState): Uint8Array {
	const head = encodeJson({
		type,
		schema,
		facts,
		removed,
		removedOn,
		moves,
		erased,
		has: { live: live !== undefined, frozen: frozen !== undefined }
	} satisfies Head);
	return concat([length(head), head, length(live), live ?? utf8(''), frozen ?? utf8('')]);
}

export function decodeRecord(bytes: Uint8Array): RecordState {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const headEnd = 4 + view.getUint32(0);
	const liveEnd = headEnd + 4 + view.getUint32(headEnd);
	const { has, ...state } = decodeJson<Head>(bytes.subarray(4, headEnd));
	return {
		...state,
		...(has.live && { live: bytes.slice(headEnd + 4, liveEnd) }),
		...(has.frozen && { frozen: bytes.slice(liveEnd) })
	};
}

function length(bytes: Uint8Array | undefined): Uint8Array {
	const field = new Uint8Array(4);
	new DataView(field.buffer).setUint32(0, bytes?.length ?? 0);
	return field;
}
