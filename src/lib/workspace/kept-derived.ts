/** Reading and keeping what is derived of a list's records. [Note: derived pages] */
import { StoreError } from '../storage/store.ts';
import type { DerivedState } from './derived.ts';
import { readHead } from './head.ts';
import { ROWS } from './lists/block.ts';
import type { OpenBooks } from './open-books.ts';

export interface KeptDerived {
	/** Whether what was kept of the row is still so. */
	isFresh(slot: number): boolean;
	/** As it was given to `keepDerived`; undefined where there is none, or it does not open. */
	block(block: number): Promise<Uint8Array | undefined>;
}

const NOTHING: KeptDerived = { isFresh: () => false, block: () => Promise.resolve(undefined) };

/** @param stamp of what is asked for: what was kept under another is not */
export async function readDerived({ home, projection, broken }: OpenBooks, list: string, stamp: string): Promise<KeptDerived> {
	const { store } = home;
	const { derived, head } = projection;
	// As it is now: who follows what changes hears of later changes by himself.
	const touched = new Map(projection.touched(list));
	const state = broken ? undefined : await derived.state(store, head.foldedTo);
	const kept = state?.stamp === stamp ? state.lists[list] : undefined;
	if (!kept) return NOTHING;
	const stale = new Set(kept.stale);
	const number = numberOf(projection, list);
	return {
		isFresh(slot) {
			const known = kept.blocks[Math.floor(slot / ROWS)];
			return known !== undefined && !stale.has(slot) && (touched.get(slot) ?? -1) < known.step;
		},
		async block(block) {
			const known = kept.blocks[block];
			return known && derived.page(store, number, block, known);
		}
	};
}

/**
 * Keeps what was derived of these blocks. It is only a cache: where another tab has written, or there is no room, it is not kept.
 *
 * @param since version of the list that it was derived of
 */
export async function keepDerived(
	books: OpenBooks,
	list: string,
	stamp: string,
	since: number,
	blocks: ReadonlyMap<number, Uint8Array>
): Promise<void> {
	const { home, projection } = books;
	await home.locked(async () => {
		const { head, broken } = books;
		const stored = await readHead(home);
		const changed = projection.list(list).changedSince(since);
		if (broken || books.projection !== projection || !changed || stored?.step !== head.step || stored.built !== head.built) return;
		const { foldedTo } = projection.head;
		const known = await projection.derived.state(home.store, foldedTo);
		const state: DerivedState = known?.stamp === stamp ? known : { v: 1, foldedTo, stamp, lists: {} };
		const staged = projection.derived.stageKeep(state, { list, number: numberOf(projection, list) }, head.step, blocks, changed);
		try {
			await home.store.write(staged, 'relaxed');
		} catch (error) {
			if (!(error instanceof StoreError && error.kind === 'full')) throw error;
		}
	});
}

function numberOf(projection: OpenBooks['projection'], list: string): number {
	const { derived } = projection.list(list).layout.shape;
	if (derived === undefined) throw new TypeError('nothing is derived of that list');
	return derived;
}
