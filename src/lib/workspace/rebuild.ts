/**
 * Throws the derived rows away and makes them again from the log: the same fold that saves use, so the same result. [Note: a rebuild]
 *
 * The log is read twice: first judged, with nothing touched; then folded. The head row goes before the first row is written and comes back with
 * the last, so a rebuild that is cut short leaves none, and is done again at the next unlock. Neither reading holds more than a part of the log.
 */
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { LogState } from '../../../sync-server/protocol/position.ts';
import { randomBytes } from '../crypto/random.ts';
import { StoreError } from '../storage/store.ts';
import { toHex } from './bytes.ts';
import { erasedIds } from './erased.ts';
import { epochKeysRow } from './epoch-keys.ts';
import { foldOperation, relatedRecords } from './fold.ts';
import type { Head } from './head.ts';
import { headKey, type WorkspaceHome } from './home.ts';
import type { Operation } from './operations.ts';
import { Projection } from './projection.ts';
import { authorOf, readLog, type LogBreak, type ReadEntry } from './read-log.ts';
import { RecordCache } from './record-cache.ts';
import { refusalOf, type Ledger, type Placed, type RecordState, type Refusal, type RowChange } from './registry.ts';
import { hashHex, seriesTenures } from './transaction.ts';

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
	judged?: Pick<LogState, 'n' | 'R'>;
	/** Stops by throwing its reason, as long as nothing was touched. */
	signal?: AbortSignal;
	/** Bytes of records in memory. */
	memory?: number;
}

/** Reads the whole log without touching anything, and says whether it is whole. */
export function judgeLog(home: WorkspaceHome, expected: number | undefined, { progress, signal }: Omit<RebuildOptions, 'judged'> = {}) {
	return readLog(home, () => {}, { expected, progress, pause: () => signal?.throwIfAborted() });
}

/**
 * The caller holds the write lock. When the log is not whole nothing stored is touched: what the readable beginning says is given in memory.
 */
export async function rebuild(home: WorkspaceHome, { progress = () => {}, judged, signal, memory }: RebuildOptions = {}): Promise<Rebuilt> {
	const first = judged ? { state: judged } : await judgeLog(home, undefined, { signal, progress: (part) => progress(part / 2) });
	const isWhole = !('broken' in first && first.broken);
	const books = new Rebuild(home, await erasedIds(home), isWhole ? memory : Infinity, signal);
	const { state, broken } = await readLog(home, (read) => books.take(read), {
		judged: first.state,
		progress: (part) => progress(judged ? part : 0.5 + part / 2),
		pause: () => books.pause()
	});
	const log = { n: state.n, R: state.R, membership: state.membership, perDevice: state.perDevice };
	if (broken) return { ...books.result(log), broken };
	return { ...(await books.finish(log)), broken: undefined };
}

/**
 * For who opens the books on a full disk: where a rebuild found no room, what it says is held in memory alone, and the records are the rows that
 * are there. The next save tries again to store it. Throws any other `error`.
 */
export async function heldWhereFull(home: WorkspaceHome, error: unknown): Promise<Rebuilt> {
	if (!(error instanceof StoreError && error.kind === 'full')) throw error;
	const books = new Rebuild(home, await erasedIds(home), Infinity);
	const { state, broken } = await readLog(home, (read) => books.take(read));
	return { ...books.result({ n: state.n, R: state.R, membership: state.membership, perDevice: state.perDevice }), broken };
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
	#ledger: Ledger = {};
	/** The newest change of each row: of an earlier one nobody would see anything. */
	#changes = new Map<string, RowChange>();
	#changedRows = 0;
	#touched = false;
	#pagesCleared = false;

	constructor(home: WorkspaceHome, erased: ReadonlySet<string>, memory?: number, signal?: AbortSignal) {
		this.#home = home;
		this.#erased = erased;
		this.#projection = new Projection(home.vault, home.registry);
		this.#records = new RecordCache(home, memory);
		this.#signal = signal;
	}

	/** Called between handfuls of entries. */
	pause(): void {
		if (!this.#touched) this.#signal?.throwIfAborted();
	}

	async take({ n, entry, operations, membership }: ReadEntry): Promise<void> {
		await this.#records.load(operations.map(({ recordId }) => toHex(recordId)));
		const by = authorOf(entry);
		const tenures = seriesTenures(membership);
		for (const operation of operations) await this.#apply(operation, { n, by, hash: hashHex, erasing: entry.kind === KIND.ERASE, tenures });
		if (this.#changes.size > MOST_CHANGES) this.#replay();
		if (this.#records.isFull) await this.#write(n + 1);
	}

	result(log: Head['log']): { head: Head; projection: Projection } {
		this.#replay();
		this.#showHeld();
		const head: Head = {
			v: 1,
			log,
			ledger: this.#ledger,
			projection: this.#projection.head,
			refusals: this.#refusals,
			built: toHex(randomBytes(8))
		};
		return { head, projection: this.#projection };
	}

	async finish(log: Head['log']): Promise<{ head: Head; projection: Projection }> {
		const { store, vault, keys } = this.#home;
		await this.#write(log.n);
		await this.#records.sweep();
		await this.#clearPages();
		this.#showHeld();
		const staged = await this.#projection.stageAll(store, log.n);
		const { head, projection } = this.result(log);
		const puts = [...staged.puts, epochKeysRow(vault, keys), vault.sealJson('meta', headKey(vault), head)];
		await store.write({ puts, deletes: staged.deletes }, 'strict');
		return { head, projection };
	}

	async #apply(operation: Operation, placed: Placed): Promise<void> {
		const { n } = placed;
		const id = toHex(operation.recordId);
		const type = this.#home.registry.get(operation.type);
		if (!type || operation.schema > type.schema) {
			this.#refusals.push({ recordId: id, n, reason: type ? 'newer-schema' : 'unknown-type' });
			return;
		}
		const state = this.#records.get(id);
		const related = relatedRecords(type, state, operation, id);
		if (related.length > 0) await this.#records.load(related);
		const others = new Map<string, RecordState>();
		for (const other of related) {
			const found = this.#records.get(other);
			if (found) others.set(other, found);
		}
		const result = foldOperation(this.#home.registry, type, state, operation, placed, this.#ledger, id, others);
		const refusal = refusalOf(result, id, n);
		if (refusal) this.#refusals.push(refusal);
		if (result.state && result.state !== state) this.#records.set(id, result.state);
		for (const [other, changed] of result.others ?? []) this.#records.set(other, changed);
		this.#ledger = result.ledger ?? this.#ledger;
		// A row that goes and comes again keeps its place in the list: no change may be left out between.
		if (operation.action !== 'put') this.#replay();
		for (const change of result.rows) {
			const rows = this.#erased.has(change.id) ? this.#held : this.#changes;
			rows.set(`${change.list}/${change.id}`, change);
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

	/** Records, and pages when many rows changed, of the log up to position `end`. */
	async #write(end: number): Promise<void> {
		this.#replay();
		if (!this.#touched) {
			const { store, vault } = this.#home;
			this.#touched = true;
			await store.write({ deletes: [{ table: 'meta', ws: vault.ws, key: headKey(vault) }] }, 'strict');
		}
		await this.#records.write();
		if (this.#changedRows < ROWS_A_WRITE) return;
		await this.#clearPages();
		const { puts, deletes } = await this.#projection.stageAll(this.#home.store, end);
		await this.#home.store.write({ puts, deletes }, 'relaxed');
		this.#changedRows = 0;
	}

	async #clearPages(): Promise<void> {
		if (this.#pagesCleared) return;
		this.#pagesCleared = true;
		await this.#home.store.clear(this.#home.vault.ws, ['page']);
	}
}
