/**
 * [Note: a save] Under the write lock a save reads the head from the database, folds its operations, and writes what follows from them in one
 * transaction: either all of it is there or nothing.
 *
 * While the log is this device's alone it gives the positions itself: the operations are sealed and signed as entries and judged by the same checks
 * every other device will use. In a shared log they wait in the outbox until they have a place, with the rows they change as if they had it.
 */
import { activeWriters } from '../../../sync-server/protocol/membership-state.ts';
import { KIND, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { advance, type LogState, type Verdict } from '../../../sync-server/protocol/position.ts';
import type { AeadKey } from '../crypto/brands.ts';
import type { Durability, Put } from '../storage/store.ts';
import { makeEntry, type Content, type Signatory } from './author.ts';
import { toHex } from './bytes.ts';
import { notesPut, readNotes } from './device-notes.ts';
import { epochKeysRow } from './epoch-keys.ts';
import { WorkspaceError } from './errors.ts';
import { markPut } from './hash-marks.ts';
import { logState, type OutboxHead } from './head.ts';
import { recordKey, type WorkspaceHome } from './home.ts';
import type { Changed, OpenBooks } from './open-books.ts';
import { encodeBatch } from './operations.ts';
import { mustSave } from './may-save.ts';
import { itemPut, keptPut, NO_OUTBOX, type FullItem } from './outbox.ts';
import { SUITE } from './read-log.ts';
import { encodeRecord } from './record-row.ts';
import type { Planned, PlannedOperations, Transaction } from './transaction.ts';
import { rowPosition } from './waiting-fold.ts';

/** Whether positions are given by somebody else: a relay, which is also where several devices may write. */
export function isShared(books: Pick<OpenBooks, 'head' | 'home'>): boolean {
	return books.head.shared === true || hasOthers(books);
}

function hasOthers({ head, home }: Pick<OpenBooks, 'head' | 'home'>): boolean {
	const { membership } = head.log;
	if (!membership) return false;
	const own = toHex(home.keys.device.id);
	const writers = activeWriters(membership).map(({ devId }) => toHex(devId));
	return writers.includes(own) && writers.length > 1;
}

/** The entries take their places at once. */
export async function saveHere(books: OpenBooks, transaction: Transaction, durability: Durability): Promise<Changed> {
	const { home, head } = books;
	const { vault, keys } = home;
	mustSave(books, transaction.planned);
	let state = logState(head);
	const puts: Put[] = [];
	const hashes: [number, Uint8Array][] = [];
	for (const planned of transaction.planned) {
		const entry = entryFor(home, planned, state);
		const step = advance(state, entry, SUITE);
		if (step.verdict !== 'accepted') throw refusedEntry(step.verdict);
		puts.push({ table: 'log', ws: vault.ws, key: state.n, bytes: entry as Put['bytes'] });
		state = { ...step.state, rAt: (n) => (n === step.state.n - 1 ? step.state.R : undefined) };
		const mark = markPut(vault, state.n, state.R);
		if (mark) puts.push(mark);
		hashes.push([state.n, state.R]);
	}
	// A log that was shared once is known by its end from then on.
	const notes = head.voids && (await readNotes(home));
	if (notes) puts.push(notesPut(vault, { ...notes, n: state.n, R: state.R }));
	puts.push(...recordPuts(home, transaction));
	if (state.membership?.epoch !== head.log.membership?.epoch) puts.push(epochKeysRow(vault, keys));
	const changed = await books.write(
		{
			puts,
			rows: [...transaction.rows.values()],
			head: {
				...head,
				refusals: transaction.refusals.length > 0 ? [...head.refusals, ...transaction.refusals] : head.refusals,
				log: { n: state.n, R: state.R, membership: state.membership, perDevice: state.perDevice },
				ledger: transaction.ledger
			},
			sweep: transaction.planned.some(({ kind }) => kind === KIND.ERASE),
			ids: [...transaction.records.keys()]
		},
		durability
	);
	for (const [n, R] of hashes) books.marks.push(n, R);
	return changed;
}

/** The operations wait for their places. */
export async function saveWaiting(books: OpenBooks, transaction: Transaction, durability: Durability): Promise<Changed> {
	const { home, head, outbox } = books;
	const { vault } = home;
	mustSave(books, transaction.planned);
	const before: OutboxHead = head.outbox ?? NO_OUTBOX;
	const items = (transaction.planned as PlannedOperations[]).map(({ kind, operations, touches, changes, usesLedger }, index): FullItem => ({
		key: before.next + index,
		kind,
		operations,
		touches: [...touches],
		changes: [...changes],
		usesLedger
	}));
	const puts = items.map((item) => itemPut(vault, item));
	const kept = outbox.changed;
	const rows = [...transaction.rows.values()];
	for (const id of new Set(items.flatMap(({ changes }) => [...changes]))) {
		if (kept.has(id)) continue;
		const lists = rows.filter((row) => row.id === id).map(({ list }) => list);
		puts.push(keptPut(vault, id, { n: rowPosition(books.projection, lists, id), lists, state: transaction.before(id) }));
	}
	puts.push(...recordPuts(home, transaction));
	const ledger = before.ledger ?? (transaction.ledger !== head.ledger ? head.ledger : undefined);
	const changed = await books.write(
		{
			puts,
			rows,
			head: {
				...head,
				ledger: transaction.ledger,
				outbox: { ...before, next: before.next + items.length, count: before.count + items.length, ledger }
			},
			sweep: items.some(({ kind }) => kind === KIND.ERASE),
			ids: [...transaction.records.keys()]
		},
		durability
	);
	for (const item of items) outbox.add(item);
	for (const tell of books.waiting) tell();
	return changed;
}

/** An entry for a place behind `state`, by this device or by the one the plan names, which has read the log as far as `seen`. */
export function entryFor(
	{ keys }: Pick<WorkspaceHome, 'keys'>,
	planned: Planned,
	state: LogState,
	seen: Pick<LogState, 'n' | 'R'> = state
): Uint8Array {
	const { wsId, dataKey } = keys;
	const device: Signatory = ('author' in planned && planned.author) || keys.device;
	const epoch = state.membership?.epoch ?? 0;
	const mine = state.perDevice.get(toHex(device.id));
	const place = { wsId, devSeq: (mine?.seq ?? -1) + 1, prevDev: mine?.prev ?? ZERO32, seenN: seen.n - 1, seenR: seen.R, epoch };
	return makeEntry(
		device,
		place,
		planned.kind,
		contentOf(planned, () => dataKey(epoch))
	);
}

/** A device that was never admitted, or was revoked, can read and not write. Everything else would be a fault in this program. */
export function refusedEntry(verdict: Exclude<Verdict, 'accepted'>): Error {
	if ('void' in verdict && verdict.void === 'author') return new WorkspaceError('read-only');
	return new Error('this device made an entry that its own checks refuse');
}

function recordPuts({ vault }: Pick<WorkspaceHome, 'vault'>, { records }: Transaction): Put[] {
	return [...records].map(([id, record]) => vault.seal('record', recordKey(vault, id), encodeRecord(record)));
}

function contentOf(planned: Planned, key: () => AeadKey): Content {
	if ('operations' in planned) return { plain: encodeBatch(planned.operations), key: key() };
	return planned.sealed ? { clear: planned.clear, plain: planned.sealed, key: key() } : { clear: planned.clear };
}
