/**
 * What can still be read of a log, whole or not: each entry that opens, in order. Nothing is judged by its place in the chain, so that a fault
 * in one entry does not hide the others; what opens under the workspace's key was written by one of its devices.
 */
import { isParseError, KIND, parseEntry } from '../../../sync-server/protocol/codec.ts';
import type { Operation } from './operations.ts';
import type { Head } from './head.ts';
import type { WorkspaceHome } from './home.ts';
import type { WorkspaceKeys } from './keys.ts';
import { logEntries, openEntry } from './read-log.ts';
import { waitingItems } from './waiting-fold.ts';

export interface ReadableEntry {
	n: number;
	erasing: boolean;
	operations: Operation[];
	/** Entries before this one, since the last that was handed out, that are missing or do not open. */
	lost: number;
}

export interface Beside {
	/** Entries of the log; behind them stands what waits. */
	entries: number;
	/** Positions of void entries, which say nothing though they may open. */
	voids: ReadonlySet<number>;
	waiting: readonly Omit<ReadableEntry, 'n' | 'lost'>[];
}

/** What a log's head and outbox say beside its entries. */
export async function besideLog(home: Pick<WorkspaceHome, 'store' | 'vault'>, head: Pick<Head, 'log' | 'voids'>): Promise<Beside> {
	const waiting = (await waitingItems(home))?.full ?? [];
	return {
		entries: head.log.n,
		voids: new Set(head.voids),
		waiting: waiting.map(({ kind, operations }) => ({ erasing: kind === KIND.ERASE, operations }))
	};
}

/** @param from first position wanted; @param to position after the last */
export async function* readableEntries(
	home: Pick<WorkspaceHome, 'store' | 'vault' | 'keys'>,
	from = 0,
	to = Number.MAX_SAFE_INTEGER,
	beside?: Beside
): AsyncGenerator<ReadableEntry> {
	yield* entriesOfLog(home, from, beside ? Math.min(to, beside.entries) : to, beside?.voids);
	for (const [index, item] of (beside?.waiting ?? []).entries()) {
		const n = beside!.entries + index;
		if (n >= from && n < to) yield { n, ...item, lost: 0 };
	}
}

async function* entriesOfLog(
	{ store, vault, keys }: Pick<WorkspaceHome, 'store' | 'vault' | 'keys'>,
	from: number,
	to: number,
	voids: ReadonlySet<number> | undefined
): AsyncGenerator<ReadableEntry> {
	let next = from;
	for await (const rows of logEntries({ store, vault }, from, to)) {
		let lost = 0;
		for (const { key, bytes } of rows) {
			const n = key as number;
			lost += n - next;
			next = n + 1;
			const read = voids?.has(n) ? { erasing: false, operations: [] } : readEntry(keys, bytes);
			if (!read) {
				lost++;
				continue;
			}
			yield { n, ...read, lost };
			lost = 0;
		}
		if (lost > 0) yield { n: next - 1, erasing: false, operations: [], lost };
	}
}

/** Undefined for what is no entry or does not open. */
export function readEntry(keys: WorkspaceKeys, bytes: Uint8Array): Pick<ReadableEntry, 'erasing' | 'operations'> | undefined {
	const entry = parseEntry(bytes);
	if (isParseError(entry)) return undefined;
	const operations = openEntry(keys, entry);
	return operations && { erasing: entry.kind === KIND.ERASE, operations };
}
