/**
 * log@N gives log.audit@N and log.rebuild@N: following the whole chain of hashes as after every unlock, and checking every signature and building
 * every record and row again. The reference of both is reading and opening the list pages, raw.
 */
import { withBooks, type Bench } from './books.ts';
import type { Benchmark, Row } from './measure.ts';

async function measure(documents: number): Promise<Row[]> {
	return withBooks(documents, async ({ page }) => {
		page.setDefaultTimeout(0);
		const times = await page.evaluate(async () => {
			const { filler } = globalThis as unknown as Bench;
			const pages = (await filler.rawPages()).milliseconds;
			return { pages, audit: await filler.audit(), rebuild: await filler.verify() };
		});
		const row = (name: string, value: number): Row => ({
			name: `log.${name}@${documents}`,
			value,
			unit: 'ms',
			reference: 'reading and opening the list pages, raw',
			referenceValue: times.pages,
			ratio: value / times.pages,
			note: `${((value / documents) * 1000).toFixed(0)} µs a document, once`,
			n: documents
		});
		return [row('audit', times.audit), row('rebuild', times.rebuild)];
	});
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000].map((n) => ({ name: `log@${n}`, run: () => measure(n) }));
