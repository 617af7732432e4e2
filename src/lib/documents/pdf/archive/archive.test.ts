/** The files by their own bytes, as ISO 19005-3 and Factur-X 1.09 want them. */
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { png } from '../../../../../tests/support/png-file.ts';
import type { SellerSnapshot } from '../../document.ts';
import { content, issued, line } from '../fixtures.ts';
import { fromIssued } from '../printable.ts';
import { renderPdf } from '../render-pdf.ts';
import { readTrueType } from '../ttf.ts';
import { srgbProfile } from './colour-profile.ts';
import type { Enclosure } from './enclosure.ts';

const font = async (style: string) =>
	readTrueType(new Uint8Array(await readFile(new URL(`../fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
const fonts = { regular: await font('Regular'), semibold: await font('Semibold') };

const XML = '<?xml version="1.0"?><Invoice>Œuvre & 1</Invoice>\n';
const enclosure: Enclosure = { xml: XML, level: 'EN 16931' };
const files = [
	{ name: 'Stundenzettel ž.pdf', mime: 'application/pdf', description: 'Hours', bytes: new Uint8Array([37, 80, 68, 70, 0, 255]) },
	{ name: 'plan.csv', mime: 'text/csv', bytes: new TextEncoder().encode('a;b') }
];

function make(more: Partial<Enclosure> = {}, from: Partial<SellerSnapshot> = {}, logo?: Uint8Array): Pdf {
	const document = fromIssued(issued(content([line('Work', '1', '1785')], { language: 'en' }), from));
	return new Pdf(renderPdf(document, fonts, logo, { ...enclosure, ...more }));
}

/** As much of the format as jsPDF writes. */
class Pdf {
	readonly bytes: Uint8Array;
	readonly text: string;
	readonly objects = new Map<string, string>();

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
		this.text = Buffer.from(bytes).toString('latin1');
		for (const [, id, body] of this.text.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)) this.objects.set(id!, body!);
	}
	get catalog(): string {
		return this.find('/Type /Catalog')[0]!;
	}
	find(words: string): string[] {
		return [...this.objects.values()].filter((each) => each.includes(words));
	}
	/** The object a key refers to. */
	at(body: string, key: string): string {
		return this.objects.get(new RegExp(`/${key} (\\d+) 0 R`).exec(body)![1]!)!;
	}
	stream(body: string): Buffer {
		const data = Buffer.from(/\nstream\n([^]*)\nendstream$/.exec(body)![1]!, 'latin1');
		expect(body).toContain(`/Length ${data.length}\n`);
		return body.includes('/FlateDecode') ? inflateSync(data) : data;
	}
	/** A text of the file's own dictionary. */
	property(key: string): string {
		const [, raw] = new RegExp(`/${key} \\(((?:\\\\[^]|[^\\\\)])*)\\)`).exec(this.find('/Producer')[0]!)!;
		// As readers do: an end of line that is not saved by a backslash is one byte 10.
		const data = Buffer.from(raw!.replace(/\r\n?/g, '\n').replace(/\\([^])/g, '$1'), 'latin1');
		return data[0] === 0xfe && data[1] === 0xff ? data.subarray(2).swap16().toString('utf16le') : data.toString('latin1');
	}
	get metadata(): string {
		return this.stream(this.at(this.catalog, 'Metadata')).toString('utf8');
	}
	enclosed(name: string): { specification: string; stream: string; bytes: Buffer } {
		const specification = this.find('/Type /Filespec').find((each) => each.includes(`/UF ${name}`))!;
		const stream = this.at(specification, 'UF');
		return { specification, stream, bytes: this.stream(stream) };
	}
}

const hex = (text: string) => `<${Buffer.from(text, 'latin1').toString('hex')}>`;
const INVOICE = hex('factur-x.xml');

describe('the file', () => {
	test('is a PDF 1.7 with an id, without scripts, encryption or fonts from elsewhere', () => {
		const pdf = make();
		expect(pdf.text.slice(0, 9)).toBe('%PDF-1.7\n');
		expect([...pdf.bytes.subarray(9, 14)].map((byte) => byte > 127)).toEqual([false, true, true, true, true]);
		expect(pdf.text).toMatch(/\/ID \[ <([0-9a-f]{32})> <\1> \]/i);
		expect(pdf.text).not.toMatch(/\/(Encrypt|JavaScript|JS|Launch|AA)\b/);
		expect(pdf.text.endsWith('%%EOF')).toBe(true);
		expect(pdf.find('/Type /FontDescriptor')).toHaveLength(2);
		for (const each of pdf.find('/Type /FontDescriptor')) expect(pdf.stream(pdf.at(each, 'FontFile2')).length).toBeGreaterThan(1000);
		for (const each of pdf.find('/Subtype /CIDFontType2')) expect(each).toContain('/CIDToGIDMap /Identity');
		expect(pdf.find('/Type /Font\n')).toHaveLength(4);
		expect(pdf.text).not.toMatch(/\/Type1\b/);
	});
	test('is the same for the same document and invoice, and another for another', () => {
		const first = make({ files });
		expect(Buffer.compare(make({ files }).bytes, first.bytes)).toBe(0);
		const id = (pdf: Pdf) => /\/ID \[ <(\w+)>/.exec(pdf.text)![1];
		expect(id(make({ xml: `${XML} ` }))).not.toBe(id(make()));
	});
	test('without an invoice is what it was', () => {
		const pdf = new Pdf(renderPdf(fromIssued(issued(content([line('Work', '1', '1')]))), fonts));
		expect(pdf.text).not.toMatch(/\/(Metadata|OutputIntents|AF|EmbeddedFiles)\b/);
	});
	test('says what its colours mean', () => {
		const pdf = make();
		expect(pdf.catalog.match(/\/OutputIntents/g)).toHaveLength(1);
		expect(pdf.catalog).toContain('/S /GTS_PDFA1');
		const profile = pdf.at(pdf.catalog, 'DestOutputProfile');
		expect(profile).toContain('/N 3\n');
		expect(pdf.stream(profile).equals(srgbProfile())).toBe(true);
	});
	test.each(['rgba', 'rgb', 'grey-alpha', 'grey', 'palette'] as const)('keeps a %s logo within the colours of the profile', (kind) => {
		const pdf = make({}, { logo: 'x' }, png(kind, 20, 10));
		const images = pdf.find('/Subtype /Image');
		expect(images.length).toBeGreaterThan(0);
		for (const each of images) expect(each).toMatch(/\/ColorSpace (\/Device(RGB|Gray)|\[\/Indexed \/DeviceRGB)/);
		expect(pdf.text).not.toMatch(/\/(Interpolate|Alternates|OPI|DeviceCMYK)\b/);
	});
});

describe('what is in it', () => {
	test('is the invoice, byte for byte, bound to the document', () => {
		const pdf = make();
		const { specification, stream, bytes } = pdf.enclosed(INVOICE);
		expect(bytes.toString('utf8')).toBe(XML);
		expect(stream).toContain('/Subtype /text#2fxml');
		expect(stream).toContain(`/Params <</ModDate (D:20261121151500Z) /Size ${Buffer.byteLength(XML)}>>`);
		expect(specification).toContain(`/F ${INVOICE} /UF ${INVOICE} /AFRelationship /Alternative`);
		const reference = [...pdf.objects].find(([, body]) => body === specification)![0];
		expect(pdf.catalog).toContain(`/AF [${reference} 0 R]`);
		expect(pdf.catalog).toContain(`/Names <</EmbeddedFiles <</Names [${INVOICE} ${reference} 0 R]>>>>`);
	});
	test('is called and described by its profile', () => {
		const level = (more: Partial<Enclosure>) =>
			/<fx:DocumentFileName>(.*?)<.*<fx:Version>(.*?)<.*<fx:ConformanceLevel>(.*?)</s.exec(make(more).metadata)!.slice(1);
		expect(level({})).toEqual(['factur-x.xml', '1.0', 'EN 16931']);
		expect(level({ level: 'BASIC' })).toEqual(['factur-x.xml', '1.0', 'BASIC']);
		expect(level({ level: 'XRECHNUNG' })).toEqual(['xrechnung.xml', '3.0', 'XRECHNUNG']);
		expect(make({ level: 'XRECHNUNG' }).enclosed(hex('xrechnung.xml')).bytes.toString('utf8')).toBe(XML);
	});
	test('has the files that go with it beside it, in the order of their names', () => {
		const pdf = make({ files });
		const wide = `<${Buffer.from('\ufeffStundenzettel ž.pdf', 'utf16le').swap16().toString('hex')}>`;
		const sheet = pdf.enclosed(wide);
		expect([...sheet.bytes]).toEqual([...files[0]!.bytes]);
		expect(sheet.specification).toContain('/AFRelationship /Supplement');
		expect(sheet.specification).toContain(`/Desc ${hex('Hours')}`);
		expect(sheet.stream).toContain('/Subtype /application#2fpdf');
		expect(pdf.enclosed(hex('plan.csv')).bytes.toString()).toBe('a;b');
		expect(/\/AF \[(.*)\]/.exec(pdf.catalog)![1]!.match(/\d+ 0 R/g)).toHaveLength(3);
		const names = /EmbeddedFiles <<\/Names \[(.*)\]>>>>/.exec(pdf.catalog)![1]!.match(/<\w+>/g)!;
		expect(names).toEqual([INVOICE, hex('plan.csv'), wide]);
	});
});

describe('the metadata', () => {
	test('are well-formed and describe the properties that no standard does', () => {
		const { metadata } = make();
		expect(metadata).toMatch(/^<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>/);
		expect(make().text).toContain('<fx:ConformanceLevel>EN 16931<');
		expect(metadata).toMatch(/<\?xpacket end="w"\?>$/);
		const open: string[] = [];
		for (const [, end, name, rest] of metadata.matchAll(/<(\/?)([\w:]+)([^>]*)>/g)) {
			if (end) expect(open.pop()).toBe(name);
			else if (!rest!.endsWith('/')) open.push(name!);
		}
		expect(open).toEqual([]);
		expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>');
		const described = [...metadata.matchAll(/<pdfaProperty:name>(\w+)</g)].map(([, name]) => name).sort();
		const used = [...metadata.matchAll(/<fx:(\w+)>/g)].map(([, name]) => name).sort();
		expect(used).toEqual(described);
		expect(/xmlns:fx="([^"]*)"/.exec(metadata)![1]).toBe(/namespaceURI>([^<]*)</.exec(metadata)![1]);
	});
	test.each(['Atelier & Söhne <GmbH>', 'Kovač Ћирић Ѝ', '(Brackets) \\ and ]'])(
		'say the same as the file’s dictionary: %s',
		(tradeName) => {
			const pdf = make({}, { tradeName });
			const { metadata } = pdf;
			const said = (pattern: RegExp) =>
				pattern.exec(metadata)![1]!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
			expect(said(/<dc:title>.*?x-default">(.*?)<\/rdf:li>/)).toBe(pdf.property('Title'));
			expect(said(/<dc:creator>.*?<rdf:li>(.*?)<\/rdf:li>/)).toBe(pdf.property('Author'));
			expect(said(/<pdf:Producer>(.*?)</)).toBe(pdf.property('Producer'));
			expect(said(/<xmp:CreatorTool>(.*?)</)).toBe(pdf.property('Creator'));
			expect(metadata).not.toMatch(/&(?!amp;|lt;|gt;)/);
			expect(pdf.property('CreationDate')).toBe("D:20261121151500-00'00'");
			for (const date of ['CreateDate', 'ModifyDate', 'MetadataDate'])
				expect(said(new RegExp(`<xmp:${date}>(.*?)<`))).toBe('2026-11-21T15:15:00Z');
			expect(pdf.property('Author').normalize('NFC')).toBe(tradeName);
		}
	);
	test('say alone what the dictionary cannot', () => {
		const pdf = make({}, { tradeName: 'മലയാളം' });
		expect(pdf.find('/Producer')[0]).not.toMatch(/\/(Title|Author)/);
		expect(pdf.metadata).toContain('<rdf:li>മലയാളം</rdf:li>');
	});
});

test('the colour profile is sRGB, and each of its parts lies in it', () => {
	const profile = srgbProfile();
	const view = new DataView(profile.buffer);
	const word = (at: number) => Buffer.from(profile).toString('latin1', at, at + 4);
	expect([view.getUint32(0), word(12), word(16), word(20), word(36)]).toEqual([profile.length, 'mntr', 'RGB ', 'XYZ ', 'acsp']);
	const tags = new Map(Array.from({ length: view.getUint32(128) }, (_, i) => [word(132 + i * 12), 132 + i * 12]));
	expect([...tags.keys()].sort()).toEqual('bTRC bXYZ chad cprt desc gTRC gXYZ rTRC rXYZ wtpt'.split(' '));
	for (const entry of tags.values()) {
		expect(view.getUint32(entry + 4) % 4).toBe(0);
		expect(view.getUint32(entry + 4) + view.getUint32(entry + 8)).toBeLessThanOrEqual(profile.length);
	}
	const numbers = (name: string) => {
		const at = view.getUint32(tags.get(name)! + 4);
		return Array.from({ length: (view.getUint32(tags.get(name)! + 8) - 8) / 4 }, (_, i) => view.getInt32(at + 8 + i * 4) / 0x10000);
	};
	// The three primaries together are white.
	const [red, green, blue] = [numbers('rXYZ'), numbers('gXYZ'), numbers('bXYZ')];
	numbers('wtpt').forEach((white, axis) => expect(red[axis]! + green[axis]! + blue[axis]!).toBeCloseTo(white, 3));
	// And half of the light is at 73.5 % of the signal, as the standard's curve has it.
	const [, exponent, slope, offset, straight, end] = numbers('rTRC').map((each) => each);
	expect((slope! * 0.735 + offset!) ** exponent!).toBeCloseTo(0.499, 2);
	expect((slope! * end! + offset!) ** exponent!).toBeCloseTo(straight! * end!, 4);
});
