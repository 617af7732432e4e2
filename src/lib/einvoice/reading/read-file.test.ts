import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { invoicePdf, updatedPdf, type PdfMake } from '../../../../tests/support/invoice-pdf.ts';
import { findingText } from '../check/finding-text.ts';
import { sound } from '../check/red-cases.ts';
import type { EInvoice } from '../model.ts';
import { writeEInvoice } from '../write.ts';
import { readEInvoiceFile, type FileAnswer } from './read-file.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const xmlOf = (number: string) =>
	`<Invoice xmlns="${UBL}:Invoice-2" xmlns:c="${UBL}:CommonBasicComponents-2"><c:ID>${number}</c:ID></Invoice>`;
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
const pdf = (make: Partial<PdfMake> = {}) => invoicePdf({ files: { 'factur-x.xml': xmlOf('A-1') }, ...make });
const said = (answer: FileAnswer) =>
	answer.ok ? [answer.read.container, answer.read.attachment, answer.read.invoice.number] : answer.problem;

describe('the invoice in a PDF is found', () => {
	test.each([
		['in the tree of names', {}],
		['in a tree of several levels that goes round in a circle', { listed: 'kids' }],
		['as a file that belongs to the catalog', { listed: 'af' }],
		['attached to a page', { listed: 'annotation' }],
		['in object streams', { isPacked: true }],
		['by a length that stands elsewhere', { isLengthApart: true }],
		['not compressed', { isPlain: true }],
		['by a name in UTF-16', { isWide: true }],
		['behind bytes that do not belong to it', { before: 'From: post\r\n\r\n' }],
		['though its length counts the end of the line in', { spoil: (packed) => Buffer.concat([packed, Buffer.from('\r\n')]) }]
	] satisfies [string, Partial<PdfMake>][])('%s', async (_, make) => {
		expect(said(await readEInvoiceFile(pdf(make)))).toEqual(['pdf', 'factur-x.xml', 'A-1']);
	});

	test('as it was written last', async () => {
		expect(said(await readEInvoiceFile(updatedPdf(pdf(), 21, xmlOf('A-2'))))).toEqual(['pdf', 'factur-x.xml', 'A-2']);
		expect(said(await readEInvoiceFile(updatedPdf(pdf({ isPacked: true }), 21, xmlOf('A-2'))))).toEqual(['pdf', 'factur-x.xml', 'A-2']);
	});

	test('by what was put in place of an object that lay in a stream', async () => {
		const update = '10 0 obj <</Names [(factur-x.xml) 400 0 R]>> endobj\n400 0 obj <</UF (factur-x.xml) /EF <</F 401 0 R>>>> endobj\n';
		const later = Buffer.concat([pdf({ isPacked: true }), Buffer.from(update)]);
		expect(said(await readEInvoiceFile(updatedPdf(later, 401, xmlOf('A-2'))))).toEqual(['pdf', 'factur-x.xml', 'A-2']);
	});

	test('by its name among others, and under another name where there is none of that', async () => {
		const others = { 'data.xml': '<data/>', 'list.csv': 'a;b' };
		const files = { ...others, 'Factur-X.xml': xmlOf('A-1') };
		expect(said(await readEInvoiceFile(pdf({ files })))).toEqual(['pdf', 'Factur-X.xml', 'A-1']);
		expect(said(await readEInvoiceFile(pdf({ files: { ...others, 'mine.xml': xmlOf('A-3') } })))).toEqual(['pdf', 'mine.xml', 'A-3']);
	});
});

describe('of a PDF is told that', () => {
	const old = '<r:CrossIndustryDocument xmlns:r="urn:ferd:CrossIndustryDocument:invoice:1p0"/>';
	test.each([
		['it is encrypted', pdf({ isEncrypted: true }), 'pdf-encrypted'],
		['it is encrypted, in the stream that is its trailer', pdf({ isEncrypted: true, isPacked: true }), 'pdf-encrypted'],
		['it carries none', pdf({ files: {} }), 'pdf-no-invoice'],
		['it carries other files', pdf({ files: { 'photo.png': 'x' } }), 'pdf-no-invoice'],
		['what it carries is damaged', pdf({ spoil: (packed) => packed.subarray(0, packed.length - 8) }), 'pdf-broken-attachment'],
		[
			'what it carries has another byte',
			pdf({ spoil: (packed) => Buffer.concat([packed.subarray(0, 30), Buffer.from('xx'), packed.subarray(32)]) }),
			'pdf-broken-attachment'
		],
		[
			'what it names is not there',
			bytes(Buffer.from(pdf()).toString('latin1').replace('21 0 obj', '77 0 obj'), 'latin1'),
			'pdf-broken-attachment'
		],
		['it is a header alone', bytes('%PDF-1.7'), 'pdf-broken'],
		['it has nothing but beginnings', bytes(`%PDF-1.7\n${'1 0 obj ('.repeat(5000)}`), 'pdf-broken'],
		['it hides its objects behind thousands that are none', pdf({ before: `%PDF-1.7\n${'1 0 obj ]\n'.repeat(2000)}` }), 'pdf-broken'],
		['its values lie too deep', bytes(`%PDF-1.7\n1 0 obj ${'['.repeat(5000)}`), 'pdf-broken'],
		['it is from before the standard', pdf({ files: { 'ZUGFeRD-invoice.xml': old } }), 'old-zugferd'],
		['the XML in it has a document type', pdf({ files: { 'factur-x.xml': `<!DOCTYPE a>${xmlOf('A-1')}` } }), 'xml-doctype']
	])('%s', async (_, file, problem) => {
		expect(said(await readEInvoiceFile(file))).toBe(problem);
	});

	test('its invoice is damaged, though another file is whole', async () => {
		let first = true;
		const spoil = (packed: Buffer) => {
			const own = first ? packed.subarray(0, 20) : packed;
			first = false;
			return own;
		};
		const files = { 'factur-x.xml': xmlOf('A-1'), 'other.xml': xmlOf('B-1') };
		expect(said(await readEInvoiceFile(pdf({ files, spoil })))).toBe('pdf-broken-attachment');
	});

	test('what it carries unpacks to more than is read', async () => {
		const bomb = Buffer.alloc(40 * 1024 * 1024, 0x20);
		expect(said(await readEInvoiceFile(pdf({ files: { 'factur-x.xml': bomb } })))).toBe('pdf-too-large');
		// A whole list of object streams, each within its bounds.
		const packed = deflateSync(Buffer.alloc(30 * 1024 * 1024, 0x20));
		const part = (id: number) =>
			Buffer.concat([
				Buffer.from(`${id} 0 obj <</Type /ObjStm /N 0 /First 0 /Length ${packed.length} /Filter /FlateDecode>> stream\n`),
				packed,
				Buffer.from('\nendstream endobj\n')
			]);
		const many = Buffer.concat([Buffer.from('%PDF-1.7\n'), ...Array.from({ length: 5 }, (_, at) => part(at + 1))]);
		expect(said(await readEInvoiceFile(new Uint8Array(many)))).toBe('pdf-too-large');
	});

	test.each([41, 50])('it is larger than is read: %i MB', async (size) => {
		const large = new Uint8Array(size * 1024 * 1024);
		large.set(bytes('%PDF-1.7'));
		expect(said(await readEInvoiceFile(large))).toBe('pdf-too-large');
	});
});

describe('of XML is told that', () => {
	test.each([
		['it has a document type', bytes(`<!DOCTYPE Invoice SYSTEM "file:///etc/passwd">${xmlOf('1')}`), 'xml-doctype'],
		['it has a bomb of entities', bytes(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xmlOf('&b;')}`), 'xml-doctype'],
		['it uses an entity', bytes(xmlOf('&b;')), 'xml-entity'],
		['it is of another namespace', bytes(xmlOf('1').replace('Invoice-2', 'Order-2')), 'not-an-invoice'],
		['it is UTF-16', bytes(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${xmlOf('1')}`, 'utf16le'), 'xml-encoding'],
		['it is nothing', new Uint8Array(), 'not-xml'],
		['it is no XML', bytes('PK\u0003\u0004'), 'not-xml'],
		['it is 50 MB', new Uint8Array(50 * 1024 * 1024).fill(0x20), 'too-large'],
		['it is 33 MB', new Uint8Array(33 * 1024 * 1024).fill(0x20), 'too-large']
	])('%s', async (_, file, problem) => {
		expect(said(await readEInvoiceFile(file))).toBe(problem);
	});

	test('what is read of it is handed on as it is', async () => {
		const file = `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- é -->${xmlOf('É-1')}`;
		const answer = await readEInvoiceFile(bytes(file));
		expect(answer.ok && answer.read.xml).toBe(file.slice(1));
		expect(said(answer)).toEqual(['xml', undefined, 'É-1']);
	});
});

describe('of what no invoice can say is told where and why, and the file is shown all the same', () => {
	const spoilt = async (change: (invoice: EInvoice) => void, spoil = (xml: string) => xml) => {
		const invoice = sound('en16931');
		change(invoice);
		const answer = await readEInvoiceFile(bytes(spoil(writeEInvoice(invoice, 'ubl'))));
		return answer.ok ? answer.read.findings.map((each) => [each.rule, findingText(each)]) : answer.problem;
	};
	test.each<[string, (invoice: EInvoice) => void, ((xml: string) => string) | undefined, string, string]>([
		[
			'a price below zero',
			({ lines: [line] }) => Object.assign(line!, { price: { net: '-50.00' } }),
			undefined,
			'BR-27',
			'Line 1: Item net price is -50.00: it may not be missing or below zero.'
		],
		[
			'VAT in two currencies',
			() => undefined,
			(xml) => xml.replace('<cac:TaxTotal>\n    <cbc:TaxAmount currencyID="EUR">', '<cac:TaxTotal>\n    <cbc:TaxAmount currencyID="USD">'),
			'BR-CO-15',
			'Invoice total VAT amount does not agree with BT-5.'
		],
		[
			'VAT in a currency that no amount is told in',
			(invoice) => Object.assign(invoice, { vatCurrency: 'USD' }),
			undefined,
			'BR-53',
			'Invoice total VAT amount in accounting currency is missing.'
		],
		[
			'an address of a scheme that is none',
			({ seller }) => Object.assign(seller, { electronicAddress: { id: '1', scheme: 'XYZ' } }),
			undefined,
			'BR-CL-25',
			'“XYZ” is no code of the list'
		],
		[
			'what was kept back, still to be paid',
			({ totals }) => Object.assign(totals, { paid: '19.00' }),
			undefined,
			'BR-CO-16',
			'Amount due for payment is 119.00; worked out it is 100.'
		]
	])('%s', async (_, change, spoil, rule, text) => {
		expect(await spoilt(change, spoil)).toContainEqual([rule, expect.stringContaining(text)]);
	});
});
