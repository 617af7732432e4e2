/**
 * exchange.FORMAT-out@N, -in@N: all books of N documents written to one file and read into books of their own, by the built worker, from the call to the
 * last part or to the opened books. The reference is what cannot be left out of it: for an export every entry of the log read, opened and put as text;
 * for an import JSON.parse of the file, and as many bytes sealed, signed and written in as many saves. Neither checks, folds or lists anything. Said
 * beside it: how often JSON.stringify and JSON.parse of the same books would fit, which read, open, seal and store nothing; and how far memory rose.
 * exchange.csv-in@N reads a table of N items; its reference is JSON.stringify of as many.
 */
import type { Page } from '@playwright/test';
import type * as Comlink from 'comlink';
import type { BooksFormat } from '../../src/lib/rights/api.ts';
import { withBooks, type Bench } from './books.ts';
import { median, rowOf, takePairs, type Benchmark, type Pair, type Row } from './measure.ts';
import { renderersPeak } from './memory.ts';

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

const timeRawOut = (page: Page) => page.evaluate(() => (globalThis as unknown as Bench).filler.rawOut());
const timeRawIn = (page: Page) =>
	page.evaluate(() => {
		const bench = globalThis as unknown as Exchanging;
		return bench.filler.rawIn(bench.written.json!);
	});

/** A table of new items into the open books, and JSON.stringify of as many. */
async function timeTable(page: Page, rows: number, round: number): Promise<{ subject: number; reference: number; bytes: number }> {
	return page.evaluate(
		async ([count, nth]) => {
			const bench = globalThis as unknown as Exchanging;
			const items = Array.from({ length: count }, (_, n) => ({
				code: `B${nth}-${n}`,
				name: `Imported ${nth} ${n}`,
				price: `${(n % 900) + 1}.50`
			}));
			const lines = items.map(({ code, name, price }) => `${code},${name},${price}`);
			const file = new Blob([['code,name,price', ...lines].join('\n')]);
			const stringified = performance.now();
			if (JSON.stringify(items).length === 0) throw new Error('nothing was made');
			const reference = performance.now() - stringified;
			const inside = await bench.books.inspectTable(file, 'item');
			if (!inside.ok) throw new Error(inside.error.code);
			const { form, mapping } = inside.value;
			const begun = performance.now();
			const notation = { decimal: '.', dates: 'ymd' } as const;
			const done = await bench.books.importTable(
				file,
				{ type: 'item', form, mapping, notation, duplicates: 'add' },
				bench.comlink.proxy(() => true)
			);
			if (!done.ok) throw new Error(JSON.stringify(done.error));
			if (done.value.made !== count) throw new Error(JSON.stringify(done.value).slice(0, 500));
			return { subject: performance.now() - begun, reference, bytes: file.size };
		},
		[rows, round] as const
	);
}

async function measure(documents: number, quick: boolean): Promise<Row[]> {
	return withBooks(documents, async ({ page, profile }) => {
		const rows: Row[] = [];
		await begin(page);
		await timeOut(page, 'json');
		const plain = {
			out: median(
				(
					await takePairs(
						3,
						() => timePlain(page, 'stringify'),
						() => timePlain(page, 'parse')
					)
				).map(({ subject }) => subject)
			),
			in: await timePlain(page, 'parse')
		};
		let peak = renderersPeak(profile);
		const told = (row: Row, words: string[]): Row => {
			const before = peak;
			peak = renderersPeak(profile);
			const speed = `${Math.round((documents / row.value) * 1000)} a second`;
			// A process that ended meanwhile took its peak with it: then nothing can be said.
			const memory = peak < before ? [] : [`${((peak - before) / 1e6).toFixed(0)} MB more at its peak`];
			return { ...row, note: [row.note, speed, ...words, ...memory].join(', ') };
		};
		const times = (row: Row, way: 'out' | 'in') => [
			`${(row.value / plain[way]).toFixed(0)} times JSON.${way === 'out' ? 'stringify' : 'parse'}`
		];
		const about = { unit: 'ms', n: documents };
		for (const format of FORMATS) {
			const out = await takePairs(
				quick ? 3 : 5,
				() => timeOut(page, format),
				() => timeRawOut(page)
			);
			const bytes = await page.evaluate((wanted) => (globalThis as unknown as Exchanging).written[wanted]!.length, format);
			const reference = 'the log read, opened and put as text';
			const row = rowOf(out, { name: `exchange.${format}-out@${documents}`, ...about, bytes, reference });
			rows.push(told(row, times(row, 'out')));
		}
		const reference = 'the same bytes parsed, sealed, signed and written';
		for (const format of FORMATS) {
			const taken: Pair[] = [];
			for (let count = 0; count < (quick ? 1 : 3); count++) {
				const raw = await timeRawIn(page);
				taken.push({ subject: await timeIn(page, format), reference: raw });
			}
			const row = rowOf(taken, { name: `exchange.${format}-in@${documents}`, ...about, reference });
			rows.push(told(row, times(row, 'in')));
		}
		const tables: (Pair & { bytes: number })[] = [];
		for (let count = 0; count < (quick ? 1 : 3); count++) tables.push(await timeTable(page, documents, count));
		const { bytes } = tables[0]!;
		rows.push(
			told(rowOf(tables, { name: `exchange.csv-in@${documents}`, ...about, bytes, reference: 'JSON.stringify of as many items' }), [])
		);
		return rows;
	});
}

/** The parts go as they come: what rises is what the export itself holds. */
async function measureOut(documents: number): Promise<Row[]> {
	return withBooks(documents, async ({ page, profile }) => {
		await begin(page);
		const rows: Row[] = [];
		const before = renderersPeak(profile);
		for (const format of FORMATS) {
			const reference = await timeRawOut(page);
			const { took, bytes, told } = await page.evaluate(async (wanted) => {
				const bench = globalThis as unknown as Exchanging;
				let [bytes, told] = [0, 0];
				const begun = performance.now();
				const take = bench.comlink.proxy((part: string) => (told++, (bytes += part.length) >= 0));
				const done = await bench.books.exportBooks(wanted, take);
				if (!done.ok) throw new Error(done.error.code);
				return { took: performance.now() - begun, bytes, told };
			}, format);
			const about = { unit: 'ms', n: documents, bytes, reference: 'the log read, opened and put as text' };
			const row = rowOf([{ subject: took, reference }], { name: `exchange.${format}-out@${documents}`, ...about });
			const rise = ((renderersPeak(profile) - before) / 1e6).toFixed(0);
			rows.push({ ...row, note: [row.note, `${(bytes / 1e6).toFixed(0)} MB in ${told} parts`, `${rise} MB more at its peak`].join(', ') });
		}
		return rows;
	});
}

export const benchmarks: Benchmark[] = [
	...[1000, 10_000].map((n) => ({ name: `exchange@${n}`, run: ({ quick }: { quick: boolean }) => measure(n, quick) })),
	{ name: 'exchange.out@100000', run: () => measureOut(100_000) }
];
