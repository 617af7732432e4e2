/** The code that proves who issued a document, read back from the page as a scanner sees it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeQR } from 'qr/decode.js';
import { content, issued, line, vat } from '../fixtures.ts';
import { labelsFor } from '../labels/labels.ts';
import { layoutDocument } from '../layout.ts';
import { documentMetrics } from '../metrics.ts';
import type { CodeBox, TextRun } from '../page.ts';
import { fromIssued } from '../printable.ts';
import { renderPdf } from '../render-pdf.ts';
import { readTrueType } from '../ttf.ts';

const font = async (style: string) =>
	readTrueType(new Uint8Array(await readFile(new URL(`../fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
const fonts = { regular: await font('Regular'), semibold: await font('Semibold') };
/** As long as a code becomes: a long name, tax id and number, and one change of the key. */
const ADDRESS = (length: number) =>
	`https://books.waxbill.example/verify#${Array.from({ length }, (_, at) => 'ABCDEFGHJKMNPQRSTVWXYZ23456789'[(at * 7 + (at >> 3)) % 30]).join('')}`;
const EUROS = { id: 'a', label: '', holder: '', primary: true, iban: 'DE89370400440532013000' };
const PAPERS = ['classic', 'letter', 'band'].flatMap((template) => (['A4', 'Letter'] as const).map((paper) => [template, paper] as const));

function invoice(template: string, paper: 'A4' | 'Letter', lines = 3) {
	const body = Array.from({ length: lines }, (_, at) => line(`Work ${at}`, '1', '1500', { taxes: [vat('8.1')] }));
	const from = { paper, paymentCodes: true, bankAccounts: [EUROS] };
	return issued(content(body, { currency: 'EUR', language: 'de', template }), from);
}

test.each(PAPERS)('%s on %s: read back at 150 dots per inch, the longest one too', (template, paper) => {
	const folder = mkdtempSync(join(tmpdir(), 'proof-code-'));
	try {
		for (const length of [456, 616]) {
			const address = ADDRESS(length);
			writeFileSync(join(folder, 'page.pdf'), renderPdf(fromIssued(invoice(template, paper), address), fonts));
			execFileSync('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', join(folder, 'page.pdf'), join(folder, 'page')], { stdio: 'ignore' });
			const { width, height, rgba } = readPpm(readFileSync(join(folder, 'page-1.ppm')));
			const layout = layoutDocument(fromIssued(invoice(template, paper), address), documentMetrics, labelsFor('de'));
			const [pay, proof] = codes(layout.pages[0]!);
			expect(read(pay!)).toMatch(/^BCD/);
			expect(read(proof!)).toBe(address);

			/** What a camera held over it sees: the code and its white border. */
			function read({ x, y, size, count }: CodeBox): string {
				const scale = 150 / 72;
				const quiet = (4 * size) / count;
				const [left, top, side] = [x - quiet, y - quiet, size + 2 * quiet].map((each) => Math.round(each * scale)) as [
					number,
					number,
					number
				];
				const data = new Uint8ClampedArray(side * side * 4).fill(255);
				for (let row = 0; row < side && top + row < height; row++)
					data.set(
						rgba.subarray(4 * ((top + row) * width + left), 4 * ((top + row) * width + Math.min(left + side, width))),
						4 * row * side
					);
				return decodeQR({ width: side, height: side, data });
			}
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test.each(PAPERS)('%s on %s: nothing stands in its quiet zone, and it keeps away from the code to pay with', (template, paper) => {
	for (const lines of [1, 9, 14, 22, 40]) {
		const { pages } = layoutDocument(fromIssued(invoice(template, paper, lines), ADDRESS(456)), documentMetrics, labelsFor('de'));
		const page = pages.findLast((each) => codes(each).some(({ size }) => size === 108))!;
		const proof = codes(page).find(({ size }) => size === 108)!;
		const quiet = (4 * proof.size) / proof.count;
		const texts = page.filter((item): item is TextRun => item.kind === 'text');
		const near = texts.filter(
			({ x, y, width, size }) =>
				x + width > proof.x - quiet && x < proof.x + proof.size && y > proof.y - quiet && y - size < proof.y + proof.size + quiet
		);
		expect(near.map(({ text }) => text)).toEqual([]);
		expect(proof.y + proof.size).toBeLessThan(pages.length > 0 ? 842 : 0);
		const pay = codes(page).find(({ size }) => size !== 108);
		if (pay) expect(proof.x - (pay.x + pay.size)).toBeGreaterThan(100);
		expect(
			texts
				.filter(({ role }) => role === 'proof.caption')
				.map(({ text }) => text)
				.join(' ')
		).toBe(labelsFor('de').proofCode);
	}
});

test('without an address there is none, and the page is what it was', () => {
	const { pages } = layoutDocument(fromIssued(invoice('classic', 'A4')), documentMetrics, labelsFor('de'));
	expect(pages.flatMap(codes)).toHaveLength(1);
	expect(pages.flat().filter((item) => item.kind === 'text' && item.role === 'proof.caption')).toEqual([]);
});

function codes(page: ReturnType<typeof layoutDocument>['pages'][number]): CodeBox[] {
	return page.filter((item): item is CodeBox => item.kind === 'code').sort((a, b) => a.size - b.size);
}

function readPpm(bytes: Buffer): { width: number; height: number; rgba: Uint8ClampedArray } {
	const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'))!;
	const rgba = new Uint8ClampedArray(Number(width) * Number(height) * 4).fill(255);
	for (let at = head.length, to = 0; at + 2 < bytes.length; at += 3, to += 4) rgba.set(bytes.subarray(at, at + 3), to);
	return { width: Number(width), height: Number(height), rgba };
}

test('a business that wants none has none', () => {
	const from = { ...invoice('classic', 'A4'), seller: { ...invoice('classic', 'A4').seller, withoutProofCode: true } };
	const { pages } = layoutDocument(fromIssued(from, ADDRESS(456)), documentMetrics, labelsFor('de'));
	expect(pages.flatMap(codes).map(({ size }) => size)).not.toContain(108);
});
