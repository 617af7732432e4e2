/** The page to pay on, as it is printed and as the file opens it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { content, issued, line } from './fixtures.ts';
import { labelsFor } from './labels/labels.ts';
import { layoutDocument } from './layout.ts';
import { documentMetrics } from './metrics.ts';
import type { LinkBox, TextRun } from './page.ts';
import { fromIssued } from './printable.ts';
import { renderPdf } from './render-pdf.ts';
import { readTrueType } from './ttf.ts';

const font = async (style: string) =>
	readTrueType(new Uint8Array(await readFile(new URL(`./fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
const fonts = { regular: await font('Regular'), semibold: await font('Semibold') };
const LINK = `https://pay.example/(a)/{number}?k=${'abc'.repeat(60)}`;
const OPENED = LINK.replace('{number}', 'F-0042');

const paper = (template: string) =>
	fromIssued(issued(content([line('Conseil', '1', '1500')], { template }), { bankAccounts: [], paymentLink: LINK }));

test.each(['classic', 'letter', 'band'])('%s prints it in full, and each line of it is the link', (template) => {
	const [page] = layoutDocument(paper(template), documentMetrics, labelsFor('fr')).pages;
	const texts = page!.filter((item): item is TextRun => item.kind === 'text' && item.role === 'payment.link');
	const links = page!.filter((item): item is LinkBox => item.kind === 'link');
	expect(texts.map(({ text }) => text).join('')).toBe(OPENED);
	expect(texts.length).toBeGreaterThan(1);
	expect(links.map(({ url }) => url)).toEqual(texts.map(() => OPENED));
	for (const [at, { x, y, width, height }] of links.entries()) {
		const text = texts[at]!;
		expect([x, width]).toEqual([text.x, text.width]);
		expect([y < text.y - text.size * 0.6, y + height > text.y]).toEqual([true, true]);
	}
	expect(page!.some((item) => item.kind === 'text' && item.text === 'Payer en ligne')).toBe(true);
});

test('the file has an annotation for each line, on its page, printed as the archive format wants, its brackets escaped', () => {
	const file = Buffer.from(renderPdf(paper('classic'), fonts)).toString('latin1');
	const { height, pages } = layoutDocument(paper('classic'), documentMetrics, labelsFor('fr'));
	const links = pages[0]!.filter((item): item is LinkBox => item.kind === 'link');
	const found = [...file.matchAll(/\/Subtype \/Link \/Rect \[([\d. ]+)\] \/Border \[0 0 0\] \/F 4 \/A <<\/S \/URI \/URI \((.*?)\)>>/g)];
	expect(found.map(([, , url]) => url)).toEqual(links.map(() => OPENED.replace('(a)', '\\(a\\)')));
	const [left, bottom, right, top] = found[0]![1]!.split(' ').map(Number);
	expect(left).toBeCloseTo(links[0]!.x, 1);
	expect(right).toBeCloseTo(links[0]!.x + links[0]!.width, 1);
	expect(top).toBeCloseTo(height - links[0]!.y, 1);
	expect(bottom).toBeCloseTo(height - links[0]!.y - links[0]!.height, 1);
});

test('without one there is neither words nor annotation', () => {
	const document = fromIssued(issued(content([line('Conseil', '1', '1500')])));
	const [page] = layoutDocument(document, documentMetrics, labelsFor('fr')).pages;
	expect(page!.filter((item) => item.kind === 'link' || (item.kind === 'text' && item.role.startsWith('payment.link')))).toEqual([]);
	expect(Buffer.from(renderPdf(document, fonts)).toString('latin1')).not.toContain('/Annots');
});
