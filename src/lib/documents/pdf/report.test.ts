/** A report as a file, read back by its layout. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { content, issued, line } from './fixtures.ts';
import { labelsFor } from './labels/labels.ts';
import { layoutReport } from './layout.ts';
import type { Report } from './layout/report.ts';
import { documentMetrics } from './metrics.ts';
import type { TextRun } from './page.ts';
import { renderReport } from './render-pdf.ts';
import { readTrueType } from './ttf.ts';

const { seller } = issued(content([line('Page', '1', '100')]));

function report(rows: number): Report {
	return {
		title: 'Activity',
		language: 'en',
		date: '2026-11-21',
		seller,
		facts: [{ name: 'Narrow down', value: 'Everything' }],
		columns: [
			{ role: 'when', head: 'When', align: 'left' },
			{ role: 'what', head: 'What', align: 'left', wide: true }
		],
		rows: Array.from({ length: rows }, (_, at) => ({
			cells: [
				{ text: `Nov 3, 2026, 10:${String(at % 60).padStart(2, '0')}` },
				{ text: `Changed ${at}`, detail: 'Price: 1.00 → 2.00\nName: Oak → Ash' }
			]
		})),
		note: 'The order is the log’s.'
	};
}
const textsOf = (pages: readonly (readonly { kind: string }[])[], role: string) =>
	pages.flat().filter((each): each is TextRun => each.kind === 'text' && (each as TextRun).role === role);

test('every row stands on a page, in order, under the head of the table', () => {
	const layout = layoutReport(report(120), documentMetrics, labelsFor('en'));
	expect(layout.pages.length).toBeGreaterThan(3);
	expect(textsOf(layout.pages, 'ledger.what').map(({ text }) => text)).toEqual(Array.from({ length: 120 }, (_, at) => `Changed ${at}`));
	expect(textsOf(layout.pages, 'ledger.what.detail')).toHaveLength(240);
	for (const page of layout.pages) expect(textsOf([page], 'table.head').length).toBeGreaterThan(0);
	const lowest = Math.max(...layout.pages.flat().flatMap((each) => (each.kind === 'text' ? each.y : 0)));
	expect(lowest).toBeLessThan(layout.height);
});

test('a report without rows says what it is, and is a file', async () => {
	const font = async (name: string) =>
		readTrueType(new Uint8Array(await readFile(new URL(`./fonts/WaxbillDocument-${name}.ttf`, import.meta.url))));
	const fonts = { regular: await font('Regular'), semibold: await font('Semibold') };
	const layout = layoutReport(report(0), documentMetrics, labelsFor('en'));
	expect(textsOf(layout.pages, 'note')).not.toEqual([]);
	expect(new TextDecoder().decode(renderReport(report(0), fonts).subarray(0, 5))).toBe('%PDF-');
});
