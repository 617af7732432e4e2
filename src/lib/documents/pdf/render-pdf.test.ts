/** The files themselves, read back with poppler's tools where they are installed, else by their own bytes. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SellerSnapshot } from '../document.ts';
import { content, issued, line, vat } from './fixtures.ts';
import { fromIssued } from './printable.ts';
import { renderPdf } from './render-pdf.ts';
import { readTrueType } from './ttf.ts';

const font = async (style: string) =>
	readTrueType(new Uint8Array(await readFile(new URL(`./fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
const fonts = { regular: await font('Regular'), semibold: await font('Semibold') };
const folder = await mkdtemp(join(tmpdir(), 'pdf-'));
afterAll(() => rm(folder, { recursive: true }));

const poppler = (() => {
	try {
		execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
})();
async function read(tool: string, bytes: Uint8Array, ...options: string[]): Promise<string> {
	const file = join(folder, 'document.pdf');
	await writeFile(file, bytes);
	return execFileSync(tool, [...options, file, ...(tool === 'pdftotext' ? ['-'] : [])], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe']
	});
}
const render = (body: Parameters<typeof issued>[0], from: Partial<SellerSnapshot> = {}) => renderPdf(fromIssued(issued(body, from)), fonts);
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('the file', () => {
	const body = () => content([line('Identité visuelle', '1', '2400', { id: 'l', description: 'Œuvre, ça et là' })]);

	test('is the same for the same document, and another for another', () => {
		const document = fromIssued(issued(body()));
		const first = renderPdf(document, fonts);
		expect(Buffer.compare(renderPdf(structuredClone(document), fonts), first)).toBe(0);
		expect(Buffer.compare(render(body(), { colour: '#804020' }), first)).not.toBe(0);
	});
	test('does not depend on the clock’s zone', () => {
		const zone = process.env.TZ;
		const document = fromIssued(issued(body()));
		const here = renderPdf(document, fonts);
		process.env.TZ = 'Pacific/Auckland';
		const there = renderPdf(document, fonts);
		process.env.TZ = zone ?? '';
		expect(Buffer.compare(here, there)).toBe(0);
		expect(latin1(here)).toContain("/CreationDate (D:20261121151500-00'00')");
	});
	test('names its language and its fonts, which are in it, and keeps no standard font', () => {
		const text = latin1(render(body()));
		expect(text).toContain('/Lang (fr-CA)');
		expect(text.match(/\/FontFile2/g)).toHaveLength(2);
		expect(text).not.toMatch(/Helvetica|Times|Courier|ZapfDingbats|Symbol/);
	});
	test('of one page takes less than 40 kB', () => expect(render(body()).length).toBeLessThan(40_000));
	test('may be dated beyond the years jspdf knows', () => {
		const late = { ...fromIssued(issued(body())), issuedAt: '2041-01-02T00:00:00Z' };
		expect(latin1(renderPdf(late, fonts))).toContain('(D:20410102000000');
	});
	test('refuses a logo that is none', () => {
		const document = fromIssued(issued(body(), { logo: 'x' }));
		expect(() => renderPdf(document, fonts, new Uint8Array([1, 2, 3]))).toThrow('no PNG');
		expect(latin1(renderPdf(document, fonts))).toContain('%PDF-');
	});
});

describe.runIf(poppler)('read back', () => {
	const samples = [
		'Coopérative Œuvre ÀÉÇ ßẞ Łódź Đorđe Ñandú',
		'Ελληνική Τυπογραφία άέήίόύώ',
		'Общество «Северный ветер» Їжак ґанок Ђорђе',
		'Tiếng Việt ₫ € £ ½ №'
	];
	test('Latin, Greek and Cyrillic text is what was typed', async () => {
		const bytes = render(
			content(
				samples.map((name) => line(name, '1', '1', { taxes: [vat('19')] })),
				{ language: 'en' }
			)
		);
		const text = await read('pdftotext', bytes, '-layout');
		for (const sample of samples) expect(text).toContain(sample);
	});
	test('a missing character is seen as missing', async () => {
		expect(await read('pdftotext', render(content([line('a 漢 b', '1', '1')])))).toMatch(/a ?\ufffd ?b/);
	});
	test('title, author and page size are those of the document', async () => {
		const info = await read('pdfinfo', render(content([line('a', '1', '1')]), { tradeName: 'Ατελιέ Ω', paper: 'A4' }));
		expect(info).toMatch(/Title:\s+Facture F-0042 – Ατελιέ Ω/);
		expect(info).toMatch(/Author:\s+Ατελιέ Ω/);
		expect(info).toContain('595.28 x 841.89 pts (A4)');
	});
	test('every font is embedded, subset and searchable', async () => {
		const rows = (await read('pdffonts', render(content([line('a', '1', '1')])))).trim().split('\n').slice(2);
		expect(rows).toHaveLength(2);
		for (const row of rows) expect(row).toMatch(/WaxbillDocument-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
	});
	test('two hundred lines are all there', async () => {
		const lines = Array.from({ length: 200 }, (_, i) => line(`Article ${i + 1}`, '2', '9.99'));
		const text = await read('pdftotext', render(content(lines)), '-layout');
		expect(text.match(/Article \d+/g)).toEqual(lines.map(({ name }) => name));
	});
});
