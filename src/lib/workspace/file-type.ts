/**
 * A file that came from other books: records go on naming it by the address it had there, which stands in documents that never change; here it
 * lies in a pack of its own. The record's id is the first half of that address.
 */
import { getBlob, putBlob, type BlobHome } from './blobs.ts';
import { WorkspaceError } from './errors.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { RecordState, RecordType } from './registry.ts';
import type { Transaction } from './transaction.ts';

export interface FileName {
	/** Address by which records name it, hexadecimal. */
	id: string;
	/** Address of the pack here. */
	pack: string;
}

export const FILE_TYPE: RecordType = {
	type: 'file',
	schema: 1,
	fold(state, operation) {
		if (state) return { state, rows: [], refused: 'already-issued' };
		if (operation.action !== 'put') return { state, rows: [], refused: 'unreadable' };
		return { state: { type: 'file', schema: 1, frozen: operation.body, facts: [] }, rows: [] };
	}
};

/** Stores bytes that records of this save will name by `id`. */
export async function putNamedFile(home: BlobHome, transaction: Transaction, id: string, bytes: Uint8Array, epoch: number): Promise<void> {
	const pack = await putBlob(home, bytes, epoch);
	await transaction.add('file', recordIdOf(id), 'put', encodeJson({ id, pack } satisfies FileName));
}

/** Throws like `getBlob`. */
export async function getFile(home: BlobHome, read: (id: string) => Promise<RecordState | undefined>, id: string): Promise<Uint8Array> {
	try {
		return await getBlob(home, id);
	} catch (cause) {
		const elsewhere = cause instanceof WorkspaceError && cause.code === 'not-found' ? await read(recordIdOf(id)) : undefined;
		const named = elsewhere?.type === 'file' && elsewhere.frozen ? decodeJson<FileName>(elsewhere.frozen) : undefined;
		if (named?.id !== id) throw cause;
		return getBlob(home, named.pack);
	}
}

export function recordIdOf(address: string): string {
	return address.slice(0, 32);
}
