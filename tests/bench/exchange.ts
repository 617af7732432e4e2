/**
 * exchange.FORMAT-out@N, -in@N: all books of N documents written to one file and read into books of their own, by the built worker, from the call to the
 * last part or to the opened books. The reference is JSON.stringify and JSON.parse of the same books, on the page, with nothing stored: what is read is
 * sealed, signed, folded and written besides.
 */
import type { Page } from '@playwright/test';
import type * as Comlink from 'comlink';
import type { BooksFormat } from '../../src/lib/rights/api.ts';
import { withBooks, type Bench } from './books.ts';
import { rowOf, takePairs, type Benchmark, type Row } from './measure.ts';

interface Exchanging extends Bench {
	/** The newest export, by format. */
	written: Partial<Record<BooksFormat, string>>;
	comlink: typeof Comlink;
}

const FORMATS = ['json', 'xml'] as const;

async function begin(page: Page): Promise<void> {
	page.setDefaultTimeout(0);
	await page.evaluate(async () => {
		const bench = globalThis as unknown as Exchanging;
		bench.written = {};
		const path = '/comlink.js';
		bench.comlink = (await import(path)) as typeof Comlink;
	});
}

function timeOut(page: Page, format: BooksFormat): Promise<number> {
	return page.evaluate(async (wanted) => {
		const bench = globalThis as unknown as Exchanging;
		const parts: string[] = [];
		const begun = performance.now();
		const take = bench.comlink.proxy((part: string) => parts.push(part) > 0);
		const done = await bench.books.exportBooks(wanted, take);
		if (!done.ok) throw new Error(done.error.code);
		const took = performance.now() - begun;
		bench.written[wanted] = parts.join('');
		return took;
	}, format);
}

/** Anew each time: the same file would only open what it became before. */
function timeIn(page: Page, format: BooksFormat): Promise<number> {
	return page.evaluate(async (wanted) => {
		const bench = globalThis as unknown as Exchanging;
		const file = new Blob([bench.written[wanted]!]);
		const begun = performance.now();
		const done = await bench.books.importBooks(
			file,
			bench.comlink.proxy(() => true),
			true
		);
		if (!done.ok) throw new Error(`${done.error.code} ${JSON.stringify(done.error)}`);
		return performance.now() - begun;
	}, format);
}

function timePlain(page: Page, way: 'parse' | 'stringify'): Promise<number> {
	return page.evaluate((wanted) => {
		const text = (globalThis as unknown as Exchanging).written.json!;
		const value: unknown = wanted === 'stringify' ? JSON.parse(text) : undefined;
		const begun = performance.now();
		const made = wanted === 'stringify' ? JSON.stringify(value) : JSON.parse(text);
		const took = performance.now() - begun;
		if (!made) throw new Error('nothing was made');
		return took;
	}, way);
}

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	return withBooks(documents, async ({ page }) => {
		const rows: Row[] = [];
		await begin(page);
		await timeOut(page, 'json');
		const speed = (row: Row): Row => ({ ...row, note: `${Math.round((documents / row.value) * 1000)} documents a second` });
		const about = { unit: 'ms', n: documents };
		for (const format of FORMATS) {
			const out = await takePairs(
				quick ? 3 : 5,
				() => timeOut(page, format),
				() => timePlain(page, 'stringify')
			);
			const bytes = await page.evaluate((wanted) => (globalThis as unknown as Exchanging).written[wanted]!.length, format);
			rows.push(
				speed(rowOf(out, { name: `exchange.${format}-out@${documents}`, ...about, bytes, reference: 'JSON.stringify of the same' }))
			);
		}
		for (const format of FORMATS) {
			const taken = [{ subject: await timeIn(page, format), reference: await timePlain(page, 'parse') }];
			rows.push(speed(rowOf(taken, { name: `exchange.${format}-in@${documents}`, ...about, reference: 'JSON.parse of the same' })));
		}
		return rows;
	});
}

export const benchmarks: Benchmark[] = [1000, 10_000].map((n) => ({
	name: `exchange@${n}`,
	run: ({ quick }) => measure(n, quick)
}));
