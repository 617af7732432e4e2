/**
 * Cuts a shared log back to where it was one with the branch its user has chosen. What this device wrote in the branch given up waits again under its
 * own ids, before what has been waiting; all else in it was others', who send theirs themselves.
 */
import { entryHash, holdsOperations, isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { blake2b } from '../crypto/derive.ts';
import type { Delete, Put } from '../storage/store.ts';
import { ownLeases } from './branch.ts';
import { equalBytes } from './bytes.ts';
import { notesPut, readNotes, type Made } from './device-notes.ts';
import { WorkspaceError } from './errors.ts';
import { marksBehind } from './hash-marks.ts';
import { headKey } from './home.ts';
import type { OpenBooks } from './open-books.ts';
import { itemPut, type FullItem, type ItemKind } from './outbox.ts';
import { openEntry } from './read-log.ts';

const ROWS_AT_ONCE = 500;

/** Under the write lock. */
export async function rewound(books: OpenBooks, n: number): Promise<void> {
	const { home, head, outbox, marks } = books;
	const { store, vault } = home;
	await outbox.sync(head.outbox);
	const notes = await readNotes(home);
	if (!notes?.shared || n <= 0 || n > head.log.n) throw new WorkspaceError('invalid', { field: 'n' });
	if (n === head.log.n) return;
	await marks.load([n], head.log.n);
	const R = marks.at(n);
	if (!R) throw new WorkspaceError('log-broken', { detail: `${n} entry-missing` });

	const { items, made, deletes } = await cutEntries(books, n);
	const leases = [...(notes.choice?.leases ?? []), ...(await ownLeases(books, n))];
	const choice = notes.choice || leases.length > 0 ? { repeat: [], ...notes.choice, leases } : undefined;
	const waiting = await outbox.read(outbox.items.map(({ key }) => key));
	const before = head.outbox?.next ?? 0;
	const puts: Put[] = [...items, ...waiting].map((item, index) => itemPut(vault, { ...item, key: before + index }));
	for (const { key } of waiting) deletes.push({ table: 'outbox', ws: vault.ws, key });
	deletes.push({ table: 'meta', ws: vault.ws, key: headKey(vault) }, ...marksBehind(vault, n, head.log.n));
	// The other branch may hold entries of this device that lie in both.
	puts.push(notesPut(vault, { ...notes, n, R, step: head.step + 1, made: [...made, ...notes.made], ...(choice && { choice }) }));
	await store.write({ puts, deletes }, 'strict');
	await books.rebuild();
}

async function cutEntries({ home, head }: OpenBooks, n: number) {
	const { store, vault, keys } = home;
	const voids = new Set(head.voids);
	const items: Omit<FullItem, 'key'>[] = [];
	const made: Made[] = [];
	const deletes: Delete[] = [];
	for (let from = n; from < head.log.n; from += ROWS_AT_ONCE) {
		for (const { key, bytes } of await store.range('log', vault.ws, from, Math.min(from + ROWS_AT_ONCE, head.log.n), ROWS_AT_ONCE)) {
			deletes.push({ table: 'log', ws: vault.ws, key });
			const entry = parseEntry(bytes);
			if (isParseError(entry) || voids.has(key as number) || !equalBytes(entry.devId, keys.device.id)) continue;
			made.push({ seq: entry.devSeq, hash: entryHash(blake2b, bytes) });
			const operations = holdsOperations(entry.kind) ? openEntry(keys, entry) : undefined;
			if (operations) items.push({ kind: entry.kind as ItemKind, operations, touches: [], changes: [], usesLedger: false });
		}
	}
	return { items, made, deletes };
}
