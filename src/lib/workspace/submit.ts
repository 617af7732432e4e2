/**
 * A save that holds membership entries in a shared log: whether it stands is decided by where its entries come to lie, so it is done when they have
 * come back, and is no save at all when they do not.
 */
import { WorkspaceError } from './errors.ts';
import { makeEntries } from './making.ts';
import { mustSave } from './may-save.ts';
import type { OpenBooks } from './open-books.ts';
import { saveWaiting } from './save.ts';
import type { Transaction } from './transaction.ts';

/**
 * Sends what `make` gives, once this device has read to the head. `make` takes the write lock itself. Refused: something came in between; what was
 * under way is discarded, and the log is read. Offline: nobody answered; whether the entries are in the log is seen when the log is next read.
 */
export type Submit = (make: () => Promise<Uint8Array[]>) => Promise<'accepted' | 'refused' | 'offline'>;

/** How often a save is made again on a newer head. */
const ATTEMPTS = 3;

export async function submitted<T>(
	books: OpenBooks,
	submit: Submit | undefined,
	begin: () => Promise<Transaction>,
	make: (transaction: Transaction, ledger: Transaction['ledger']) => Promise<T>
): Promise<T> {
	if (!submit) throw new WorkspaceError('needs-relay');
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		let outcome: { result: T } | { failed: unknown } | undefined;
		const answer = await submit(async () => {
			try {
				return await books.home.locked(async () => {
					const transaction = await begin();
					const result = await make(transaction, books.head.ledger);
					outcome = { result };
					if (transaction.planned.length === 0) return [];
					mustSave(books, transaction.planned);
					if (transaction.planned.some((planned) => !('operations' in planned)))
						return makeEntries(books, Number.MAX_SAFE_INTEGER, transaction.planned);
					await saveWaiting(books, transaction, 'strict');
					return [];
				});
			} catch (failed) {
				outcome = { failed };
				return [];
			}
		});
		if (outcome && 'failed' in outcome) throw outcome.failed;
		if (answer === 'offline') throw new WorkspaceError('needs-relay', { detail: outcome ? 'sent' : 'not-sent' });
		if (answer === 'accepted' && outcome) return outcome.result;
	}
	throw new WorkspaceError('overtaken');
}
