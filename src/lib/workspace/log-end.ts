/** Whether the log ends where the head says. */
import type { WorkspaceHome } from './home.ts';
import type { LogBreak } from './read-log.ts';

type Place = Pick<WorkspaceHome, 'store' | 'vault'>;

/** Counting is quick; only where the count is wrong is the gap looked for. */
export async function missingEntry({ store, vault }: Place, n: number): Promise<LogBreak | undefined> {
	if ((await store.count('log', vault.ws)) === n) return undefined;
	let expected = 0;
	for await (const rows of store.all('log', vault.ws, 1000)) {
		for (const { key } of rows)
			if (key === expected) expected++;
			else return { n: expected, why: 'entry-missing' };
	}
	return { n: expected, why: expected < n ? 'entry-missing' : 'head-differs' };
}

/** Only the end is looked at, so that opening costs the same whatever lies before; the audit after it follows the whole chain. */
export async function wrongEnd({ store, vault }: Place, n: number): Promise<LogBreak | undefined> {
	const from = Math.max(0, n - 1);
	const rows = await store.range('log', vault.ws, from, n + 1, 2);
	if (n > 0 && rows[0]?.key !== n - 1) return { n: n - 1, why: 'entry-missing' };
	return rows.length > n - from ? { n, why: 'head-differs' } : undefined;
}
