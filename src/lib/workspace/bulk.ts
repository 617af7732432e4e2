/**
 * [Note: many records at once] What imports and restores write with. It is the ordinary save, taken in handfuls: the same folds, checks and
 * refusals, several hundred operations to an entry and several entries to a save, so that signatures, sealed envelopes and transactions are
 * shared. Each save is whole or not there; a stop between two leaves what was written before it, which the caller takes back where it must.
 *
 * The ids an item will write are looked up together. Where all are freshly drawn, nothing of the store is read.
 */
import type { Durability } from '../storage/store.ts';
import type { Transaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

/** Few enough that an edit typed meanwhile waits a fraction of a second for its turn. */
const ITEMS_AT_ONCE = 250;

export interface BulkOptions<I> {
	/** The ids of the records that writing this item reads or changes. */
	ids?(item: I): readonly string[];
	/** Called after each save with the number of items written so far. */
	progress?(done: number): void;
	/** Stops before the next save by throwing the signal's reason. */
	signal?: AbortSignal;
	/** Of every save; the last one always waits for the disk. */
	durability?: Durability;
}

/** Runs `write` on every item, in order; gives their number. What `write` throws ends it, with nothing of its save written. */
export async function saveInBulk<I>(
	workspace: Pick<Workspace, 'save'>,
	items: Iterable<I> | AsyncIterable<I>,
	write: (transaction: Transaction, item: I) => Promise<unknown>,
	{ ids, progress, signal, durability = 'relaxed' }: BulkOptions<I> = {}
): Promise<number> {
	let done = 0;
	for await (const { handful, last } of handfuls(items)) {
		signal?.throwIfAborted();
		await workspace.save(
			async (transaction) => {
				if (ids) await transaction.prepare(handful.flatMap(ids));
				for (const item of handful) await write(transaction, item);
			},
			last ? 'strict' : durability
		);
		done += handful.length;
		progress?.(done);
	}
	return done;
}

async function* handfuls<I>(items: Iterable<I> | AsyncIterable<I>): AsyncGenerator<{ handful: I[]; last: boolean }> {
	let handful: I[] = [];
	for await (const item of items) {
		if (handful.length === ITEMS_AT_ONCE) {
			yield { handful, last: false };
			handful = [];
		}
		handful.push(item);
	}
	if (handful.length > 0) yield { handful, last: true };
}
