/**
 * Throws the derived rows away and makes them again from the log: the same fold that saves use, so the same result. [Note: a rebuild]
 *
 * The log is read twice: first judged, with nothing touched; then folded. The head row goes before the first row is written and comes back with
 * the last, so a rebuild that is cut short leaves none, and is done again at the next unlock. Neither reading holds more than a part of the log.
 */
import { KIND } from '../../../sync-server/protocol/codec.ts';
import { randomBytes } from '../crypto/random.ts';
import { StoreError } from '../storage/store.ts';
import { toHex } from './bytes.ts';
import { readNotes, type DeviceNotes } from './device-notes.ts';
import { erasedIds } from './erased.ts';
import { epochKeysRow } from './epoch-keys.ts';
import { foldInto } from './fold.ts';
import { headPut, quarantined, readHead, type Head, type LastWord, type Quarantine } from './head.ts';
import { headKey, type WorkspaceHome } from './home.ts';
import type { Operation } from './operations.ts';
import { Projection } from './projection.ts';
import { authorOf, readLog, type Judged, type LogBreak, type LogReading, type ReadEntry } from './read-log.ts';
import { RecordCache } from './record-cache.ts';
import { refusalOf, type Ledger, type Placed, type Refusal, type RowChange } from './registry.ts';
import { RULES_VERSION } from './rules-version.ts';
import { hashHex, seriesTenures } from './transaction.ts';
import { isSamePerson, waitingItems, WaitingFold, type WaitingItems } from './waiting-fold.ts';

/** Changes of rows that wait for a later one of the same record. */
const MOST_CHANGES = 2000;
/** Changed rows after which the pages they lie in are written. */
const ROWS_A_WRITE = 20_000;

export interface Rebuilt {
	head: Head;
	projection: Projection;
	broken: LogBreak | undefined;
}

export interface RebuildOptions {
	progress?(fraction: number): void;
	/** What an earlier reading has judged already. */
	judged?: Judged;
	/** Stops by throwing its reason, as long as nothing was touched. */
	signal?: AbortSignal;
	/** Bytes of records in memory. */
	memory?: number;
}

/** Reads the whole log without touching anything, and says whether it is whole. `known` is what the head says of it. */
export async function judgeLog(
	home: WorkspaceHome,
	expected: number | undefined,
	{ progress, signal, known }: Omit<RebuildOptions, 'judged'> & { known?: Judged } = {}
): Promise<LogReading> {
	const notes = await readNotes(home);
	const shared = notes?.shared ? (known ?? notes) : undefined;
	return readLog(home, () => {}, { expected, shared, progress, pause: () => signal?.throwIfAborted() });
}

/**
 * The caller holds the write lock. When the log is not whole nothing stored is touched: what the readable beginning says is given in memory.
 */
export async function rebuild(home: WorkspaceHome, { progress = () => {}, judged, signal, memory }: RebuildOptions = {}): Promise<Rebuilt> {
	const notes = await readNotes(home);
	const before = await readHead(home);
	const first = judged ? undefined : await judgeLog(home, undefined, { signal, progress: (part) => progress(part / 2) });
	const known: Judged = judged ?? { ...first!.state, voids: first!.voids };
	const waiting = await waitingItems(home);
	const books = new Rebuild(home, notes, before, await erasedIds(home), waiting, first?.broken ? Infinity : memory, signal);
	const reading = await readLog(home, (read) => books.take(read), {
		judged: known,
		shared: notes?.shared ? known : undefined,
		progress: (part) => progress(judged ? part : 0.5 + part / 2),
		pause: () => books.pause()
	});
	const broken = reading.broken ?? first?.broken;
	if (broken) return { ...(await books.inMemory(reading)), broken };
	return { ...(await books.finish(reading)), broken: undefined };
}

/**
 * For who opens the books on a full disk: where a rebuild found no room, what it says is held in memory alone, and the records are the rows that
 * are there. The next save tries again to store it. Throws any other `error`.
 */
export async function heldWhereFull(home: WorkspaceHome, error: unknown): Promise<Rebuilt> {
	if (!(error instanceof StoreError && error.kind === 'full')) throw error;
	const notes = await readNotes(home);
	const books = new Rebuild(home, notes, await readHead(home), await erasedIds(home), await waitingItems(home), Infinity);
	const reading = await readLog(home, (read) => books.take(read), { shared: notes?.shared ? notes : undefined });
	return { ...(await books.inMemory(reading)), broken: reading.broken };
}

class Rebuild {
	readonly #home: WorkspaceHome;
	readonly #projection: Projection;
	readonly #records: RecordCache;
	readonly #signal: AbortSignal | undefined;
	readonly #erased: ReadonlySet<string>;
	/** Of records that an erasure names: shown only where the books refused it. */
	readonly #held = new Map<string, RowChange>();
	readonly #refusals: Refusal[] = [];
	readonly #words = new Map<string, LastWord>();
	readonly #notes: DeviceNotes | undefined;
	readonly #before: Head | undefined;
	readonly #waiting: WaitingItems | undefined;
	readonly #waitingIds: ReadonlySet<string>;
	/** Operations that wait and are in the log, by whom. */
	readonly #returned = new Map<string, string[]>();
	#quarantine: Quarantine | undefined;
	#ledger: Ledger = {};
	/** The newest change of each row: of an earlier one nobody would see anything. */
	#changes = new Map<string, RowChange>();
	#changedRows = 0;
	#touched = false;
	#pagesCleared = false;

	/** @param before the head that there was, where there was one */
	constructor(
		home: WorkspaceHome,
		notes: DeviceNotes | undefined,
		before: Head | undefined,
		erased: ReadonlySet<string>,
		waiting: WaitingItems | undefined,
		memory?: number,
		signal?: AbortSignal
	) {
		this.#home = home;
		this.#notes = notes;
		this.#before = before;
		this.#erased = erased;
		this.#waiting = waiting;
		this.#waitingIds = new Set(waiting?.full.flatMap(({ operations }) => operations.map(({ opId }) => toHex(opId))));
		this.#projection = new Projection(home.vault, home.registry);
		this.#records = new RecordCache(home, memory);
		this.#signal = signal;
	}

	/** Called between handfuls of entries. */
	pause(): void {
		if (!this.#touched) this.#signal?.throwIfAborted();
	}

	async take({ n, entry, operations, membership, isSealed }: ReadEntry): Promise<void> {
		const by = authorOf(entry);
		if (entry.kind !== KIND.JOIN) this.#words.set(by, { n, seenN: entry.seenN });
		if (isSealed) this.#quarantine = quarantined(this.#quarantine, [n]);
		await this.#records.load(operations.map(({ recordId }) => toHex(recordId)));
		const tenures = seriesTenures(membership);
		for (const { opId } of this.#waitingIds.size > 0 ? operations : []) {
			const id = toHex(opId);
			if (this.#waitingIds.has(id)) this.#returned.set(id, [...(this.#returned.get(id) ?? []), by]);
		}
		for (const operation of operations)
			await this.#apply(operation, { n, by, hash: hashHex, erasing: entry.kind === KIND.ERASE, tenures, membership });
		if (this.#changes.size > MOST_CHANGES) this.#replay();
		if (this.#records.isFull) await this.#write();
	}

	/** What the log says, and what waits, without a byte written. */
	async inMemory(reading: LogReading): Promise<{ head: Head; projection: Projection }> {
		return this.#result(reading, await this.#foldWaiting(reading));
	}

	#result({ state, voids }: LogReading, waiting: WaitingFold | undefined): { head: Head; projection: Projection } {
		this.#replay();
		this.#showHeld();
		const { n, R, membership, perDevice } = state;
		const { shared, alone, copy } = this.#notes ?? {};
		const outbox = waiting?.head(this.#ledger);
		const head: Head = {
			v: 1,
			rules: RULES_VERSION,
			log: { n, R, membership, perDevice },
			step: this.#step(n),
			ledger: waiting?.ledger ?? this.#ledger,
			projection: this.#projection.head,
			refusals: this.#refusals,
			built: toHex(randomBytes(8)),
			...(shared && { words: this.#words, voids }),
			...(shared && !alone && { shared: true as const }),
			...(copy && { copy }),
			...(this.#quarantine && { quarantine: this.#quarantine }),
			...(outbox && { outbox })
		};
		return { head, projection: this.#projection };
	}

	async finish(reading: LogReading): Promise<{ head: Head; projection: Projection }> {
		const { store, vault, keys } = this.#home;
		const waiting = await this.#foldWaiting(reading);
		await this.#write();
		await this.#records.sweep();
		await this.#clearPages();
		this.#showHeld();
		const staged = await this.#projection.stageAll(store, this.#step(reading.state.n));
		const { head, projection } = this.#result(reading, waiting);
		const puts = [...staged.puts, ...(waiting?.puts ?? []), epochKeysRow(vault, keys), headPut(this.#home, head)];
		await store.write({ puts, deletes: [...staged.deletes, ...(waiting?.deletes ?? [])] }, 'strict');
		return { head, projection };
	}

	/** Deltas go on behind those that other tabs may know. */
	#step(n: number): number {
		return Math.max(n, this.#before?.step ?? 0, this.#notes?.step ?? 0);
	}

	/** Folds what waits over what the log says. */
	async #foldWaiting({ state }: LogReading): Promise<WaitingFold | undefined> {
		const { keys, registry } = this.#home;
		const items = this.#waiting;
		if (!items) return undefined;
		const own = toHex(keys.device.id);
		const isBack = ({ opId }: Operation) => this.#returned.get(toHex(opId))?.some((by) => isSamePerson(state.membership, own, by)) ?? false;
		this.#replay();
		const waiting = new WaitingFold({ registry, projection: this.#projection, records: this.#records, ledger: this.#ledger });
		for (const [index, whole] of items.full.entries()) {
			const item = { ...whole, operations: whole.operations.filter((operation) => !isBack(operation)) };
			if (item.operations.length === 0) continue;
			await this.#records.load(item.operations.map(({ recordId }) => toHex(recordId)));
			const placed = { n: state.n + index, by: own, hash: hashHex, tenures: seriesTenures(state.membership), membership: state.membership };
			await waiting.take(item, placed, (rows) => {
				for (const change of rows) this.#changes.set(`${change.list}/${change.id}`, change);
			});
			if (this.#records.isFull) await this.#write();
		}
		waiting.stage(this.#home.vault, items, this.#before?.outbox);
		return waiting;
	}

	async #apply(operation: Operation, placed: Placed): Promise<void> {
		const folded = await foldInto(this.#home.registry, this.#records, operation, placed, this.#ledger);
		const refusal = refusalOf(folded, operation, placed.n);
		if (refusal) this.#refusals.push(refusal);
		this.#ledger = folded.ledger;
		// A row that goes and comes again keeps its place in the list: no change may be left out between.
		if (operation.action !== 'put') this.#replay();
		for (const change of folded.rows) {
			const held = this.#erased.has(change.id) ? this.#held : this.#changes;
			held.set(`${change.list}/${change.id}`, change);
		}
		if (operation.action !== 'put') this.#replay();
	}

	#showHeld(): void {
		this.#projection.replay([...this.#held.values()].filter(({ row }) => row !== undefined));
		this.#held.clear();
	}

	#replay(): void {
		this.#projection.replay([...this.#changes.values()]);
		this.#changedRows += this.#changes.size;
		this.#changes.clear();
	}

	/** Records, and pages when many rows changed. */
	async #write(): Promise<void> {
		this.#replay();
		if (!this.#touched) {
			const { store, vault } = this.#home;
			this.#touched = true;
			await store.write({ deletes: [{ table: 'meta', ws: vault.ws, key: headKey(vault) }] }, 'strict');
		}
		await this.#records.write();
		if (this.#changedRows < ROWS_A_WRITE) return;
		await this.#clearPages();
		const { puts, deletes } = await this.#projection.stageAll(this.#home.store, 0);
		await this.#home.store.write({ puts, deletes }, 'relaxed');
		this.#changedRows = 0;
	}

	async #clearPages(): Promise<void> {
		if (this.#pagesCleared) return;
		this.#pagesCleared = true;
		await this.#home.store.clear(this.#home.vault.ws, ['page']);
	}
}
