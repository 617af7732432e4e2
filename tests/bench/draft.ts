/**
 * draft.save@N: from the command to the durable answer, through the built worker in a real browser, with N documents in the books. The
 * reference is one Dexie put of as many bytes as the draft has in JSON, also made in a worker and also waiting for its transaction.
 */
import type { Page } from '@playwright/test';
import { anInvoice, aParty } from '../support/books.ts';
import { call, id, withBooks, type Bench } from './books.ts';
import { quantile, rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

async function fillBooks(page: Page, count: number): Promise<void> {
	for (let i = 0; i < 100; i++) await call(page, 'save', 'party', id(1_000_000 + i), aParty({ number: String(i), name: `Client ${i}` }));
	for (let i = 0; i < count; i++)
		await call(page, 'save', 'draft', id(i), anInvoice({ partyId: id(1_000_000 + (i % 100)), orderNumber: `PO-${i}` }));
}

/** Milliseconds of one save, measured in the page. */
function timeSave(page: Page, n: number, turn: number): Promise<number> {
	const draft = anInvoice({ partyId: id(1_000_000), notes: `Edited for the ${turn}th time` });
	return page.evaluate(
		async ([key, value]) => {
			const { books } = globalThis as unknown as Bench;
			const begun = performance.now();
			const result = await books.save?.('draft', key, value);
			if (!result?.ok) throw new Error(`save: ${result?.error?.code}`);
			return performance.now() - begun;
		},
		[id(n), draft] as const
	);
}

function timePut(page: Page, turn: number, size: number): Promise<number> {
	return page.evaluate(
		async ([key, length]) => {
			const { reference } = globalThis as unknown as Bench;
			const bytes = crypto.getRandomValues(new Uint8Array(length));
			const begun = performance.now();
			await reference.put(key, bytes);
			return performance.now() - begun;
		},
		[turn, size] as const
	);
}

async function measure(n: number, quick: boolean): Promise<Row[]> {
	const bytes = Buffer.byteLength(JSON.stringify(anInvoice()));
	const pairs = await withBooks(
		(page) => fillBooks(page, n),
		(page) => {
			let turn = 0;
			return takePairs(
				quick ? 50 : 300,
				() => timeSave(page, Math.floor(n / 2), ++turn),
				() => timePut(page, turn, bytes)
			);
		}
	);
	const p99 = quantile(
		pairs.map(({ subject }) => subject),
		0.99
	);
	const note = `p99 ${p99.toFixed(1)} ms`;
	return [rowOf(pairs, { name: `draft.save@${n}`, unit: 'ms', reference: 'one Dexie put of the same bytes', note, n, bytes })];
}

export const benchmarks: Benchmark[] = [{ name: 'draft.save@1000', run: ({ quick }) => measure(1000, quick) }];
