/**
 * Entries for a log that others write to as well. Each stands on the head this device has verified and on its own entry before, and takes whatever
 * place it gets; so several can be under way, each built on the one before it. All are noted before they leave. [Note: entries made]
 */
import { entryHash, KIND } from '../../../sync-server/protocol/codec.ts';
import { advance, type LogState } from '../../../sync-server/protocol/position.ts';
import { blake2b } from '../crypto/derive.ts';
import { equalBytes, toHex } from './bytes.ts';
import { notesPut, readNotes, unsettled, type Made } from './device-notes.ts';
import { WorkspaceError } from './errors.ts';
import { whyNoRecords } from './may-save.ts';
import type { OpenBooks } from './open-books.ts';
import { isDamaged, type Item } from './outbox.ts';
import { SUITE } from './read-log.ts';
import { entryFor, refusedEntry } from './save.ts';
import type { Planned } from './transaction.ts';

/** Plaintext of the operations that go into one entry, unless one item has more. */
const ENTRY_BYTES = 128 * 1024;
const ENTRY_OPERATIONS = 2000;

/** Entries made since the last `discard` that have not come back. In memory only: what a closed tab had under way is made anew. */
export interface Flight {
	/** As the log would be with them, for who makes the next. */
	state: LogState;
	entries: (Made & { items: readonly number[]; isMembership: boolean })[];
}

/**
 * Entries for what waits, and behind it for `planned`. Those of waiting operations take at most `maxBytes` together, but for a first one that is
 * larger. Under the write lock.
 */
export async function makeEntries(books: OpenBooks, maxBytes: number, planned: readonly Planned[] = []): Promise<Uint8Array[]> {
	const { home, head } = books;
	const notes = await readNotes(home);
	const { membership } = head.log;
	const admitted = membership?.devices.get(books.device)?.active === true;
	const mayWrite = notes?.shared && !notes.copy && !notes.alone && !books.broken && membership;
	// A device that is not admitted may send the entry that admits it.
	if (planned.length > 0 && !mayWrite) throw new WorkspaceError('read-only');
	if (!mayWrite || (!admitted && planned.length === 0)) return [];
	// [Note: a branch chosen] Until the log says what it is to say, nothing goes before it.
	const underWay = books.flight ?? nothingUnderWay(head.log);
	// Nor behind what takes this device the right to: its person is leaving, or makes himself a viewer.
	const mayFollow = !whyNoRecords(books) && !whyNoRecords(books, underWay.state.membership);
	const sendsWaiting = admitted && !notes.choice && mayFollow && home.keys.hasEpoch(membership.epoch);
	const { made, flight } = await make(books, underWay, sendsWaiting, maxBytes, planned);
	// What was damaged while it waited is in the rows and will never be in the log: they are made again without it.
	if (isDamaged(books)) await books.rebuild();
	if (made.length === 0) return [];
	const { entries } = flight;
	const all = [...notes.made, ...entries.filter((entry) => !notes.made.some((known) => isSame(known, entry)))];
	const kept = unsettled(
		all.map(({ seq, hash }) => ({ seq, hash })),
		head.log,
		books.device
	);
	await home.store.write({ puts: [notesPut(home.vault, { ...notes, made: kept })] }, 'strict');
	books.flight = flight;
	return made;
}

/**
 * What waits as entries behind the head, for a copy of the books that has to stand alone. They are not noted and never leave for the relay. Empty where
 * this device may not write.
 */
export async function entriesOfWaiting(books: OpenBooks): Promise<Uint8Array[]> {
	const { log, copy } = books.head;
	if (copy || log.membership?.devices.get(books.device)?.active !== true) return [];
	const sends = !whyNoRecords(books) && books.home.keys.hasEpoch(log.membership.epoch);
	return (await make(books, nothingUnderWay(log), sends, Number.MAX_SAFE_INTEGER, [])).made;
}

function nothingUnderWay(log: OpenBooks['head']['log']): Flight {
	return { state: { ...log, rAt: (n: number) => (n === log.n - 1 ? log.R : undefined) }, entries: [] };
}

async function make(
	books: OpenBooks,
	flight: Flight,
	sendsWaiting: boolean,
	maxBytes: number,
	planned: readonly Planned[]
): Promise<{ made: Uint8Array[]; flight: Flight }> {
	const { home, head, outbox } = books;
	const seen = head.log;
	const made: Uint8Array[] = [];
	let { state } = flight;
	const entries = [...flight.entries];
	const add = (plan: Planned, items: readonly number[]): number => {
		const bytes = entryFor(home, plan, state, seen);
		const step = advance(state, bytes, SUITE);
		if (step.verdict !== 'accepted') throw refusedEntry(step.verdict);
		state = step.state;
		made.push(bytes);
		if (step.entry && toHex(step.entry.devId) === books.device)
			entries.push({ seq: step.entry.devSeq, hash: entryHash(blake2b, bytes), items, isMembership: !('operations' in plan) });
		return bytes.length;
	};
	const underWay = new Set(entries.flatMap(({ items }) => items));
	const waiting = sendsWaiting ? outbox.items.filter(({ key }) => !underWay.has(key)) : [];
	let size = 0;
	for (const batch of batches(waiting)) {
		const bytes = batch.reduce((sum, item) => sum + item.bytes, 0);
		if (made.length > 0 && size + bytes > maxBytes) break;
		const full = await outbox.read(batch.map(({ key }) => key));
		if (full.length === 0) continue;
		const operations = full.flatMap((item) => item.operations);
		const keys = full.map(({ key }) => key);
		size += add({ kind: batch[0]!.kind, operations, touches: new Set(), changes: new Set(), usesLedger: false }, keys);
	}
	for (const plan of planned) add(plan, []);
	return { made, flight: { state, entries } };
}

/** After entries were taken: what came back is under way no more. Where the device's sequence went on with another entry, nothing that is under way can follow it. */
export function landed(
	flight: Flight | undefined,
	own: readonly Made[],
	log: Pick<LogState, 'n' | 'R' | 'membership' | 'perDevice'>,
	device: string
): Flight | undefined {
	if (!flight) return undefined;
	const settled = log.perDevice.get(device)?.seq ?? -1;
	const past = flight.entries.filter(({ seq }) => seq <= settled);
	const expected = past.every((entry) => own.some((each) => isSame(each, entry)));
	const entries = flight.entries.filter(({ seq }) => seq > settled);
	if (!expected || entries.length === 0) return undefined;
	const perDevice = new Map(log.perDevice);
	const last = flight.state.perDevice.get(device);
	if (last) perDevice.set(device, last);
	const state: LogState = { ...log, perDevice, rAt: (n) => (n === log.n - 1 ? log.R : undefined) };
	return { state: entries.some(({ isMembership }) => isMembership) ? { ...state, membership: flight.state.membership } : state, entries };
}

function isSame(a: Made, b: Made): boolean {
	return a.seq === b.seq && equalBytes(a.hash, b.hash);
}

function* batches(items: readonly Item[]): Generator<Item[]> {
	let batch: Item[] = [];
	let bytes = 0;
	let operations = 0;
	for (const item of items) {
		const fits =
			batch.length > 0 &&
			batch[0]!.kind === item.kind &&
			item.kind === KIND.DATA &&
			// A number given has an entry of its own: it can be shown to others without anything beside it.
			!batch[0]!.usesLedger &&
			!item.usesLedger &&
			bytes + item.bytes <= ENTRY_BYTES &&
			operations + item.opIds.length <= ENTRY_OPERATIONS;
		if (!fits && batch.length > 0) {
			yield batch;
			[batch, bytes, operations] = [[], 0, 0];
		}
		batch.push(item);
		bytes += item.bytes;
		operations += item.opIds.length;
	}
	if (batch.length > 0) yield batch;
}
