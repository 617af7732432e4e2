/** Looks through the whole log for damage. */
import { equalBytes } from './bytes.ts';
import type { OpenBooks } from './open-books.ts';
import { readChain, type Judged } from './read-log.ts';
import { judgeLog } from './rebuild.ts';

/** What the head says of the log. */
export function knownLog({ head }: Pick<OpenBooks, 'head'>): Judged {
	const { log, voids } = head;
	return { n: log.n, R: log.R, voids };
}

/**
 * Follows the chain of hashes through the whole log, without signatures: quick enough to run after every unlock, and finds any byte that
 * changed. True when the log has just turned out to be broken.
 */
export async function audit(books: OpenBooks): Promise<boolean> {
	if (books.broken) return false;
	const known = knownLog(books);
	const broken = await readChain(books.home, known.n, known.R);
	// It may have been cut back meanwhile, to follow another branch.
	if (!broken || books.broken || books.head.log.n < known.n) return false;
	// Which entry it is takes the signatures to say.
	books.broken = (await judgeLog(books.home, known.n, { known })).broken ?? broken;
	return true;
}

/**
 * Checks every entry of the log, signatures included, against the head; when all is well builds records and lists again from it. The signal
 * stops it until it begins to write. True when it has written.
 */
export async function verify(books: OpenBooks, progress: (fraction: number) => void, signal: AbortSignal | undefined): Promise<boolean> {
	const known = knownLog(books);
	const { n, R } = known;
	const { broken, state, voids } = await judgeLog(books.home, n, { signal, known, progress: (part) => progress(part / 2) });
	const differs = !broken && !(state.n === n && equalBytes(state.R, R));
	books.broken = broken ?? (differs ? { n, why: 'head-differs' } : undefined);
	if (books.broken) return false;
	const judged = { n, R, voids };
	await books.home.locked(() => books.rebuild({ judged, signal, progress: (part) => progress((1 + part) / 2) }));
	return true;
}
