/**
 * unlock.first-rows@N: from the key (here the recovery code, which stretches nothing) to the newest fifty documents and the sums of all, in a worker
 * just started, its database open, after a session that showed the same; unlock.all-rows@N: the same where nothing was kept of it, so that all rows
 * are read. The reference, in another worker just started, opens the same header by the same code, reads and opens the same
 * stored pages, and makes nothing of them.
 */
import type { Page } from '@playwright/test';
import type { ListQuery } from '../../src/lib/worker-api.ts';
import { NEWEST, withBooks, type Bench } from './books.ts';
import { rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

export function firstRows(page: Page, code: string, query: ListQuery<'document'>): Promise<number> {
	return page.evaluate(
		async ([recovery, newest]) => {
			const bench = globalThis as unknown as Bench;
			bench.startWorker('books');
			await bench.books.status();
			const begun = performance.now();
			const opened = await bench.books.unlockWithRecovery(recovery);
			const list = await bench.books.list('document', newest);
			const took = performance.now() - begun;
			if (!opened.ok || !list.ok || list.value.rows.length !== newest.limit) throw new Error('no rows');
			bench.endWorker('books');
			return took;
		},
		[code, query] as const
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
	const raw = async (page: Page, code: string) => {
		const read = await rawRead(page, code);
		bytes = read.bytes;
		return read.milliseconds;
	};
	const [kept, all] = await withBooks(documents, async ({ page, code }) => {
		await page.evaluate(async (newest) => {
			await (globalThis as unknown as Bench).books.list('document', newest);
			// Kept once nothing else was asked for a while.
			await new Promise((resolve) => setTimeout(resolve, 4000));
		}, NEWEST);
		const pairsOf = (query: ListQuery<'document'>) =>
			takePairs(
				quick ? 5 : 9,
				() => firstRows(page, code, query),
				() => raw(page, code)
			);
		return [await pairsOf(NEWEST), await pairsOf({ ...NEWEST, limit: 49 })] as const;
	});
	const about = {
		unit: 'ms',
		reference: 'reading and opening the same pages, raw',
		note: `${(bytes / 1e6).toFixed(1)} MB of pages, cached by the system`,
		n: documents,
		bytes
	};
	return [
		rowOf(kept, { ...about, name: `unlock.first-rows@${documents}` }),
		rowOf(all, { ...about, name: `unlock.all-rows@${documents}` })
	];
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000, 1_000_000].map((n) => ({
	name: `unlock.first-rows@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
