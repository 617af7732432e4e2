/** What follows from choosing between two branches, kept until the log says it. [Note: a branch chosen] */
import { parseClear, type SeriesLeaseClear } from '../../../sync-server/protocol/clear.ts';
import { isParseError, KIND, parseEntry } from '../../../sync-server/protocol/codec.ts';
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { mayChoose } from './branch.ts';
import { equalBytes, toHex } from './bytes.ts';
import { notesPut, readNotes, type Choice } from './device-notes.ts';
import type { OpenBooks } from './open-books.ts';
import { mayRepeat, type Removal } from './removals.ts';
import type { Transaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

const ROWS_AT_ONCE = 500;

/** Behind what an earlier choice still has to say, unless it is the same one made anew. Under the write lock. */
export async function keepChoice({ home }: Pick<OpenBooks, 'home'>, choice: Choice): Promise<void> {
	const notes = await readNotes(home);
	if (!notes) return;
	const before = notes.choice;
	const isAnew = before?.fork && choice.fork && before.fork.n === choice.fork.n && equalBytes(before.fork.lostR, choice.fork.lostR);
	const earlier = before?.repeat.slice(0, isAnew ? (before.earlier ?? 0) : undefined) ?? [];
	const repeat = [...earlier, ...choice.repeat];
	const leases = [...(before?.leases ?? []), ...choice.leases];
	const next: Choice = { ...choice, repeat, leases, ...(earlier.length > 0 && { earlier: earlier.length }) };
	await home.store.write({ puts: [notesPut(home.vault, { ...notes, choice: next })] }, 'strict');
}

/** It came to nothing: what was still to be said before it is all that is left. Under the write lock. */
async function withdrawChoice({ home }: Pick<OpenBooks, 'home'>): Promise<Choice | undefined> {
	const notes = await readNotes(home);
	if (!notes?.choice) return undefined;
	const { repeat, leases, earlier = 0 } = notes.choice;
	if (earlier === 0 && leases.length === 0) {
		await forgetChoice({ home });
		return undefined;
	}
	const choice: Choice = { repeat: repeat.slice(0, earlier), leases, ...(earlier > 0 && { earlier }) };
	await home.store.write({ puts: [notesPut(home.vault, { ...notes, choice })] }, 'strict');
	return choice;
}

/** Under the write lock. */
export async function forgetChoice({ home }: Pick<OpenBooks, 'home'>): Promise<void> {
	const notes = await readNotes(home);
	if (!notes?.choice) return;
	const { choice: _, ...rest } = notes;
	await home.store.write({ puts: [notesPut(home.vault, rest)] }, 'strict');
}

/**
 * Says in the log, which is live, what is still to be said: devices and members are put out again, series leased again where nobody has them, and that this branch
 * was chosen. Then what waits is sent. Cut short, it is done again the next time; what is in the log by then is left out.
 */
export async function finishChoice(workspace: Workspace, repeat: (removal: Removal) => Promise<void>): Promise<void> {
	const { books } = workspace;
	const choice = await books.home.locked(async () => {
		const kept = (await readNotes(books.home))?.choice;
		// It came to nothing: the relay shows this log again, and it was not cut.
		return kept?.fork && (await isHere(books, kept.fork)) ? withdrawChoice(books) : kept;
	});
	if (!choice) return;
	const { fork } = choice;
	for (const removal of choice.repeat) if (mayRepeat(workspace.membership, books.device, removal)) await repeat(removal);
	await workspace.save((transaction) => say(books, choice, transaction), 'strict');
	await books.home.locked(async () => {
		const now = (await readNotes(books.home))?.choice;
		// Unless another one was made meanwhile.
		if (now && toHex(now.fork?.lostR ?? new Uint8Array(0)) === toHex(fork?.lostR ?? new Uint8Array(0))) await forgetChoice(books);
	});
	for (const tell of books.waiting) tell();
}

/** What the log itself is to say. */
export async function say(
	books: OpenBooks,
	{ leases, fork }: Choice,
	transaction: Pick<Transaction, 'membership' | 'planned'>
): Promise<void> {
	const { membership, n } = books.head.log;
	for (const lease of leasesToRepeat(leases, membership)) transaction.membership(lease);
	if (!fork || !mayChoose(membership, books.device) || (await isSaid(books, fork))) return;
	// The branch given up may be longer than this one by its first entry: a choice stands behind as many.
	if (n + transaction.planned.length < fork.n) transaction.membership({ kind: KIND.SEEN });
	transaction.membership({ kind: KIND.FORK, n: fork.n, lostR: fork.lostR });
}

/** Of series that nobody has here, and that the log takes one after the other: one that it refuses would hold back all that waits. */
export function leasesToRepeat(leases: readonly Uint8Array[], membership: Pick<MembershipState, 'leases'> | undefined): SeriesLeaseClear[] {
	const last = new Map<string, SeriesLeaseClear>();
	return leases.flatMap((bytes) => {
		const lease = parseClear(KIND.SERIES_LEASE, bytes);
		if (lease?.kind !== KIND.SERIES_LEASE) return [];
		const series = toHex(lease.series);
		const before = last.get(series);
		const follows = before
			? lease.segment === before.segment + 1 || (lease.segment === before.segment && lease.next > before.next)
			: lease.segment === 0;
		if (!follows || membership?.leases.has(series)) return [];
		last.set(series, lease);
		return [lease];
	});
}

/** Whether this log is the branch that was to be given up. Under the write lock. */
async function isHere({ head, marks }: OpenBooks, { n, lostR }: NonNullable<Choice['fork']>): Promise<boolean> {
	if (n >= head.log.n) return n === head.log.n && equalBytes(head.log.R, lostR);
	await marks.load([n], head.log.n);
	const R = marks.at(n);
	return R !== undefined && equalBytes(R, lostR);
}

/** Whether the log has that choice already: the answer may have been lost, or another device was quicker. */
async function isSaid({ home, head }: OpenBooks, { n, lostR }: NonNullable<Choice['fork']>): Promise<boolean> {
	const { store, vault } = home;
	for (let from = n; from < head.log.n; from += ROWS_AT_ONCE) {
		const rows = await store.range('log', vault.ws, from, Math.min(from + ROWS_AT_ONCE, head.log.n), ROWS_AT_ONCE);
		for (const { key, bytes } of rows) {
			const entry = parseEntry(bytes);
			if (isParseError(entry) || entry.kind !== KIND.FORK || head.voids?.includes(key as number)) continue;
			const clear = parseClear(KIND.FORK, entry.clear);
			if (clear?.kind === KIND.FORK && clear.n === n && equalBytes(clear.lostR, lostR)) return true;
		}
	}
	return false;
}
