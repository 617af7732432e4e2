/** Changes that waited for their place and do not open any more: what is known of them, their bytes as they lie here, and letting go of them. */
import type { Delete } from '../storage/store.ts';
import type { OpenBooks } from './open-books.ts';
import type { FullItem } from './outbox.ts';

export interface DamagedItem {
	key: number;
	/** As they are stored. */
	bytes: Uint8Array;
	/** Minutes since 1970 at which the readable items around it were saved. */
	after?: number;
	before?: number;
}

/** Under the write lock. */
export async function damagedItems(books: OpenBooks): Promise<DamagedItem[]> {
	const { home, head, outbox } = books;
	const keys = [...(head.outbox?.damaged ?? [])];
	const rows = await home.store.getMany('outbox', home.vault.ws, keys);
	const around = await outbox.read(outbox.items.map(({ key }) => key));
	const times = around.flatMap((item) => savedAt(item).map((at) => ({ key: item.key, at })));
	return keys.flatMap((key, index) => {
		const bytes = rows[index];
		if (!bytes) return [];
		const after = times.findLast((each) => each.key < key)?.at;
		const before = times.find((each) => each.key > key)?.at;
		return [{ key, bytes, ...(after !== undefined && { after }), ...(before !== undefined && { before }) }];
	});
}

/** The person has given them up. Under the write lock. */
export async function dropDamaged(books: OpenBooks): Promise<void> {
	const { home, head } = books;
	if (!head.outbox?.damaged?.length) return;
	const { damaged, ...outbox } = head.outbox;
	const deletes: Delete[] = damaged.map((key) => ({ table: 'outbox', ws: home.vault.ws, key }));
	// Other tabs, and this one, read the outbox anew.
	const next = { ...head, outbox: { ...outbox, taken: outbox.taken + 1 } };
	await books.write({ puts: [], deletes, rows: [], head: next, sweep: false, ids: [] }, 'strict');
}

function savedAt({ operations }: FullItem): number[] {
	const at = operations[0]?.at;
	return at ? [at] : [];
}
