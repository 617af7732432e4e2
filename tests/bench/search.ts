/**
 * list.search@N: from a keystroke to the first fifty rows, newest on top, with the sums of all that was found, through the built worker. The
 * reference is one plain loop over the same texts in clear, in memory, in a worker, without order, sums and a way to the page.
 */
import type { Page } from '@playwright/test';
import { hasRecords, NEWEST, withBooks, type Bench } from './books.ts';
import { quantile, rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

/** As people type them: a client and a number in it, words of lines and notes, a number. Never the same twice in a row, and none narrows another. */
export const WORDS = [
	'schroder',
	'kitchen',
	'tremblay 2',
	'exhibition delivered',
	'PO-77',
	'annual report',
	'iyer',
	'case 17',
	'novel',
	'casablanca',
	'1450'
];

function timeSearch(page: Page, search: string): Promise<number> {
	return page.evaluate(
		async ([words, newest]) => {
			const { books } = globalThis as unknown as Bench;
			const begun = performance.now();
			const result = await books.list('document', { ...newest, search: words });
			if (!result.ok) throw new Error(result.error.code);
			return performance.now() - begun;
		},
		[search, NEWEST] as const
	);
}

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	const pairs = await withBooks(documents, async ({ page }) => {
		await page.evaluate(
			async ([count, real]) => {
				const { filler } = globalThis as unknown as Bench;
				await filler.loadTexts();
				if (!real) await filler.repeatTexts(count);
			},
			[documents, hasRecords(documents)] as const
		);
		let turn = 0;
		const loop = (search: string) => page.evaluate(async (words) => (globalThis as unknown as Bench).filler.loop(words), search);
		return takePairs(
			quick ? 11 : 33,
			() => timeSearch(page, WORDS[++turn % WORDS.length]!),
			async () => (await loop(WORDS[turn % WORDS.length]!)).milliseconds
		);
	});
	const p99 = quantile(
		pairs.map(({ subject }) => subject),
		0.99
	);
	const about = { unit: 'ms', reference: 'one plain loop over the same texts in clear', note: `p99 ${p99.toFixed(0)} ms` };
	return [rowOf(pairs, { name: `list.search@${documents}`, ...about, n: documents })];
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000, 1_000_000].map((n) => ({
	name: `list.search@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
