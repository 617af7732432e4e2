/**
 * unlock.first-rows@N: from the key (here the recovery code, which stretches nothing) to the newest fifty documents and the sums of all, in a worker
 * just started, its database open. The reference, in another worker just started, opens the same header by the same code, reads and opens the same
 * stored pages, and makes nothing of them.
 */
import type { Page } from '@playwright/test';
import { NEWEST, withBooks, type Bench } from './books.ts';
import { rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

function firstRows(page: Page, code: string): Promise<number> {
	return page.evaluate(
		async ([recovery, newest]) => {
			const bench = globalThis as unknown as Bench;
			bench.startWorker('books');
			await bench.books.status();
			const begun = performance.now();
			const opened = await bench.books.unlockWithRecovery(recovery);
			const list = await bench.books.list('document', newest);
			const took = performance.now() - begun;
			if (!opened.ok || !list.ok || list.value.rows.length !== 50) throw new Error('no rows');
			bench.endWorker('books');
			return took;
		},
		[code, NEWEST] as const
	);
}

function rawRead(page: Page, code: string): Promise<{ milliseconds: number; bytes: number }> {
	return page.evaluate(async (recovery) => {
		const bench = globalThis as unknown as Bench;
		bench.startWorker('filler');
		await bench.filler.start();
		const raw = await bench.filler.rawFromKey(recovery);
		bench.endWorker('filler');
		return raw;
	}, code);
}

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	let bytes = 0;
	const pairs = await withBooks(documents, ({ page, code }) =>
		takePairs(
			quick ? 5 : 9,
			() => firstRows(page, code),
			async () => {
				const raw = await rawRead(page, code);
				bytes = raw.bytes;
				return raw.milliseconds;
			}
		)
	);
	const about = {
		unit: 'ms',
		reference: 'reading and opening the same pages, raw',
		note: `${(bytes / 1e6).toFixed(1)} MB of pages, cached by the system`
	};
	return [rowOf(pairs, { name: `unlock.first-rows@${documents}`, ...about, n: documents, bytes })];
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000, 1_000_000].map((n) => ({
	name: `unlock.first-rows@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
