/** Records under a rebase: what the log says of them, and over it what waiting operations make of them. */
import type { Tag } from '../storage/store.ts';
import type { FoldRecords } from './fold.ts';
import { recordKey } from './home.ts';
import type { OpenBooks } from './open-books.ts';
import { keptKey, openKept, type Kept } from './outbox.ts';
import { decodeRecord } from './record-row.ts';
import { RowsDamaged } from './rows-damaged.ts';
import type { RecordState } from './registry.ts';

const ROWS_AT_ONCE = 500;

export class ConfirmedRecords implements FoldRecords {
	/** Ids of records that were set since. */
	readonly changed = new Set<string>();
	readonly #books: OpenBooks;
	/** Ids of records of which something waits: their rows are not what is confirmed. */
	readonly #waiting: ReadonlySet<string>;
	readonly #states = new Map<string, RecordState | undefined>();
	readonly #kept = new Map<string, Kept>();
	readonly #keys = new Map<string, Tag>();

	constructor(books: OpenBooks, waiting: ReadonlySet<string>) {
		this.#books = books;
		this.#waiting = waiting;
	}

	get(id: string): RecordState | undefined {
		return this.#states.get(id);
	}

	set(id: string, state: RecordState): void {
		this.#states.set(id, state);
		this.changed.add(id);
	}

	/** As it was stored, of a record that waiting operations changed. */
	keptOf(id: string): Kept | undefined {
		return this.#kept.get(id);
	}

	/** Where its row lies. */
	keyOf(id: string): Tag {
		let key = this.#keys.get(id);
		if (!key) this.#keys.set(id, (key = recordKey(this.#books.home.vault, id)));
		return key;
	}

	load(ids: readonly string[]): Promise<void> | undefined {
		const wanted = [...new Set(ids)].filter((id) => !this.#states.has(id));
		return wanted.length === 0 ? undefined : this.#load(wanted);
	}

	async #load(ids: readonly string[]): Promise<void> {
		const { store, vault } = this.#books.home;
		for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
			const some = ids.slice(from, from + ROWS_AT_ONCE);
			const waiting = some.filter((id) => this.#waiting.has(id));
			const keys = waiting.map((id) => keptKey(vault, id));
			const rows = keys.length > 0 ? await store.getMany('outbox', vault.ws, keys) : [];
			waiting.forEach((id, at) => {
				const bytes = rows[at];
				const kept = bytes && openKept(vault, keys[at]!, bytes);
				if (!kept) throw new RowsDamaged();
				this.#kept.set(id, kept);
				this.#states.set(id, kept.state);
			});
			await this.#loadRows(some.filter((id) => !this.#waiting.has(id)));
		}
	}

	async #loadRows(ids: readonly string[]): Promise<void> {
		if (ids.length === 0) return;
		const { store, vault } = this.#books.home;
		const keys = ids.map((id) => this.keyOf(id));
		const rows = await store.getMany('record', vault.ws, keys);
		ids.forEach((id, at) => {
			const bytes = rows[at];
			const plain = bytes && vault.open('record', keys[at]!, bytes);
			if (bytes && !plain) throw new RowsDamaged();
			this.#states.set(id, plain && decodeRecord(plain));
		});
	}
}

/** What waits, over what is confirmed. */
export class Overlay implements FoldRecords {
	readonly #base: ConfirmedRecords;
	readonly #states = new Map<string, RecordState>();
	/** Emptied by the caller between items. */
	readonly changed = new Set<string>();

	constructor(base: ConfirmedRecords) {
		this.#base = base;
	}

	get(id: string): RecordState | undefined {
		return this.#states.get(id) ?? this.#base.get(id);
	}

	set(id: string, state: RecordState): void {
		this.#states.set(id, state);
		this.changed.add(id);
	}

	has(id: string): boolean {
		return this.#states.has(id);
	}

	load(ids: readonly string[]): Promise<void> | undefined {
		return this.#base.load(ids);
	}
}
