/**
 * document.open@N: from the click to the document with its facts and status, through the built worker. The reference is one get and one opening of
 * the same stored record in another worker, the way there and back included.
 */
import type { Page } from '@playwright/test';
import { generatedId } from '../support/generated-books.ts';
import { withBooks, type Bench } from './books.ts';
import { quantile, rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

function timeOpen(page: Page, id: string): Promise<number> {
	return page.evaluate(async (document) => {
		const { books } = globalThis as unknown as Bench;
		const begun = performance.now();
		const result = await books.document(document);
		if (!result.ok) throw new Error(result.error.code);
		return performance.now() - begun;
	}, id);
}

function timeRaw(page: Page, id: string): Promise<number> {
	return page.evaluate(async (document) => {
		const { filler } = globalThis as unknown as Bench;
		const begun = performance.now();
		await filler.rawRecord(document);
		return performance.now() - begun;
	}, id);
}

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	const pairs = await withBooks(documents, ({ page }) => {
		let turn = 0;
		// The newest fiftieth may be drafts.
		const some = () => generatedId.document((turn * 7919) % Math.floor(documents * 0.97));
		return takePairs(
			quick ? 40 : 200,
			() => (turn++, timeOpen(page, some())),
			() => timeRaw(page, some())
		);
	});
	const p99 = quantile(
		pairs.map(({ subject }) => subject),
		0.99
	);
	const about = { unit: 'ms', reference: 'one get and one opening of the same record', note: `p99 ${p99.toFixed(1)} ms` };
	return [rowOf(pairs, { name: `document.open@${documents}`, ...about, n: documents })];
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000].map((n) => ({
	name: `document.open@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
