/**
 * Records while a rebuild folds the log: as many in memory as fit, the others as sealed rows where they belong in the end. A log of any length
 * is folded in the same memory.
 */
import type { Put } from '../storage/store.ts';
import { recordKey, type WorkspaceHome } from './home.ts';
import { decodeRecord, encodeRecord } from './record-row.ts';
import type { RecordState } from './registry.ts';

/** Of sealed content; what is read of it takes a few times as much. */
const MOST_BYTES = 8 * 1024 * 1024;
const ROWS_AT_ONCE = 500;

export class RecordCache {
	readonly #home: Pick<WorkspaceHome, 'store' | 'vault'>;
	readonly #states = new Map<string, RecordState>();
	readonly #changed = new Set<string>();
	/** Ids of the rows this rebuild has written; what else lies in the table is of before. */
	readonly #written = new Set<string>();
	readonly #most: number;
	#bytes = 0;

	constructor(home: Pick<WorkspaceHome, 'store' | 'vault'>, most = MOST_BYTES) {
		this.#home = home;
		this.#most = most;
	}

	/** Of a record that `load` was asked for since the last `write`. */
	get(id: string): RecordState | undefined {
		return this.#states.get(id);
	}

	set(id: string, state: RecordState): void {
		this.#bytes += sizeOf(state) - sizeOf(this.#states.get(id));
		this.#states.set(id, state);
		this.#changed.add(id);
	}

	get isFull(): boolean {
		return this.#bytes > this.#most;
	}

	/** Number of records, once all are written. */
	get written(): number {
		return this.#written.size;
	}

	/** Undefined when all are here. */
	load(ids: readonly string[]): Promise<void> | undefined {
		const wanted = ids.filter((id) => !this.#states.has(id) && this.#written.has(id));
		return wanted.length === 0 ? undefined : this.#read([...new Set(wanted)]);
	}

	/** Writes what changed and forgets everything. */
	async write(): Promise<void> {
		const { store, vault } = this.#home;
		const ids = [...this.#changed];
		for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
			const some = ids.slice(from, from + ROWS_AT_ONCE);
			const puts = some.map((id): Put => vault.seal('record', recordKey(vault, id), encodeRecord(this.#states.get(id)!)));
			await store.write({ puts }, 'relaxed');
			for (const id of some) this.#written.add(id);
		}
		this.#changed.clear();
		this.#states.clear();
		this.#bytes = 0;
	}

	/** Removes the rows of records that are not in the log. */
	async sweep(): Promise<void> {
		const { store, vault } = this.#home;
		if ((await store.count('record', vault.ws)) === this.#written.size) return;
		const known = new Set([...this.#written].map((id) => recordKey(vault, id).join()));
		for await (const rows of store.all('record', vault.ws, ROWS_AT_ONCE)) {
			const strangers = rows.filter(({ key }) => typeof key === 'number' || !known.has(key.join()));
			await store.write({ deletes: strangers.map(({ key }) => ({ table: 'record', ws: vault.ws, key })) }, 'relaxed');
		}
	}

	async #read(ids: readonly string[]): Promise<void> {
		const { store, vault } = this.#home;
		const keys = ids.map((id) => recordKey(vault, id));
		const rows = await store.getMany('record', vault.ws, keys);
		rows.forEach((bytes, index) => {
			const plain = bytes && vault.open('record', keys[index]!, bytes);
			// Written a moment ago by this very rebuild.
			if (!plain) throw new Error('a row changed under the rebuild');
			const state = decodeRecord(plain);
			this.#states.set(ids[index]!, state);
			this.#bytes += sizeOf(state);
		});
	}
}

function sizeOf(state: RecordState | undefined): number {
	return state ? (state.live?.length ?? 0) + (state.frozen?.length ?? 0) + 300 * (1 + state.facts.length) : 0;
}
