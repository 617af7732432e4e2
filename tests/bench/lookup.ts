/**
 * list.search@N: from the words to the first twenty rows, sorted, through the built worker, with N clients in the books. The reference is one
 * plain loop over the same names in clear, in the page, without sorting and without crossing to a worker.
 */
import type { Page } from '@playwright/test';
import { aParty } from '../support/books.ts';
import { call, id, withBooks, type Bench } from './books.ts';
import { rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

const nameOf = (n: number) => `Client ${n} of ${(n * 7919) % 10_007}`;
/** Each turn other words, so that nothing is remembered. */
const wordsOf = (turn: number) => String(10 + (turn % 90));

function timeSearch(page: Page, words: string): Promise<number> {
	return page.evaluate(async (search) => {
		const { books } = globalThis as unknown as Bench;
		const begun = performance.now();
		const result = await books.list?.('party', { search, limit: 20, sort: { by: 'name' } });
		if (!result?.ok) throw new Error(`list: ${result?.error?.code}`);
		return performance.now() - begun;
	}, words);
}

function timeLoop(page: Page, words: string, names: readonly string[]): Promise<number> {
	return page.evaluate(
		([search, all]) => {
			const begun = performance.now();
			const found: string[] = [];
			for (const name of all) if (name.toLowerCase().includes(search)) found.push(name);
			if (found.length === 0) throw new Error('nothing found');
			return performance.now() - begun;
		},
		[words, names] as const
	);
}

async function measure(n: number, quick: boolean): Promise<Row[]> {
	const names = Array.from({ length: n }, (_, index) => nameOf(index));
	const pairs = await withBooks(
		async (page) => {
			for (const [index, name] of names.entries()) await call(page, 'save', 'party', id(index), aParty({ number: String(index), name }));
		},
		(page) => {
			let turn = 0;
			return takePairs(
				quick ? 20 : 80,
				() => timeSearch(page, wordsOf(++turn)),
				() => timeLoop(page, wordsOf(turn), names)
			);
		}
	);
	return [rowOf(pairs, { name: `list.search@${n}`, unit: 'ms', reference: 'one plain loop over the same names in clear', n })];
}

export const benchmarks: Benchmark[] = [{ name: 'list.search@10000', run: ({ quick }) => measure(10_000, quick) }];
