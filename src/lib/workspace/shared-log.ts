/** The log of an open workspace as the connection sees it, and how a log comes to be shared and ceases to be. */
import { additionalData, isParseError, KIND, parseEntry, rollingHash } from '../../../sync-server/protocol/codec.ts';
import type { LogState } from '../../../sync-server/protocol/position.ts';
import { activeDevices } from '../../../sync-server/protocol/membership-state.ts';
import { blake2b } from '../crypto/derive.ts';
import { openParts } from '../crypto/seal.ts';
import { withoutLock } from '../storage/locks.ts';
import type { Accepted, LogHead, LogPort } from '../sync/port.ts';
import { acceptEntries, type Taken } from './accept.ts';
import { branchHere, stateAt, type Branch } from './branch.ts';
import { equalBytes, toHex } from './bytes.ts';
import { finishChoice, forgetChoice, keepChoice, say } from './choice.ts';
import { notesPut, readNotes, type Choice } from './device-notes.ts';
import { headPut, type Head, type LastWord } from './head.ts';
import { entriesOfWaiting, makeEntries } from './making.ts';
import { KnownSignatures, type SignatureChecker } from './known-signatures.ts';
import type { OpenBooks } from './open-books.ts';
import type { Removal } from './removals.ts';
import { rewound } from './rewind.ts';
import type { Workspace } from './workspace.ts';

const ROWS_AT_ONCE = 256;
/** A screen of rows, and what comes before them in a log. */
const FIRST_FEW = 96;

export class SharedLog implements LogPort {
	readonly #workspace: Workspace;
	readonly #signatures: KnownSignatures;

	/** @param checker another thread that checks signatures, where there is one */
	constructor(workspace: Workspace, checker?: SignatureChecker) {
		this.#workspace = workspace;
		this.#signatures = new KnownSignatures(checker);
	}

	get #books(): OpenBooks {
		return this.#workspace.books;
	}

	get wsId(): Uint8Array {
		return this.#books.home.keys.wsId;
	}

	get device(): Uint8Array {
		return this.#books.home.keys.device.id;
	}

	head(): Promise<LogHead> {
		return this.#locked(async () => {
			const { n, R } = this.#books.head.log;
			return { n, R };
		});
	}

	rAt(n: number): Promise<Uint8Array | undefined> {
		return this.#locked(async () => {
			const { marks, head } = this.#books;
			if (n > head.log.n) return undefined;
			if (n === head.log.n) return head.log.R;
			await marks.load([n], head.log.n);
			return marks.at(n);
		});
	}

	async read(from: number, maxBytes: number): Promise<Uint8Array[]> {
		const { store, vault } = this.#books.home;
		const read: Uint8Array[] = [];
		let size = 0;
		for (let next = from; ;) {
			const rows = await store.range('log', vault.ws, next, next + ROWS_AT_ONCE, ROWS_AT_ONCE);
			for (const { key, bytes } of rows) {
				if (key !== next || (read.length > 0 && size + bytes.length > maxBytes)) return read;
				read.push(bytes);
				size += bytes.length;
				next++;
			}
			if (rows.length < ROWS_AT_ONCE) return read;
		}
	}

	make(maxBytes: number): Promise<Uint8Array[]> {
		return this.#locked(() => makeEntries(this.#books, maxBytes));
	}

	discard(): Promise<void> {
		return this.#locked(async () => {
			this.#books.flight = undefined;
		});
	}

	/** The first rows are shown sooner than another thread has started. */
	ahead(from: number, entries: readonly Uint8Array[]): void {
		this.#signatures.ahead(from === 0 ? entries.slice(FIRST_FEW) : entries, this.#books.head.log.membership);
	}

	async accept(from: number, entries: Uint8Array[], R: Uint8Array): Promise<Accepted> {
		const few = this.#firstFew(from, entries, R);
		if (!few) return this.#accept(from, entries, R);
		const first = await this.#accept(from, entries.slice(0, FIRST_FEW), few);
		return first.stop || first.n < from + FIRST_FEW ? first : this.#accept(first.n, entries.slice(FIRST_FEW), R);
	}

	/** A device that has nothing yet shows rows before all of the first frame is taken. The hash to take the beginning by, once the whole is known to be right. */
	#firstFew(from: number, entries: Uint8Array[], R: Uint8Array): Uint8Array | undefined {
		const { n, R: before } = this.#books.head.log;
		if (from !== n || n > 0 || entries.length < 2 * FIRST_FEW) return undefined;
		const few = hashBehind({ n, R: before }, entries.slice(0, FIRST_FEW));
		return equalBytes(hashBehind({ n: FIRST_FEW, R: few }, entries.slice(FIRST_FEW)), R) ? few : undefined;
	}

	async #accept(from: number, entries: Uint8Array[], R: Uint8Array): Promise<Accepted> {
		await this.#signatures.ready(entries);
		const { accepted, changed } = await this.#locked(() => acceptEntries(this.#books, from, entries, R, this.#signatures.suite));
		if (changed) this.#workspace.changed(changed);
		return accepted;
	}

	get keyless(): number | undefined {
		const { head, home } = this.#books;
		const { membership } = head.log;
		const isIn = membership?.devices.get(toHex(home.keys.device.id))?.active === true;
		return isIn && !home.keys.hasEpoch(membership.epoch) ? membership.epoch : undefined;
	}

	wroteSince(device: Uint8Array, n: number): boolean {
		return (this.#books.head.words?.get(toHex(device))?.n ?? -1) >= n;
	}

	onWaiting(listener: () => void): () => void {
		const { waiting } = this.#books;
		const tell = () => withoutLock(listener);
		waiting.add(tell);
		return () => void waiting.delete(tell);
	}

	/** Undefined where the log is shared already. */
	get share(): ((head: LogHead) => Promise<boolean>) | undefined {
		if (this.#books.head.shared) return undefined;
		return (head) => this.#share(head);
	}

	#share({ n, R }: LogHead): Promise<boolean> {
		return this.#locked(async () => {
			const { head, home, broken } = this.#books;
			if (broken || head.log.n !== n || !equalBytes(head.log.R, R)) return false;
			if (head.shared) return true;
			const words = new Map([...(head.words ?? []), ...(await lastWords(this.#books))]);
			const next: Head = { ...head, shared: true, words, voids: head.voids ?? [], step: head.step + 1 };
			const notes = notesPut(home.vault, { shared: true, n, R, made: [] });
			await home.store.write({ puts: [notes, headPut(home, next)] }, 'strict');
			this.#books.head = next;
			home.announce(next.step);
			return true;
		});
	}

	/** Origin that the last entry names as the log's new home. */
	moved(): Promise<string | undefined> {
		return this.#locked(async () => {
			const { home, head } = this.#books;
			const bytes = head.log.n > 0 ? await home.store.get('log', home.vault.ws, head.log.n - 1) : undefined;
			const entry = bytes && parseEntry(bytes);
			if (!entry || isParseError(entry) || entry.kind !== KIND.MOVED || head.voids?.includes(head.log.n - 1)) return undefined;
			const plain = home.keys.hasEpoch(entry.epoch) ? openParts(home.keys.dataKey(entry.epoch), entry, additionalData(entry)) : undefined;
			return plain && new TextDecoder().decode(plain);
		});
	}

	async rewind(n: number): Promise<void> {
		await this.#locked(() => rewound(this.#books, n));
		this.#workspace.changed({ lists: [...this.#books.projection.names()], ids: [] });
	}

	/** This log, and what it has behind the point where it parts from another. */
	branch(common: number): Promise<{ common: LogState; mine: Branch }> {
		return this.#locked(async () => {
			const state = await stateAt(this.#books, common);
			return { common: state, mine: await branchHere(this.#books, state) };
		});
	}

	/** Before a branch is given up: see [Note: a branch chosen]. */
	choose(choice: Omit<Choice, 'leases'>): Promise<void> {
		return this.#locked(() => keepChoice(this.#books, { ...choice, leases: [] }));
	}

	/** @param repeat takes away once more what the branch given up had taken away, in the log, which is live */
	finishChoice(repeat: (removal: Removal) => Promise<void>): Promise<void> {
		return finishChoice(this.#workspace, repeat);
	}

	async #locked<T>(work: () => Promise<T>): Promise<T> {
		await this.#workspace.loaded;
		return this.#books.home.locked(async () => {
			const change = await this.#books.follow();
			if (change) this.#workspace.onChange(change);
			await this.#books.outbox.sync(this.#books.head.outbox);
			return work();
		});
	}
}

/**
 * The log is this device's alone again: what waits takes its place here. False where others may write to it, or this device may not: then saves go on
 * waiting.
 */
export async function unshare(workspace: Workspace): Promise<boolean> {
	await workspace.loaded;
	const { books } = workspace;
	const { home } = books;
	const taken = await home.locked(async (): Promise<Taken | undefined> => {
		await books.follow();
		await books.outbox.sync(books.head.outbox);
		if (!books.head.shared) return { accepted: { n: books.head.log.n } };
		if (books.head.copy || books.broken || workspace.otherDevices > 0 || !workspace.admitted) return undefined;
		books.flight = undefined;
		let last: Taken = { accepted: { n: books.head.log.n } };
		const take = async (entries: Uint8Array[]) => {
			if (entries.length > 0) last = await acceptEntries(books, books.head.log.n, entries, hashBehind(books.head.log, entries));
		};
		// [Note: a branch chosen] What the log is still to say it says now, before what waits: documents may have been numbered by it.
		const choice = (await readNotes(home))?.choice;
		if (choice) {
			const transaction = books.begin();
			await say(books, choice, transaction);
			if (transaction.planned.length > 0) await take(await makeEntries(books, Number.MAX_SAFE_INTEGER, transaction.planned));
			await forgetChoice(books);
		}
		await take(await makeEntries(books, Number.MAX_SAFE_INTEGER));
		const { shared: _, ...local } = books.head;
		const next: Head = { ...local, step: local.step + 1 };
		// What the log was while it was shared it stays: void entries in it are no damage.
		const notes = { ...(await readNotes(home))!, n: local.log.n, R: local.log.R, alone: true as const };
		await home.store.write({ puts: [notesPut(home.vault, notes), headPut(home, next)] }, 'strict');
		books.head = next;
		return last;
	});
	if (taken) workspace.changed(taken.changed ?? { lists: [], ids: [] });
	return taken !== undefined;
}

/** Of the devices that are in the log now: the last entry of each, looked for from the end. */
async function lastWords({ home, head }: OpenBooks): Promise<Map<string, LastWord>> {
	const words = new Map<string, LastWord>();
	const wanted = new Set((head.log.membership ? activeDevices(head.log.membership) : []).map(({ devId }) => toHex(devId)));
	for (const id of wanted) if (!head.log.perDevice.has(id)) wanted.delete(id);
	for (let end = head.log.n; end > 0 && wanted.size > 0; end -= ROWS_AT_ONCE) {
		const rows = await home.store.range('log', home.vault.ws, Math.max(0, end - ROWS_AT_ONCE), end, ROWS_AT_ONCE);
		for (const { key, bytes } of rows.reverse()) {
			const entry = parseEntry(bytes);
			const id = isParseError(entry) ? '' : toHex(entry.devId);
			if (!isParseError(entry) && wanted.delete(id)) words.set(id, { n: key as number, seenN: entry.seenN });
		}
	}
	return words;
}

/** The log for a copy that has to stand alone: as it is confirmed, and what waits as entries behind it. */
export async function logToCopy(workspace: Workspace): Promise<{ confirmed: LogHead; waiting: Uint8Array[]; head: LogHead }> {
	const { books } = workspace;
	return books.home.locked(async () => {
		await books.follow();
		await books.outbox.sync(books.head.outbox);
		const { n, R } = books.head.log;
		const waiting = await entriesOfWaiting(books);
		return { confirmed: { n, R }, waiting, head: { n: n + waiting.length, R: hashBehind({ n, R }, waiting) } };
	});
}

function hashBehind({ n, R }: LogHead, entries: readonly Uint8Array[]): Uint8Array {
	return entries.reduce((before, bytes, index) => rollingHash(blake2b, before, n + index, bytes), R);
}
