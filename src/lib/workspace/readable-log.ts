/**
 * What can still be read of a log, whole or not: each entry that opens, in order. Nothing is judged by its place in the chain, so that a fault
 * in one entry does not hide the others; what opens under the workspace's key was written by one of its devices.
 */
import { isParseError, KIND, parseEntry } from '../../../sync-server/protocol/codec.ts';
import type { Operation } from './operations.ts';
import type { WorkspaceHome } from './home.ts';
import type { WorkspaceKeys } from './keys.ts';
import { openEntry } from './read-log.ts';

const ROWS_AT_ONCE = 500;

export interface ReadableEntry {
	n: number;
	erasing: boolean;
	operations: Operation[];
	/** Entries before this one, since the last that was handed out, that are missing or do not open. */
	lost: number;
}

/** @param from first position wanted; @param to position after the last */
export async function* readableEntries(
	{ store, vault, keys }: Pick<WorkspaceHome, 'store' | 'vault' | 'keys'>,
	from = 0,
	to = Number.MAX_SAFE_INTEGER
): AsyncGenerator<ReadableEntry> {
	let next = from;
	for (;;) {
		const rows = await store.range('log', vault.ws, next, to, ROWS_AT_ONCE);
		let lost = 0;
		for (const { key, bytes } of rows) {
			const n = key as number;
			lost += n - next;
			next = n + 1;
			const read = readEntry(keys, bytes);
			if (!read) {
				lost++;
				continue;
			}
			yield { n, ...read, lost };
			lost = 0;
		}
		if (lost > 0) yield { n: next - 1, erasing: false, operations: [], lost };
		if (rows.length < ROWS_AT_ONCE) return;
	}
}

/** Undefined for what is no entry or does not open. */
export function readEntry(keys: WorkspaceKeys, bytes: Uint8Array): Pick<ReadableEntry, 'erasing' | 'operations'> | undefined {
	const entry = parseEntry(bytes);
	if (isParseError(entry)) return undefined;
	const operations = openEntry(keys, entry);
	return operations && { erasing: entry.kind === KIND.ERASE, operations };
}
