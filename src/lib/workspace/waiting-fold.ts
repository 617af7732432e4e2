/** Folds everything that waits over the confirmed books, where those are made anew: what each changed record was before is kept beside. */
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import type { Delete, Put } from '../storage/store.ts';
import { notesKey } from './device-notes.ts';
import { foldInto, type FoldRecords } from './fold.ts';
import type { OutboxHead } from './head.ts';
import type { WorkspaceHome } from './home.ts';
import { itemPut, keptKey, keptPut, NO_OUTBOX, Outbox, type FullItem, type Kept } from './outbox.ts';
import type { Projection } from './projection.ts';
import { CHANGED_COLUMN, refusalOf, type Ledger, type Placed, type RecordState, type Registry, type RowChange } from './registry.ts';
import type { Vault } from './vault.ts';

const ROWS_AT_ONCE = 500;

export interface WaitingItems {
	full: FullItem[];
	/** Behind the last item there is. */
	next: number;
	/** Confirmed states kept so far. */
	kept: Delete[];
	/** Keys of those that do not open. */
	damaged: number[];
}

/** All that lies in the outbox; undefined when nothing does. The head need not be there. */
export async function waitingItems({ store, vault }: Pick<WorkspaceHome, 'store' | 'vault'>): Promise<WaitingItems | undefined> {
	const found: WaitingItems = { full: [], next: 0, kept: [], damaged: [] };
	const outbox = new Outbox({ store, vault });
	const notes = notesKey(vault).join();
	for await (const rows of store.all('outbox', vault.ws, ROWS_AT_ONCE)) {
		const numbers = rows.flatMap(({ key }) => (typeof key === 'number' ? [key] : []));
		const read = await outbox.read(numbers);
		found.full.push(...read);
		found.damaged.push(...numbers.filter((number) => !read.some(({ key }) => key === number)));
		found.next = Math.max(found.next, ...numbers.map((key) => key + 1));
		for (const { key } of rows)
			if (typeof key !== 'number' && key.join() !== notes) found.kept.push({ table: 'outbox', ws: vault.ws, key });
	}
	return found.next === 0 && found.kept.length === 0 ? undefined : found;
}

/**
 * Whether what `by` wrote may be what waits here: of this device, or another of the same person, as this one was before it was admitted anew. Somebody
 * else who writes under the id of a waiting operation has not sent that operation.
 */
export function isSamePerson(membership: MembershipState | undefined, own: string, by: string): boolean {
	if (own === by) return true;
	const member = membership?.devices.get(own)?.member;
	return member !== undefined && membership?.devices.get(by)?.member === member;
}

/** Position at which a row of the record changed last, as the lists have it. */
export function rowPosition(projection: Projection, lists: Iterable<string>, id: string): number {
	for (const list of lists) {
		const row = projection.list(list).get(id) as Record<string, unknown> | undefined;
		const changed = row?.[CHANGED_COLUMN];
		if (typeof changed === 'number') return changed;
	}
	return 0;
}

interface Start {
	registry: Registry;
	projection: Projection;
	records: FoldRecords;
	ledger: Ledger;
}

export class WaitingFold {
	readonly puts: Put[] = [];
	readonly deletes: Delete[] = [];
	readonly #start: Start;
	readonly #kept = new Map<string, Kept>();
	readonly #items: FullItem[] = [];
	readonly #refused: OutboxHead['refused'] = [];
	#next = 0;
	#taken = 0;
	#damaged: readonly number[] = [];
	ledger: Ledger;

	constructor(start: Start) {
		this.#start = start;
		this.ledger = start.ledger;
	}

	/** The caller has loaded the records the operations name. */
	async take(item: FullItem, placed: Placed, show: (rows: readonly RowChange[]) => void): Promise<void> {
		const { registry, projection } = this.#start;
		const touches = new Set<string>();
		const changes = new Set<string>();
		let { usesLedger } = item;
		const records = this.#keeping(changes);
		for (const operation of item.operations) {
			const erasing = operation.action === 'erase';
			const folded = await foldInto(registry, records, operation, { ...placed, erasing }, this.ledger);
			for (const id of folded.touches) touches.add(id);
			const refusal = refusalOf(folded, operation, placed.n);
			if (refusal) this.#refused.push({ ...refusal, item: item.key });
			usesLedger ||= folded.ledger !== this.ledger || refusal !== undefined;
			this.ledger = folded.ledger;
			for (const { list, id } of folded.rows) {
				const kept = this.#kept.get(id);
				if (kept && !kept.lists.includes(list)) kept.lists.push(list);
			}
			show(folded.rows);
		}
		for (const id of changes) {
			const kept = this.#kept.get(id)!;
			if (kept.n === 0) kept.n = rowPosition(projection, kept.lists, id);
		}
		this.#items.push({ ...item, touches: [...touches], changes: [...changes], usesLedger });
	}

	#keeping(changes: Set<string>): FoldRecords {
		const { records } = this.#start;
		return {
			get: (id) => records.get(id),
			load: (ids) => records.load(ids),
			set: (id: string, state: RecordState) => {
				changes.add(id);
				if (!this.#kept.has(id)) this.#kept.set(id, { n: 0, lists: [], state: records.get(id) });
				records.set(id, state);
			}
		};
	}

	/** Gathers what is to be written. */
	stage(vault: Vault, { next, kept, full, damaged }: WaitingItems, before: OutboxHead | undefined): void {
		this.#damaged = damaged;
		const staying = new Set(this.#items.map(({ key }) => key));
		for (const { key } of full) if (!staying.has(key)) this.deletes.push({ table: 'outbox', ws: vault.ws, key });
		const fresh = new Set([...this.#kept.keys()].map((id) => keptKey(vault, id).join()));
		this.deletes.push(...kept.filter(({ key }) => !fresh.has((key as Uint8Array).join())));
		for (const [id, each] of this.#kept) this.puts.push(keptPut(vault, id, each));
		for (const item of this.#items) this.puts.push(itemPut(vault, item));
		this.#next = Math.max(next, before?.next ?? 0);
		this.#taken = (before?.taken ?? 0) + 1;
	}

	head(confirmed: Ledger): OutboxHead {
		return {
			...NO_OUTBOX,
			next: this.#next,
			taken: this.#taken,
			count: this.#items.length,
			...(this.#damaged.length > 0 && { damaged: this.#damaged }),
			refused: this.#refused,
			...(this.ledger !== confirmed && { ledger: confirmed })
		};
	}
}
