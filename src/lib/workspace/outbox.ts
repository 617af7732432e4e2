/**
 * Operations that wait for their place in a shared log. [Note: outbox]
 *
 *     number key   one item: the operations of one planned entry, in the order they were saved        headLen4 head batch
 *     tag key      the confirmed state of a record that a waiting operation changed: what it is by the log alone        headLen4 head record?
 *
 * Records, lists and ledger show the books with everything that waits. What is confirmed is kept beside, and folding starts from there when entries
 * of others come in between. An item goes when its operations are read back in an entry of the log.
 */
import type { KIND } from '../../../sync-server/protocol/codec.ts';
import { concat } from '../crypto/derive.ts';
import type { Put, SealedBytes, Tag } from '../storage/store.ts';
import { toHex } from './bytes.ts';
import type { OutboxHead } from './head.ts';
import type { WorkspaceHome } from './home.ts';
import { decodeJson, encodeJson } from './json.ts';
import { decodeBatch, encodeBatch, type Operation } from './operations.ts';
import { decodeRecord, encodeRecord } from './record-row.ts';
import type { RecordState } from './registry.ts';
import type { Vault } from './vault.ts';

export type ItemKind = typeof KIND.DATA | typeof KIND.ERASE;

/** What is remembered of an item without its operations. */
export interface Item {
	key: number;
	kind: ItemKind;
	opIds: string[];
	/** Every record that folding it looked at, `changes` among them. */
	touches: readonly string[];
	changes: readonly string[];
	/** It reads or changes the ledger. */
	usesLedger: boolean;
	/** Of its plaintext. */
	bytes: number;
}
export type FullItem = Omit<Item, 'opIds' | 'bytes'> & { operations: Operation[] };

export interface Kept {
	/** Position of the confirmed row's last change. */
	n: number;
	/** Lists that have rows of it since. */
	lists: string[];
	/** Undefined where the log knows no such record. */
	state: RecordState | undefined;
}

interface ItemHead {
	kind: ItemKind;
	touches: readonly string[];
	changes: readonly string[];
	usesLedger: boolean;
}

const ROWS_AT_ONCE = 500;

export const NO_OUTBOX: OutboxHead = { next: 0, count: 0, taken: 0, refused: [] };

export function itemPut(vault: Vault, { key, kind, touches, changes, usesLedger, operations }: FullItem): Put {
	return vault.seal('outbox', key, framed({ kind, touches, changes, usesLedger } satisfies ItemHead, encodeBatch(operations)));
}

export function keptKey(vault: Vault, id: string): Tag {
	return vault.tag('confirmed', new TextEncoder().encode(id));
}

export function keptPut(vault: Vault, id: string, { n, lists, state }: Kept): Put {
	const head = { n, lists, has: state !== undefined };
	return vault.seal('outbox', keptKey(vault, id), framed(head, state ? encodeRecord(state) : new Uint8Array(0)));
}

/** Undefined for a row that was changed or moved. */
export function openKept(vault: Vault, key: Tag, bytes: SealedBytes): Kept | undefined {
	const plain = vault.open('outbox', key, bytes);
	if (!plain) return undefined;
	const { head, rest } = unframed<{ n: number; lists: string[]; has: boolean }>(plain);
	return { n: head.n, lists: head.lists, state: head.has ? decodeRecord(rest) : undefined };
}

/** The items that wait, as this tab knows them. Read, and read on, inside the write lock. */
export class Outbox {
	readonly #home: Pick<WorkspaceHome, 'store' | 'vault'>;
	readonly #items = new Map<number, Item>();
	readonly #damaged = new Set<number>();
	#next = 0;
	#taken = 0;

	constructor(home: Pick<WorkspaceHome, 'store' | 'vault'>) {
		this.#home = home;
	}

	/** Takes in what this or another tab has written since. An item that does not open stays where it is: `damaged`. */
	async sync({ next, taken }: OutboxHead = NO_OUTBOX): Promise<void> {
		if (taken !== this.#taken || next < this.#next) {
			this.#items.clear();
			this.#damaged.clear();
			this.#next = 0;
			this.#taken = taken;
		}
		while (this.#next < next) {
			const rows = await this.#home.store.range('outbox', this.#home.vault.ws, this.#next, next, ROWS_AT_ONCE);
			for (const { key, bytes } of rows) {
				const full = this.#open(key as number, bytes);
				if (full) this.add(full);
				else this.#damaged.add(key as number);
			}
			this.#next = rows.length < ROWS_AT_ONCE ? next : (rows.at(-1)!.key as number) + 1;
		}
	}

	/** In the order in which they were saved. */
	get items(): Item[] {
		return [...this.#items.values()].sort((a, b) => a.key - b.key);
	}

	/** Keys of items whose bytes do not open any more. The others are sent without them. */
	get damaged(): ReadonlySet<number> {
		return this.#damaged;
	}

	get size(): number {
		return this.#items.size;
	}

	/** After its row was written. */
	add(full: FullItem): void {
		const { key, kind, touches, changes, usesLedger, operations } = full;
		const bytes = operations.reduce((sum, { body, type }) => sum + body.length + type.length + 64, 0);
		const opIds = operations.map(({ opId }) => toHex(opId));
		this.#items.set(key, { key, kind, opIds, touches, changes, usesLedger, bytes });
		this.#next = Math.max(this.#next, key + 1);
	}

	/** After its row was deleted. */
	remove(key: number): void {
		this.#items.delete(key);
	}

	set taken(taken: number) {
		this.#taken = taken;
	}

	/** Ids of records whose confirmed state is kept beside. */
	get changed(): Set<string> {
		return new Set([...this.#items.values()].flatMap(({ changes }) => changes));
	}

	/** With their operations, in the order asked; those that no longer open are left out. */
	async read(keys: readonly number[]): Promise<FullItem[]> {
		const found: FullItem[] = [];
		for (let from = 0; from < keys.length; from += ROWS_AT_ONCE) {
			const some = keys.slice(from, from + ROWS_AT_ONCE);
			const rows = await this.#home.store.getMany('outbox', this.#home.vault.ws, some);
			rows.forEach((bytes, at) => {
				const full = bytes && this.#open(some[at]!, bytes);
				if (full) found.push(full);
				else if (bytes) {
					this.#items.delete(some[at]!);
					this.#damaged.add(some[at]!);
				}
			});
		}
		return found;
	}

	#open(key: number, bytes: SealedBytes): FullItem | undefined {
		const plain = this.#home.vault.open('outbox', key, bytes);
		if (!plain) return undefined;
		const { head, rest } = unframed<ItemHead>(plain);
		const operations = decodeBatch(rest);
		return operations && { key, ...head, operations };
	}
}

/** Something that waits does not open, and the rows do not know it yet. */
export function isDamaged({ head, outbox }: { head: { outbox?: OutboxHead }; outbox: Outbox }): boolean {
	const known = new Set(head.outbox?.damaged);
	return [...outbox.damaged].some((key) => !known.has(key));
}

function framed(head: object, rest: Uint8Array): Uint8Array {
	const json = encodeJson(head);
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, json.length);
	return concat([length, json, rest]);
}

function unframed<T>(bytes: Uint8Array): { head: T; rest: Uint8Array } {
	const end = 4 + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
	return { head: decodeJson<T>(bytes.subarray(4, end)), rest: bytes.subarray(end) };
}
