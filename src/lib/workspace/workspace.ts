/**
 * One open workspace: what the rest of the program sees of it. Reads come from sealed rows (`open-books.ts`), saves go through the log (`save.ts`),
 * entries of others come in through `shared-log.ts`.
 */
import type { Lease, MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { fingerprintWords } from '../crypto/words.ts';
import type { Durability } from '../storage/store.ts';
import { toHex } from './bytes.ts';
import { audit, knownLog, verify } from './checking.ts';
import { searchEpochKeys } from './epoch-keys.ts';
import { damagedItems, dropDamaged, type DamagedItem } from './damaged.ts';
import { WorkspaceError } from './errors.ts';
import { readHead, type LastWord, type Quarantine } from './head.ts';
import type { WorkspaceHome } from './home.ts';
import { keepDerived, readDerived, type KeptDerived } from './kept-derived.ts';
import { keepFirst, readFirst } from './kept-first.ts';
import type { PackedList } from './lists/list.ts';
import { select, type Search } from './lists/select.ts';
import type { Selection } from './lists/selection.ts';
import { missingEntry, wrongEnd } from './log-end.ts';
import { OpenBooks, type Changed } from './open-books.ts';
import { keptKey, openKept } from './outbox.ts';
import { Projection, ProjectionDamaged } from './projection.ts';
import type { LogBreak } from './read-log.ts';
import { readState } from './record.ts';
import { heldWhereFull, rebuild } from './rebuild.ts';
import type { RecordState, Refusal } from './registry.ts';
import { isShared, saveHere, saveWaiting } from './save.ts';
import { submitted, type Submit } from './submit.ts';
import { type Transaction, seriesTag } from './transaction.ts';

export type { Changed } from './open-books.ts';

/** Pages a search reads together. */
const WORDS_AT_ONCE = 16;

export class Workspace {
	/** What is behind it: for the files of this folder. */
	readonly books: OpenBooks;
	/** Hears of every durable change, made here or in another tab. */
	onChange: (change: Changed) => void = () => {};
	/** Sends entries whose place must be known before the save that made them is done. Set while the relay answers. */
	submit: Submit | undefined;
	/** Why nothing may be written until a person has decided: an alarm of syncing. What others wrote is still taken in. */
	stopped: string | undefined;

	private constructor(books: OpenBooks) {
		this.books = books;
	}

	/**
	 * Reads head and list rows; rebuilds them from the log when they are missing or do not open. A log that is not whole is reported in
	 * `broken` and the workspace can then be read, exported and not written.
	 */
	static async open(home: WorkspaceHome, progress: (fraction: number) => void = () => {}): Promise<Workspace> {
		const workspace = await Workspace.openFirst(home, progress);
		await workspace.loaded;
		return workspace;
	}

	/** Like `open`, but answers while the lists are still being read: until `loaded`, records can be read, and of lists those that are `listed`. */
	static async openFirst(home: WorkspaceHome, progress: (fraction: number) => void = () => {}): Promise<Workspace> {
		const head = await readHead(home);
		if (!head) {
			const built = await home.locked(() => rebuild(home, { progress }).catch((error: unknown) => heldWhereFull(home, error)));
			const workspace = new Workspace(new OpenBooks(home, built.head, built.projection, built.broken));
			workspace.books.isLoaded = true;
			return workspace;
		}
		if (!home.keys.hasEpoch(head.log.membership?.epoch ?? 0)) await searchEpochKeys(home);
		const broken = await wrongEnd(home, head.log.n);
		const books = new OpenBooks(home, head, new Projection(home.vault, home.registry), broken);
		const workspace = new Workspace(books);
		workspace.loaded = books.load(progress).then((isAnew) => {
			if (isAnew) workspace.onChange({ lists: [...books.projection.names()], ids: [] });
		});
		// Whoever waits for it hears of it; here nobody may be waiting yet.
		workspace.loaded.catch(() => {});
		return workspace;
	}

	/** Resolves when the lists are there. */
	loaded: Promise<void> = Promise.resolve();

	/** Resolves when this list can be asked for anything but a search, which waits until all are `loaded`. It is read before the others. */
	async listed(name: string): Promise<void> {
		if (!this.isLoaded && !(await this.books.whenRead(name))) await this.loaded;
	}

	get isLoaded(): boolean {
		return this.books.isLoaded;
	}

	/** Why nothing can be written: the position and kind of what is wrong with the log. */
	get broken(): LogBreak | undefined {
		return this.books.broken;
	}

	get ledger() {
		return this.books.head.ledger;
	}

	/** Of operations in the log, and of waiting ones as things stand. */
	get refusals(): Refusal[] {
		const { refusals, outbox } = this.books.head;
		return [...refusals, ...(outbox?.refused ?? []).map(({ item: _, ...refusal }) => refusal)];
	}

	/** Others may write to this log: positions are given by a relay. */
	get shared(): boolean {
		return isShared(this.books);
	}

	/** Others have written to this log, now or once: void entries in it are no damage. */
	get wasShared(): boolean {
		return this.books.head.voids !== undefined;
	}

	/** Saves whose operations have no place in the log yet. */
	get waiting(): number {
		return this.books.head.outbox?.count ?? 0;
	}

	/** Changes that waited and do not open any more. */
	damaged(): Promise<DamagedItem[]> {
		return this.books.home.locked(async () => {
			await this.books.follow();
			await this.books.outbox.sync(this.books.head.outbox);
			return damagedItems(this.books);
		});
	}

	/** The person gives them up. */
	async dropDamaged(): Promise<void> {
		await this.books.home.locked(async () => {
			await this.books.follow();
			await dropDamaged(this.books);
			await this.books.outbox.sync(this.books.head.outbox);
		});
		this.changed({ lists: [], ids: [] });
	}

	/** This device's keys are used by another that wrote to the log: it writes no more until it is admitted anew. */
	get isCopy(): boolean {
		return this.books.head.copy === true;
	}

	/** Entries that do not open here; kept, and tried again with every new key and version. */
	get quarantine(): Quarantine | undefined {
		return this.books.head.quarantine;
	}

	/** By hexadecimal device id: its last entry in a shared log, and how far it had read. */
	get lastWords(): ReadonlyMap<string, LastWord> {
		return this.books.head.words ?? new Map();
	}

	/** Grows with every change of what can be seen, whether it is in the log yet or waits. */
	get step(): number {
		return this.books.head.step;
	}

	/** Who may number the series; undefined while nobody has. */
	lease(seriesId: string): Lease | undefined {
		return this.books.head.log.membership?.leases.get(toHex(seriesTag(this.books.home.keys.wsId, seriesId)));
	}

	/** This device, as hex. */
	get device(): string {
		return toHex(this.books.home.keys.device.id);
	}

	list(name: string): PackedList {
		return this.books.projection.list(name);
	}

	/**
	 * The rows of a list that meet a query, as the list reads on the day given. Undefined when `isSuperseded` turned true on the way. Pages that
	 * turn out to be damaged are built again from the log.
	 */
	async select(name: string, query: Search, today: string, isSuperseded = () => false): Promise<Selection | undefined> {
		const attempt = () =>
			select(this.list(name), query, {
				today,
				find: (other) => this.list(other),
				readWords: this.books.projection.readWords(this.books.home.store, name, WORDS_AT_ONCE),
				pause: () => new Promise((resolve) => setTimeout(resolve)),
				isSuperseded
			});
		try {
			return await attempt();
		} catch (error) {
			if (!(error instanceof ProjectionDamaged)) throw error;
			await this.books.home.locked(() => this.books.rebuild());
			return attempt();
		}
	}

	/** Six words of the rolling hash, to compare two devices by voice. */
	get fingerprint(): string {
		return fingerprintWords(this.books.head.log.R).join(' ');
	}

	/** Whether this device may write. */
	get admitted(): boolean {
		return this.membership?.devices.get(toHex(this.books.home.keys.device.id))?.active === true;
	}

	/** Of the last entry, hexadecimal. */
	get rollingHash(): string {
		return toHex(this.books.head.log.R);
	}

	/** The epoch new bytes are sealed in. */
	get epoch(): number {
		return this.books.head.log.membership?.epoch ?? 0;
	}

	/** Who may write, and the keys' commitments, as the log has it at its head. */
	get membership(): MembershipState | undefined {
		return this.books.head.log.membership;
	}

	/** Whether the log names the device as one that may still act. */
	lists(device: Uint8Array): boolean {
		const listed = this.books.head.log.membership?.devices.get(toHex(device));
		return listed !== undefined && listed.active && !listed.spent;
	}

	/** Devices that hold these books beside this one; recovery codes are none. */
	get otherDevices(): number {
		const own = toHex(this.books.home.keys.device.id);
		const devices = [...(this.books.head.log.membership?.devices ?? [])];
		return devices.filter(([id, { kind, active }]) => id !== own && kind === 'device' && active).length;
	}

	/** A device that held these books was retired: what it wrote after this log was copied is not here. */
	get hasRetiredDevice(): boolean {
		const devices = [...(this.books.head.log.membership?.devices ?? [])];
		return devices.some(([id, { kind, active }]) => id !== this.device && kind === 'device' && !active);
	}

	get entries(): number {
		return this.books.head.log.n;
	}

	/** Undefined when there is no such record. A row that does not open is built again from the log. */
	read(id: string): Promise<RecordState | undefined> {
		return this.books.read(id, () => this.books.home.locked(() => this.books.rebuild()));
	}

	/** The same of several, in the order asked for. */
	readMany(ids: readonly string[]): Promise<(RecordState | undefined)[]> {
		return this.books.readMany(ids, (id) => this.read(id));
	}

	/** As it is by the log alone, without what waits. */
	async confirmed(id: string): Promise<RecordState | undefined> {
		const { store, vault } = this.books.home;
		const key = keptKey(vault, id);
		const bytes = await store.get('outbox', vault.ws, key);
		const kept = bytes && openKept(vault, key, bytes);
		return kept ? kept.state : this.read(id);
	}

	/** What a live record holds now; undefined when it is not there or was removed. */
	async live<T>(type: string, id: string): Promise<T | undefined> {
		return this.#liveIn<T>(type, await this.read(id));
	}

	/** The same of several, in the order asked for: far cheaper than one after another. */
	async liveMany<T>(records: readonly { type: string; id: string }[]): Promise<(T | undefined)[]> {
		const states = await this.readMany(records.map(({ id }) => id));
		return records.map(({ type }, at) => this.#liveIn<T>(type, states[at]));
	}

	#liveIn<T>(type: string, state: RecordState | undefined): T | undefined {
		const shape = this.books.home.registry.get(type)?.shape;
		if (!state?.live || state.type !== type || state.removed || !shape) return undefined;
		return readState(state.live, shape) as T;
	}

	/** `make` may be run again, and on a newer head than the one the caller looked at: it reads what it needs through the transaction. */
	async save<T>(
		make: (transaction: Transaction, ledger: Transaction['ledger']) => Promise<T>,
		durability: Durability = 'relaxed'
	): Promise<T> {
		await this.loaded;
		if (this.stopped) throw new WorkspaceError('stopped', { detail: this.stopped });
		const { books } = this;
		// What another tab wrote is told also where this save refuses or changes nothing: the word of that tab, which comes later, finds it taken in.
		const followed: Changed[] = [];
		const begin = () => this.#begin(followed);
		const saving = books.home.locked(async () => {
			const transaction = await begin();
			const result = await make(transaction, books.head.ledger);
			if (transaction.planned.length === 0) return { result };
			if (!isShared(books)) return { result, change: await saveHere(books, transaction, durability) };
			if (transaction.planned.every((planned) => 'operations' in planned))
				return { result, change: await saveWaiting(books, transaction, durability) };
			// A log that was never shared and yet knows other devices is a copy whose owner puts them out.
			if (!books.head.shared) return { result, change: await saveHere(books, transaction, durability) };
			return { needsPlace: true as const };
		});
		const tell = () => followed.splice(0).forEach((change) => this.onChange(change));
		const outcome = await saving.finally(tell);
		if ('needsPlace' in outcome) return submitted(books, this.submit, begin, make).finally(tell);
		if (outcome.change) this.changed(outcome.change);
		return outcome.result;
	}

	/** Under the lock. */
	async #begin(followed: Changed[]): Promise<Transaction> {
		const { books } = this;
		const change = await books.follow();
		if (change) followed.push(change);
		if (!books.broken && !books.counted) books.broken = await missingEntry(books.home, books.head.log.n);
		books.counted = true;
		if (books.broken) throw new WorkspaceError('log-broken', { detail: breakText(books.broken) });
		await books.outbox.sync(books.head.outbox);
		return books.begin();
	}

	/** Tells everybody of what was written. */
	changed(change: Changed): void {
		this.books.home.announce(this.books.head.step);
		this.onChange(change);
	}

	/** Another tab wrote: take in what is new. */
	async follow(): Promise<void> {
		await this.loaded;
		// Under the lock, so that nobody folds the pages while they are read.
		const change = await this.books.home.locked(() => this.books.follow());
		if (change) this.onChange(change);
	}

	/** A look at every byte of the log, quick enough for every unlock. True when it has just turned out to be broken. */
	audit(): Promise<boolean> {
		return audit(this.books);
	}

	/**
	 * Checks every entry of the log, signatures included; when all is well builds records and lists again from it. The signal stops it until it
	 * begins to write.
	 */
	async verify(progress: (fraction: number) => void = () => {}, signal?: AbortSignal): Promise<LogBreak | undefined> {
		await this.loaded;
		if (await verify(this.books, progress, signal)) this.changed({ lists: [...this.books.projection.names()], ids: [] });
		return this.books.broken;
	}

	/** From the log, without what was erased from it. */
	async makeListsAgain(): Promise<void> {
		if (this.books.broken) return;
		const judged = knownLog(this.books);
		await this.books.home.locked(() => this.books.rebuild({ judged }));
		this.changed({ lists: [...this.books.projection.names()], ids: [] });
	}

	/** What was derived of a list's records and kept. [Note: derived pages] */
	derived(list: string, stamp: string): Promise<KeptDerived> {
		return readDerived(this.books, list, stamp);
	}

	/** @param since version of the list that it was derived of @param blocks bytes by number of the list's block */
	keepDerived(list: string, stamp: string, since: number, blocks: ReadonlyMap<number, Uint8Array>): Promise<void> {
		return keepDerived(this.books, list, stamp, since, blocks);
	}

	/** What a screen may see before the lists are read. */
	readFirst<T>(): Promise<T | undefined> {
		return readFirst<T>(this.books);
	}

	keepFirst(value: unknown): Promise<void> {
		return keepFirst(this.books, value);
	}
}

export function breakText({ n, why }: LogBreak): string {
	return `${n} ${why}`;
}
