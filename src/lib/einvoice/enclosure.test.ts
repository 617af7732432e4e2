/** Page and invoice in one file: poppler reads both back, where it is installed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sampleDocuments } from '../../../tests/support/einvoice-documents.ts';
import { png } from '../../../tests/support/png-file.ts';
import { fromIssued } from '../documents/pdf/printable.ts';
import { renderPdf } from '../documents/pdf/render-pdf.ts';
import { readTrueType } from '../documents/pdf/ttf.ts';
import { attachedFiles, FileMissing } from './attached-files.ts';
import { enclosureFor, enclosureOf, enclosuresLike } from './enclosure.ts';
import { fromDocument } from './from/document.ts';
import { FORMATS, usualFormat } from './formats.ts';
import { LEVELS, SPECIFICATIONS, type Profile } from './profiles.ts';
import { readEInvoice } from './read.ts';
import { writeEInvoice } from './write.ts';

const font = (style: string) =>
	readTrueType(new Uint8Array(readFileSync(new URL(`../documents/pdf/fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
const fonts = { regular: font('Regular'), semibold: font('Semibold') };
const folder = mkdtempSync(join(tmpdir(), 'enclosure-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'invoice.pdf');
const poppler = (() => {
	try {
		execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
})();
const read = (tool: string, ...options: string[]) => execFileSync(tool, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const samples = sampleDocuments('2026-11-21');
/** The first of each sample business that the profile can say, its picture in one of them. */
function firsts(profile: Profile) {
	const businesses = new Map<string, (typeof samples)[number]>();
	for (const each of samples) {
		const business = each.name.split('-F2026')[0]!;
		if (!businesses.has(business) && enclosureOf(each.document, { profile }).ok) businesses.set(business, each);
	}
	return [...businesses.values()];
}

describe.runIf(poppler)('the file', () => {
	test.each(['facturx', 'facturx-basic'] as const)('of %s holds the invoice that its page shows', async (profile) => {
		const documents = firsts(profile);
		expect(documents.length).toBeGreaterThan(2);
		for (const [index, { document }] of documents.entries()) {
			const made = enclosureOf(document, { profile });
			if (!made.ok) throw new Error('said to be written');
			const logo = index === 0 ? png('rgba', 40, 20) : undefined;
			const shown = logo ? { ...document, seller: { ...document.seller, logo: 'x' } } : document;
			writeFileSync(file, renderPdf(fromIssued(shown), fonts, logo, made.enclosure));

			expect(read('pdfdetach', '-list', file)).toMatch(/^1 embedded files\n1: factur-x\.xml/);
			read('pdfdetach', '-save', '1', '-o', join(folder, 'x.xml'), file);
			const xml = readFileSync(join(folder, 'x.xml'));
			expect(xml.toString('utf8')).toBe(made.enclosure.xml);
			const { invoice, unread, syntax } = await readEInvoice(new Uint8Array(xml));
			expect([unread, syntax, invoice.specification]).toEqual([[], 'cii', SPECIFICATIONS[profile]]);

			const text = read('pdftotext', '-layout', file, '-').replace(/[\s\u00a0\u202f]/g, '');
			const digits = text.replace(/[.,'’]/g, '');
			expect(text).toContain(invoice.number.replaceAll(' ', ''));
			for (const sum of [invoice.totals.withVat, invoice.totals.due]) expect(digits).toContain(sum.replace(/[-.]/g, ''));

			for (const row of read('pdffonts', file).trim().split('\n').slice(2)) expect(row).toMatch(/yes yes yes/);
			expect(read('pdfinfo', '-meta', file)).toContain(`<fx:ConformanceLevel>${LEVELS[profile]}</fx:ConformanceLevel>`);
		}
	});
});

test('what stands in the way is said as for the file alone', () => {
	const taxed = samples.find(({ document }) => document.content.lines.some(({ taxes }) => taxes.length > 1))!;
	expect(enclosureOf(taxed.document, { profile: 'facturx' })).toEqual(fromDocument(taxed.document, { profile: 'facturx' }));
	expect(enclosureOf(taxed.document, { profile: 'facturx' }).ok).toBe(false);
	expect(() => enclosureOf(taxed.document, { profile: 'peppol' })).toThrow(TypeError);
});

const none = new Map<string, Uint8Array>();
const hours = { id: 'a', file: 'f'.repeat(64), name: 'Hours.pdf', type: 'application/pdf', bytes: 3, description: 'November' } as const;

test('files that go with it lie beside the XML in the PDF, which names them, and in XML alone', async () => {
	const { document } = firsts('facturx')[0]!;
	const attached = { ...document, content: { ...document.content, attachments: [hours] } };
	const files = new Map([[hours.file, new Uint8Array([37, 80, 68])]]);
	const made = enclosureOf(attached, { profile: 'facturx', files });
	if (!made.ok) throw new Error('said to be written');
	expect(made.enclosure.files).toEqual([
		{ name: 'Hours.pdf', mime: 'application/pdf', description: 'November', bytes: files.get(hours.file) }
	]);
	const named = (await readEInvoice(new TextEncoder().encode(made.enclosure.xml))).invoice.documents;
	expect(named).toEqual([{ reference: 'Hours.pdf', description: 'November' }]);
	const basic = enclosureOf(attached, { profile: 'facturx-basic', files });
	expect(basic).toMatchObject({ enclosure: { files: [{ name: 'Hours.pdf' }] } });

	const alone = fromDocument(attached, { profile: 'en16931', files });
	if (!alone.ok) throw new Error('said to be written');
	for (const syntax of ['ubl', 'cii'] as const) {
		const { invoice, unread } = await readEInvoice(new TextEncoder().encode(writeEInvoice(alone.invoice, syntax)));
		expect(unread).toEqual([]);
		expect(invoice.documents).toEqual([{ ...named[0], attachment: { mime: 'application/pdf', fileName: 'Hours.pdf', content: 'JVBE' } }]);
	}
});

test('nothing is sent without a file that is not here', async () => {
	const { document } = samples[0]!;
	const attached = { ...document, content: { ...document.content, attachments: [hours] } };
	const here = { getBlob: () => Promise.resolve({ ok: true as const, value: new Uint8Array([1]) }) };
	const away = { getBlob: () => Promise.resolve({ ok: false as const, error: { code: 'not-found' as const } }) };
	expect(await attachedFiles(here, attached)).toEqual(new Map([[hours.file, new Uint8Array([1])]]));
	await expect(attachedFiles(away, attached)).rejects.toThrow(new FileMissing('Hours.pdf'));
	expect(await attachedFiles(away, document)).toEqual(none);
});

test('a PDF that a client takes carries the invoice, asks first, or carries nothing', () => {
	const german = samples.find(
		({ name, document }) => name.startsWith('germany') && enclosureOf(document, { profile: 'facturx' }).ok
	)!.document;
	expect(enclosureFor(german, 'facturx/pdf', none)).toMatchObject({ level: 'EN 16931' });
	expect(enclosureFor(german, 'facturx-basic/pdf', none)).toMatchObject({ level: 'BASIC' });
	expect(enclosureFor(german, 'peppol/ubl', none)).toBeUndefined();
	expect(enclosureFor(german, 'of a later version', none)).toBeUndefined();
	expect(enclosureFor(german, 'france/pdf', none)).toBe('asking');
	expect(enclosureFor({ ...german, content: { ...german.content, lines: [] } }, 'facturx/pdf', none)).toBe('asking');
});

test('what a PDF carries is found again by its document', () => {
	const [german] = firsts('facturx');
	const { document } = german!;
	const carries = (profile: Profile) => {
		const made = enclosureOf(document, { profile });
		if (!made.ok) throw new Error('said to be written');
		return { enclosure: made.enclosure, pdf: renderPdf(fromIssued(document), fonts, undefined, made.enclosure) };
	};
	const { enclosure, pdf } = carries('facturx');
	expect(enclosuresLike(document, pdf)).toContainEqual(enclosure);
	const basic = carries('facturx-basic');
	expect(enclosuresLike(document, basic.pdf)).toEqual([basic.enclosure]);
	expect(enclosuresLike(document, renderPdf(fromIssued(document), fonts))).toEqual([undefined]);
});

test('each profile is offered in what it is sent as', () => {
	const containers = (profile: Profile) => FORMATS.filter((each) => each.profile === profile).map(({ container }) => container);
	expect(containers('facturx')).toEqual(['pdf']);
	expect(containers('facturx-basic')).toEqual(['pdf']);
	expect(containers('peppol')).toEqual(['ubl']);
	expect(containers('xrechnung')).toEqual(['pdf', 'ubl', 'cii']);
	expect(containers('france')).toEqual(['pdf', 'cii', 'ubl']);
	expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
});

test.each([
	['DE', undefined, undefined, 'facturx/pdf'],
	['DE', '04011000-12345-67', undefined, 'xrechnung/ubl'],
	['DE', undefined, '0204', 'xrechnung/ubl'],
	['FR', undefined, undefined, 'france/pdf'],
	['BE', undefined, undefined, 'peppol/ubl'],
	['ES', undefined, undefined, 'en16931/ubl'],
	['ES', undefined, '9920', 'peppol/ubl'],
	['ES', undefined, 'EM', 'en16931/ubl']
] as const)('a client in %s with the reference %s and the scheme %s gets %s', (country, buyerReference, scheme, id) => {
	const electronicAddress = scheme && { scheme, value: 'x' };
	const buyer = { address: { line1: '', city: '', postcode: '', country }, ...(electronicAddress && { electronicAddress }) };
	expect(usualFormat({ ...(buyerReference && { buyerReference }) }, buyer).id).toBe(id);
});
