/**
 * draft.save@N: from the command to the durable answer, through the built worker in a real browser, with N documents in the books. The
 * reference is one Dexie put of as many bytes as the draft has in JSON, also made in a worker and also waiting for its transaction.
 */
import type { Page } from '@playwright/test';
import { anInvoice } from '../support/books.ts';
import { generatedId } from '../support/generated-books.ts';
import { withBooks, type Bench } from './books.ts';
import { quantile, rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

const DRAFT = 'd'.repeat(32);

/** Milliseconds of one save, measured in the page. */
export function timeSave(page: Page, turn: number): Promise<number> {
	const draft = anInvoice({ partyId: generatedId.party(0), notes: `Edited for the ${turn}th time` });
	return page.evaluate(
		async ([key, value]) => {
			const { books } = globalThis as unknown as Bench;
			const begun = performance.now();
			const result = await books.save('draft', key, value);
			if (!result.ok) throw new Error(`save: ${result.error.code}`);
			return performance.now() - begun;
		},
		[DRAFT, draft] as const
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

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	const bytes = Buffer.byteLength(JSON.stringify(anInvoice()));
	const pairs = await withBooks(documents, ({ page }) => {
		let turn = 0;
		return takePairs(
			quick ? 50 : 300,
			() => timeSave(page, ++turn),
			() => timePut(page, turn, bytes)
		);
	});
	const p99 = quantile(
		pairs.map(({ subject }) => subject),
		0.99
	);
	const about = { unit: 'ms', reference: 'one Dexie put of the same bytes', note: `p99 ${p99.toFixed(1)} ms` };
	return [rowOf(pairs, { name: `draft.save@${documents}`, ...about, n: documents, bytes })];
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000].map((n) => ({
	name: `draft.save@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
