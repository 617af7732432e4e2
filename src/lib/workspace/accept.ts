/**
 * Takes entries from the relay: judged, folded under what waits, and stored with all that follows from them in one transaction. Inside the write lock.
 */
import type { Suite } from '../../../sync-server/protocol/position.ts';
import type { Put } from '../storage/store.ts';
import type { Accepted } from '../sync/port.ts';
import { equalBytes } from './bytes.ts';
import { notesPut, readNotes, unsettled, type DeviceNotes } from './device-notes.ts';
import { epochKeysRow } from './epoch-keys.ts';
import { WorkspaceError } from './errors.ts';
import { markPut } from './hash-marks.ts';
import { quarantined, type Head } from './head.ts';
import { judge, type Judgement } from './judge.ts';
import { missingEntry } from './log-end.ts';
import { landed } from './making.ts';
import type { Changed, OpenBooks } from './open-books.ts';
import { SUITE } from './read-log.ts';
import { rebase } from './rebase.ts';
import { RowsDamaged } from './rows-damaged.ts';

export interface Taken {
	accepted: Accepted;
	changed?: Changed;
}

/** @param R the rolling hash that came with the last of the entries */
export async function acceptEntries(
	books: OpenBooks,
	from: number,
	entries: readonly Uint8Array[],
	R: Uint8Array,
	suite: Suite = SUITE
): Promise<Taken> {
	await books.follow();
	await books.outbox.sync(books.head.outbox);
	if (!books.broken && !books.counted) books.broken = await missingEntry(books.home, books.head.log.n);
	books.counted = true;
	if (books.broken) throw new WorkspaceError('log-broken', { detail: `${books.broken.n} ${books.broken.why}` });
	const notes = await readNotes(books.home);
	if (!notes?.shared || notes.alone) throw new WorkspaceError('invalid', { detail: 'not-shared' });
	const { n } = books.head.log;
	if (from > n) return { accepted: { n } };
	const known = await sameAsStored(books, from, entries);
	if (known !== 'same') return { accepted: { n, stop: 'fork' } };
	const fresh = entries.slice(n - from);
	if (fresh.length === 0) return { accepted: { n } };

	const { keys } = books.home;
	const epochsBefore = keys.known().length;
	const judged = await judge(books.head.log, fresh, R, { keys, marks: books.marks, made: notes.made, suite });
	const answer: Accepted = {
		n: judged.state.n,
		...(judged.stop && { stop: judged.stop }),
		...(judged.witness && { witness: judged.witness }),
		...(judged.sealed.length > 0 && { quarantined: judged.sealed.length }),
		...(judged.voids.length > 0 && { voids: judged.voids.length }),
		...(judged.badSignature && { badSignature: judged.badSignature })
	};
	if (judged.taken.length === 0) return { accepted: answer };
	const changed = await store(books, notes, judged);
	// A key that came late may open what was set aside, each in its place.
	if (books.head.quarantine && keys.known().length > epochsBefore && judged.sealed.length === 0) {
		await books.rebuild();
		return { accepted: answer, changed: { lists: [...books.projection.names()], ids: [] } };
	}
	return { accepted: answer, changed };
}

/** Entries the device has already are the ones it has. */
async function sameAsStored({ home, head }: OpenBooks, from: number, entries: readonly Uint8Array[]): Promise<'same' | 'other'> {
	const { n } = head.log;
	const count = Math.min(entries.length, n - from);
	if (count === 0) return 'same';
	const rows = await home.store.range('log', home.vault.ws, from, from + count, count);
	return rows.length === count && rows.every(({ bytes }, index) => equalBytes(bytes, entries[index]!)) ? 'same' : 'other';
}

async function store(books: OpenBooks, notes: DeviceNotes, judged: Judgement): Promise<Changed> {
	const { home, head } = books;
	const { vault, keys } = home;
	const { state } = judged;
	const log = { n: state.n, R: state.R, membership: state.membership, perDevice: state.perDevice };
	const copy = judged.stop === 'copy' || notes.copy === true;
	const puts: Put[] = [];
	judged.taken.forEach((bytes, index) => {
		const n = head.log.n + index;
		puts.push({ table: 'log', ws: vault.ws, key: n, bytes: bytes as Put['bytes'] });
		const mark = markPut(vault, n + 1, judged.hashes[index]!);
		if (mark) puts.push(mark);
	});
	const made = unsettled(notes.made, log, books.device);
	puts.push(notesPut(vault, { ...notes, n: log.n, R: log.R, made, ...(copy && { copy: true as const }) }));
	if (log.membership?.epoch !== head.log.membership?.epoch) puts.push(epochKeysRow(vault, keys));

	const rebased = await rebasing(books, judged, log);
	const quarantine = quarantined(head.quarantine, judged.sealed);
	const next: Omit<Head, 'step' | 'projection'> = {
		...head,
		log,
		shared: true,
		ledger: rebased.ledger,
		refusals: [...head.refusals, ...rebased.refusals],
		words: new Map([...(head.words ?? []), ...judged.words]),
		voids: [...(head.voids ?? []), ...judged.voids],
		...(copy && { copy: true as const }),
		...(quarantine && { quarantine }),
		...(rebased.outbox && { outbox: rebased.outbox })
	};
	const erased = judged.read.some(({ operations }) => operations.some(({ action }) => action === 'erase'));
	const changed = await books.write(
		{ puts: [...puts, ...rebased.puts], deletes: rebased.deletes, rows: rebased.rows, head: next, sweep: erased, ids: rebased.ids },
		'relaxed'
	);
	rebased.apply();
	judged.hashes.forEach((R, index) => books.marks.push(head.log.n + index + 1, R));
	books.flight = landed(books.flight, judged.own, log, books.device);
	return changed;
}

async function rebasing(books: OpenBooks, judged: Judgement, log: Head['log']) {
	try {
		return await rebase(books, judged.read, log);
	} catch (error) {
		if (!(error instanceof RowsDamaged)) throw error;
		await books.rebuild();
		return rebase(books, judged.read, log);
	}
}
