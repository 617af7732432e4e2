/**
 * One open workspace: reads from sealed rows, saves through the log. [Note: a save]
 *
 * Under the write lock a save reads the head from the database, folds its operations, seals and signs their entries, judges them by the same
 * checks every other device will use, and writes entries, records, list rows and head in one transaction. Either all of it is there or nothing.
 * While the log has one device and no relay, positions are given here.
 */
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { advance, type Verdict } from '../../../sync-server/protocol/position.ts';
import { KIND, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import type { Lease } from '../../../sync-server/protocol/membership-state.ts';
import { fingerprintWords } from '../crypto/words.ts';
import type { Durability, Put, Tag } from '../storage/store.ts';
import { makeEntry, type Content } from './author.ts';
import { equalBytes, toHex } from './bytes.ts';
import { epochKeysRow, keysMatch, learnEpochKeys, searchEpochKeys } from './epoch-keys.ts';
import { WorkspaceError } from './errors.ts';
import { logState, type Head } from './head.ts';
import { encodeBatch } from './operations.ts';
import { Projection, ProjectionDamaged } from './projection.ts';
import type { PackedList } from './lists/list.ts';
import { FIRST_KEY, LARGEST_PAGE } from './lists/pieces.ts';
import { select, type Search } from './lists/select.ts';
import type { Selection } from './lists/selection.ts';
import { readChain, SUITE, type LogBreak } from './read-log.ts';
import { decodeRecord, encodeRecord } from './record-row.ts';
import { readState } from './record.ts';
import { heldWhereFull, judgeLog, rebuild, type Rebuilt, type RebuildOptions } from './rebuild.ts';
import type { RecordState, RowChange } from './registry.ts';
import { Transaction, type Planned, seriesTag } from './transaction.ts';
import { headKey, recordKey, type WorkspaceHome } from './home.ts';

/** Pages a search reads together. */
const WORDS_AT_ONCE = 16;

export interface Changed {
	lists: string[];
	ids: string[];
}

export class Workspace {
	readonly #home: WorkspaceHome;
	readonly #headKey: Tag;
	#head: Head;
	#projection: Projection;
	#broken: LogBreak | undefined;
	/** Opening does not count the log, and its audit takes a while: before the first save it is counted, so that nothing is written after a gap. */
	#counted = false;
	/** Hears of every durable change, made here or in another tab. */
	onChange: (change: Changed) => void = () => {};

	private constructor(home: WorkspaceHome, head: Head, projection: Projection, broken: LogBreak | undefined) {
		this.#home = home;
		this.#headKey = headKey(home.vault);
		this.#head = head;
		this.#projection = projection;
		this.#broken = broken;
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

	/** Like `open`, but answers while the lists are still being read: until `loaded`, records can be read and lists not. */
	static async openFirst(home: WorkspaceHome, progress: (fraction: number) => void = () => {}): Promise<Workspace> {
		const head = await readHead(home);
		if (!head) {
			const built = await home.locked(() => rebuild(home, { progress }).catch((error: unknown) => heldWhereFull(home, error)));
			const workspace = new Workspace(home, built.head, built.projection, built.broken);
			workspace.#isLoaded = true;
			return workspace;
		}
		if (!home.keys.hasEpoch(head.log.membership?.epoch ?? 0)) await searchEpochKeys(home);
		const broken = await wrongEnd(home, head.log.n);
		const workspace = new Workspace(home, head, new Projection(home.vault, home.registry), broken);
		workspace.loaded = workspace.#load(progress);
		// Whoever waits for it hears of it; here nobody may be waiting yet.
		workspace.loaded.catch(() => {});
		return workspace;
	}

	/** Resolves when the lists are there. */
	loaded: Promise<void> = Promise.resolve();
	#isLoaded = false;

	get isLoaded(): boolean {
		return this.#isLoaded;
	}

	async #load(progress: (fraction: number) => void): Promise<void> {
		const { projection, log } = this.#head;
		try {
			await this.#projection.load(this.#home.store, projection, log.n);
			if (!this.#broken && !(await this.#recordsPresent())) throw new ProjectionDamaged();
		} catch (error) {
			if (!(error instanceof ProjectionDamaged)) throw error;
			// Unless another tab has only folded pages in the middle of it.
			await this.#home.locked(async () => {
				try {
					if (!(await this.#follow())) await this.#rebuild({ progress });
				} catch (error) {
					this.#take(await heldWhereFull(this.#home, error));
				}
			});
		}
		this.#isLoaded = true;
	}

	/** Why nothing can be written: the position and kind of what is wrong with the log. */
	get broken(): LogBreak | undefined {
		return this.#broken;
	}

	get ledger() {
		return this.#head.ledger;
	}

	get refusals() {
		return this.#head.refusals;
	}

	/** Who may number the series; undefined while nobody has. */
	lease(seriesId: string): Lease | undefined {
		return this.#head.log.membership?.leases.get(toHex(seriesTag(this.#home.keys.wsId, seriesId)));
	}

	/** This device, as hex. */
	get device(): string {
		return toHex(this.#home.keys.device.id);
	}

	list(name: string): PackedList {
		return this.#projection.list(name);
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
				readWords: this.#projection.readWords(this.#home.store, name, WORDS_AT_ONCE),
				pause: () => new Promise((resolve) => setTimeout(resolve)),
				isSuperseded
			});
		try {
			return await attempt();
		} catch (error) {
			if (!(error instanceof ProjectionDamaged)) throw error;
			await this.#home.locked(() => this.#rebuild());
			return attempt();
		}
	}

	/** Six words of the rolling hash, to compare two devices by voice. */
	get fingerprint(): string {
		return fingerprintWords(this.#head.log.R).join(' ');
	}

	/** Whether this device may write. */
	get admitted(): boolean {
		return this.membership?.devices.get(toHex(this.#home.keys.device.id))?.active === true;
	}

	/** Of the last entry, hexadecimal. */
	get rollingHash(): string {
		return toHex(this.#head.log.R);
	}

	/** The epoch new bytes are sealed in. */
	get epoch(): number {
		return this.#head.log.membership?.epoch ?? 0;
	}

	/** Who may write, and the keys' commitments, as the log has it at its head. */
	get membership(): MembershipState | undefined {
		return this.#head.log.membership;
	}

	/** Whether the log names the device as one that may still act. */
	lists(device: Uint8Array): boolean {
		const listed = this.#head.log.membership?.devices.get(toHex(device));
		return listed !== undefined && listed.active && !listed.spent;
	}

	/** Devices that hold these books beside this one; recovery codes are none. */
	get otherDevices(): number {
		const own = toHex(this.#home.keys.device.id);
		const devices = [...(this.#head.log.membership?.devices ?? [])];
		return devices.filter(([id, { kind, active }]) => id !== own && kind === 'device' && active).length;
	}

	/** A device that held these books was retired: what it wrote after this log was copied is not here. */
	get hasRetiredDevice(): boolean {
		const devices = [...(this.#head.log.membership?.devices ?? [])];
		return devices.some(([id, { kind, active }]) => id !== this.device && kind === 'device' && !active);
	}

	get entries(): number {
		return this.#head.log.n;
	}

	/** Undefined when there is no such record. A row that does not open is built again from the log. */
	read(id: string): Promise<RecordState | undefined> {
		return this.#read(id, () => this.#home.locked(() => this.#rebuild()));
	}

	async #read(id: string, mend: () => Promise<void>): Promise<RecordState | undefined> {
		const { store, vault } = this.#home;
		const key = recordKey(vault, id);
		for (const damaged of [mend, undefined]) {
			const bytes = await store.get('record', vault.ws, key);
			if (!bytes) return undefined;
			const plain = vault.open('record', key, bytes);
			if (plain) return decodeRecord(plain);
			await damaged?.();
		}
		throw new WorkspaceError('row-damaged');
	}

	/** Inside a save. A row that does not open is read again by itself, which mends it. */
	async #readMany(ids: readonly string[]): Promise<(RecordState | undefined)[]> {
		const { store, vault } = this.#home;
		const keys = ids.map((id) => recordKey(vault, id));
		const rows = await store.getMany('record', vault.ws, keys);
		const states: (RecordState | undefined)[] = [];
		for (const [index, bytes] of rows.entries()) {
			const plain = bytes && vault.open('record', keys[index]!, bytes);
			states.push(bytes && !plain ? await this.#read(ids[index]!, () => this.#rebuild()) : plain && decodeRecord(plain));
		}
		return states;
	}

	/** What a live record holds now; undefined when it is not there or was removed. */
	async live<T>(type: string, id: string): Promise<T | undefined> {
		const state = await this.read(id);
		const shape = this.#home.registry.get(type)?.shape;
		if (!state?.live || state.type !== type || state.removed || !shape) return undefined;
		return readState(state.live, shape) as T;
	}

	/** [Note: a save] `make` may be run on a newer head than the one the caller looked at: it reads what it needs through the transaction. */
	async save<T>(
		make: (transaction: Transaction, ledger: Transaction['ledger']) => Promise<T>,
		durability: Durability = 'relaxed'
	): Promise<T> {
		await this.loaded;
		const outcome = await this.#home.locked(async () => {
			await this.#follow();
			if (!this.#broken && !this.#counted) this.#broken = await missingEntry(this.#home, this.#head.log.n);
			this.#counted = true;
			if (this.#broken) throw new WorkspaceError('log-broken', { detail: breakText(this.#broken) });
			const transaction = this.#begin();
			const result = await make(transaction, this.#head.ledger);
			if (transaction.planned.length === 0) return { result, change: undefined };
			const change = await this.#write(transaction, durability);
			if (this.#head.projection.sweep) await this.#sweep();
			return { result, change };
		});
		if (outcome.change) {
			this.#home.announce(this.#head.log.n);
			this.onChange(outcome.change);
		}
		return outcome.result;
	}

	/** Another tab wrote: take in what is new. */
	async follow(): Promise<void> {
		await this.loaded;
		// Under the lock, so that nobody folds the pages while they are read.
		const change = await this.#home.locked(() => this.#follow());
		if (change) this.onChange(change);
	}

	/**
	 * Follows the chain of hashes through the whole log, without signatures: quick enough to run after every unlock, and finds any byte that
	 * changed. True when the log has just turned out to be broken.
	 */
	async audit(): Promise<boolean> {
		if (this.#broken) return false;
		const { n, R } = this.#head.log;
		const broken = await readChain(this.#home, n, R);
		if (!broken || this.#broken) return false;
		// Which entry it is takes the signatures to say.
		this.#broken = (await judgeLog(this.#home, n)).broken ?? broken;
		return true;
	}

	/**
	 * Checks every entry of the log, signatures included, against the head; when all is well builds records and lists again from it. The signal
	 * stops it until it begins to write.
	 */
	async verify(progress: (fraction: number) => void = () => {}, signal?: AbortSignal): Promise<LogBreak | undefined> {
		await this.loaded;
		const { n, R } = this.#head.log;
		const { broken, state } = await judgeLog(this.#home, n, { signal, progress: (part) => progress(part / 2) });
		const differs = !broken && !(state.n === n && equalBytes(state.R, R));
		this.#broken = broken ?? (differs ? { n, why: 'head-differs' } : undefined);
		if (!this.#broken) {
			const judged = { n, R };
			await this.#home.locked(() => this.#rebuild({ judged, signal, progress: (part) => progress((1 + part) / 2) }));
			this.onChange({ lists: [...this.#projection.names()], ids: [] });
			this.#home.announce(this.#head.log.n);
		}
		return this.#broken;
	}

	/** From the log, without what was erased from it. */
	async makeListsAgain(): Promise<void> {
		if (this.#broken) return;
		const { n, R } = this.#head.log;
		await this.#home.locked(() => this.#rebuild({ judged: { n, R } }));
		this.onChange({ lists: [...this.#projection.names()], ids: [] });
		this.#home.announce(this.#head.log.n);
	}

	#begin(): Transaction {
		const { registry, keys } = this.#home;
		return new Transaction({
			n: this.#head.log.n,
			by: toHex(keys.device.id),
			wsId: keys.wsId,
			devId: keys.device.id,
			ledger: this.#head.ledger,
			registry,
			read: (id) => this.#read(id, () => this.#rebuild()),
			readMany: (ids) => this.#readMany(ids),
			lease: (tag) => this.#head.log.membership?.leases.get(toHex(tag))
		});
	}

	async #write(transaction: Transaction, durability: Durability): Promise<Changed> {
		const { store, vault } = this.#home;
		const first = this.#head.log.n;
		let state = logState(this.#head);
		const puts: Put[] = [];
		for (const planned of transaction.planned) {
			const entry = this.#author(planned, state);
			const step = advance(state, entry, SUITE);
			if (step.verdict !== 'accepted') throw refusedEntry(step.verdict);
			puts.push({ table: 'log', ws: vault.ws, key: state.n, bytes: entry as Put['bytes'] });
			state = { ...step.state, rAt: (n) => (n === step.state.n - 1 ? step.state.R : undefined) };
		}
		for (const [id, record] of transaction.records) puts.push(vault.seal('record', recordKey(vault, id), encodeRecord(record)));
		const changes = [...transaction.rows.values()];
		const staged = await this.#stage(changes, first, state.n);
		const sweep = this.#head.projection.sweep ?? transaction.planned.some(({ kind }) => kind === KIND.ERASE);
		const head: Head = {
			...this.#head,
			log: { n: state.n, R: state.R, membership: state.membership, perDevice: state.perDevice },
			ledger: transaction.ledger,
			projection: sweep ? { ...staged.head, sweep } : staged.head
		};
		if (head.log.membership?.epoch !== this.#head.log.membership?.epoch) puts.push(epochKeysRow(vault, this.#home.keys));
		puts.push(...staged.puts, vault.sealJson('meta', this.#headKey, head));
		await store.write({ puts, deletes: staged.deletes }, durability);
		staged.apply();
		this.#head = head;
		return { lists: [...new Set(changes.map(({ list }) => list))], ids: [...transaction.records.keys()] };
	}

	/** After an erasure, in the same turn under the lock; one that was cut short is made up for by the next save. */
	async #sweep(): Promise<void> {
		const { store, vault } = this.#home;
		const staged = await this.#projection.stageSweep(store, this.#head.log.n);
		const head: Head = { ...this.#head, projection: staged.head };
		await store.write({ puts: [...staged.puts, vault.sealJson('meta', this.#headKey, head)], deletes: staged.deletes }, 'strict');
		staged.apply();
		this.#head = head;
	}

	/** What a screen may see before the lists are read: kept by the device, dropped when anything changes. */
	async readFirst<T>(): Promise<T | undefined> {
		const { store, vault } = this.#home;
		const bytes = await store.get('page', vault.ws, FIRST_KEY);
		const kept = bytes && vault.openJson<{ n: number; R: string; value: T }>('page', FIRST_KEY, bytes);
		return kept?.n === this.entries && kept.R === this.rollingHash ? kept.value : undefined;
	}

	/** Keeps `value` as what is true of the books as they are now. Does nothing when it is too large for a page or another tab has written. */
	async keepFirst(value: unknown): Promise<void> {
		const { store, vault } = this.#home;
		const n = this.entries;
		const put = vault.sealJson('page', FIRST_KEY, { n, R: this.rollingHash, value });
		if (put.bytes.length > LARGEST_PAGE) return;
		await this.#home.locked(async () => {
			if ((await readHead(this.#home))?.log.n === n) await store.write({ puts: [put] }, 'relaxed');
		});
	}

	/** Folding reads stored search texts; where they are damaged everything derived is made again first. */
	async #stage(changes: RowChange[], first: number, end: number) {
		try {
			return await this.#projection.stage(this.#home.store, changes, first, end);
		} catch (error) {
			if (!(error instanceof ProjectionDamaged)) throw error;
			await this.#rebuild();
			return this.#projection.stage(this.#home.store, changes, first, end);
		}
	}

	#author(planned: Planned, state: ReturnType<typeof logState>): Uint8Array {
		const { wsId, dataKey } = this.#home.keys;
		const device = ('author' in planned && planned.author) || this.#home.keys.device;
		const epoch = state.membership?.epoch ?? 0;
		const mine = state.perDevice.get(toHex(device.id));
		const place = { wsId, devSeq: (mine?.seq ?? -1) + 1, prevDev: mine?.prev ?? ZERO32, seenN: state.n - 1, seenR: state.R, epoch };
		const content: Content =
			'operations' in planned ? { plain: encodeBatch(planned.operations), key: dataKey(epoch) } : { clear: planned.clear };
		return makeEntry(device, place, planned.kind, content);
	}

	/** Under the lock. */
	async #follow(): Promise<Changed | undefined> {
		const head = await readHead(this.#home);
		if (!head) return this.#makeUp();
		if (head.log.n === this.#head.log.n && head.built === this.#head.built) return undefined;
		const before = this.#head;
		const { membership } = head.log;
		// A rotation of another tab's brought a key; one of this tab's that was never stored left a wrong one.
		if (membership?.epoch !== before.log.membership?.epoch && !keysMatch(this.#home.keys, membership?.commitments ?? []))
			await learnEpochKeys(this.#home);
		if (this.#isLoaded && head.built === before.built && head.projection.foldedTo === before.projection.foldedTo) {
			const changes = await this.#projection.follow(this.#home.store, before.log.n, head.log.n);
			this.#head = head;
			return { lists: [...new Set(changes.map(({ list }) => list))], ids: changes.map(({ id }) => id) };
		}
		const projection = new Projection(this.#home.vault, this.#home.registry);
		try {
			await projection.load(this.#home.store, head.projection, head.log.n);
			this.#projection = projection;
			this.#head = head;
		} catch (error) {
			if (!(error instanceof ProjectionDamaged)) throw error;
			await this.#rebuild();
		}
		return { lists: [...this.#projection.names()], ids: [] };
	}

	/** There is no head: another tab was cut short while it made everything again, or the books were deleted there. What this one remembers is no longer so. */
	async #makeUp(): Promise<Changed | undefined> {
		if (this.#broken) return undefined;
		const { store, vault } = this.#home;
		if ((await store.count('log', vault.ws)) === 0) throw new WorkspaceError('books-gone');
		await learnEpochKeys(this.#home);
		await this.#rebuild();
		return { lists: [...this.#projection.names()], ids: [] };
	}

	async #rebuild(options?: RebuildOptions): Promise<void> {
		this.#take(await rebuild(this.#home, options));
	}

	#take({ head, projection, broken }: Rebuilt): void {
		this.#head = head;
		this.#projection = projection;
		this.#broken = broken;
	}

	/** Cheap sign of a wiped table: a workspace whose lists have rows has records. */
	async #recordsPresent(): Promise<boolean> {
		if (this.#projection.size === 0) return true;
		for await (const _ of this.#home.store.all('record', this.#home.vault.ws, 1)) return true;
		return false;
	}
}

/** A device that was never admitted, or was revoked, can read and not write. Everything else would be a fault in this program. */
function refusedEntry(verdict: Exclude<Verdict, 'accepted'>): Error {
	if ('void' in verdict && verdict.void === 'author') return new WorkspaceError('read-only');
	return new Error('this device made an entry that its own checks refuse');
}

export function breakText({ n, why }: LogBreak): string {
	return `${n} ${why}`;
}

/** Undefined when there is none or it does not open: then it is built again from the log. */
async function readHead({ store, vault }: WorkspaceHome): Promise<Head | undefined> {
	const key = headKey(vault);
	const bytes = await store.get('meta', vault.ws, key);
	return bytes && vault.openJson<Head>('meta', key, bytes);
}

/** Counting is quick; only where the count is wrong is the gap looked for. */
async function missingEntry({ store, vault }: WorkspaceHome, n: number): Promise<LogBreak | undefined> {
	if ((await store.count('log', vault.ws)) === n) return undefined;
	let expected = 0;
	for await (const rows of store.all('log', vault.ws, 1000)) {
		for (const { key } of rows)
			if (key === expected) expected++;
			else return { n: expected, why: 'entry-missing' };
	}
	return { n: expected, why: expected < n ? 'entry-missing' : 'head-differs' };
}

/** Only the end is looked at, so that opening costs the same whatever lies before; the audit after it follows the whole chain. */
async function wrongEnd({ store, vault }: WorkspaceHome, n: number): Promise<LogBreak | undefined> {
	const rows = await store.range('log', vault.ws, n - 1, n + 1, 2);
	if (rows[0]?.key !== n - 1) return { n: n - 1, why: 'entry-missing' };
	return rows.length > 1 ? { n, why: 'head-differs' } : undefined;
}
