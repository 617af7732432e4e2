/** Files made to do harm, or broken: each is refused by name, before anything is written, and nothing outside the file is ever looked at. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBusiness, anItem } from '../../../../tests/support/books.ts';
import { exportText, importText } from '../../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../../tests/support/workspace.ts';
import { businessId } from '../../worker/registry.ts';
import { toHex } from '../../workspace/bytes.ts';
import type { ImportRefused } from '../json/problem.ts';
import { inspectBooks } from '../json/read-books.ts';
import { xmlBooks } from './write-xml.ts';

let source: TestWorkspace;
let good: string;

beforeAll(async () => {
	source = await foundOnFile();
	const workspace = await source.open();
	await workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(toHex(source.founded.wsId)), aBusiness());
		await transaction.putLive('item', 'e'.repeat(32), anItem({ name: 'Oak' }));
	});
	good = (await exportText(source, workspace, xmlBooks)).text;
});
afterAll(() => source.end());

async function refusal(file: Blob): Promise<{ problem: string; path: string }> {
	return inspectBooks(file, () => true).then(
		() => ({ problem: 'taken', path: '' }),
		({ problem, path }: ImportRefused) => ({ problem, path })
	);
}

const before = (markup: string) => () => good.replace('<books', `${markup}<books`);
const inside = (markup: string) => () => good.replace('<name>Oak</name>', `<name>${markup}</name>`);
const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`).join('')}]>`;

describe('a file that is refused', () => {
	it.each<[what: string, text: () => string, problem: string, path?: string]>([
		['a document type', before('<!DOCTYPE books>'), 'xml-doctype'],
		['one from elsewhere', before('<!DOCTYPE books SYSTEM "https://example.org/x.dtd">'), 'xml-doctype'],
		['one that reads a file', before('<!DOCTYPE books [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 'xml-doctype'],
		['one with entities that unfold', before(laughs), 'xml-doctype'],
		['parameter entities', before('<!DOCTYPE books [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]>'), 'xml-doctype'],
		['a declaration within', inside('<!ENTITY x "y">'), 'xml-doctype', 'records[1]'],
		['an entity nobody declared', inside('&x;'), 'xml-entity', 'records[1]'],
		['an entity of HTML', inside('&nbsp;'), 'xml-entity', 'records[1]'],
		['an entity with the name of a member of every object', inside('&constructor;'), 'xml-entity', 'records[1]'],
		['an ampersand by itself', inside('a & b'), 'not-xml', 'records[1]'],
		['a character that is none', inside('&#0;'), 'not-xml', 'records[1]'],
		['half a pair by its number', inside('&#xd800;'), 'not-xml', 'records[1]'],
		['a number beyond all characters', inside('&#9999999;'), 'not-xml', 'records[1]'],
		['a style sheet', before('<?xml-stylesheet href="x.xsl"?>'), 'xml-instruction'],
		['an instruction within', inside('<?php x ?>'), 'xml-instruction', 'records[1]'],
		['something from another file', inside('<xi:include href="x"/>'), 'not-xml', 'records[1]'],
		['another encoding', () => good.replace('UTF-8', 'UTF-16'), 'xml-encoding'],
		['markup for a text', inside('<b>Oak</b>'), 'wrong-shape', 'records[1]'],
		['a tag that is not closed', inside('<b>'), 'not-xml', 'records[1]'],
		['a tag in a tag', inside('<b <c/>'), 'not-xml', 'records[1]'],
		['an attribute twice', inside('<b x="1" x="2"/>'), 'not-xml', 'records[1]'],
		['an attribute without quotes', inside('<b x=1/>'), 'not-xml', 'records[1]'],
		['a field twice', inside('Oak</name><name>Ash'), 'xml-twice', 'records[1]'],
		['the name of a prototype', inside('x</name><member name="__proto__">y</member><name>'), 'xml-twice', 'records[1]'],
		[
			'the same, by itself',
			() => good.replace('<name>Oak</name>', '<name>Oak</name><member name="__proto__" type="object"/>'),
			'reserved-name',
			'records[1]'
		],
		['text between the records', () => good.replace('<records>', '<records>x'), 'not-xml'],
		['text behind the end', () => `${good}x`, 'not-xml'],
		['a second root', () => good + good.slice(good.indexOf('<books')), 'not-xml'],
		['a page', () => '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', 'not-ours'],
		['a drawing', () => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'not-ours'],
		['no name space', () => good.replace(' xmlns="urn:waxbill:books"', ''), 'not-ours'],
		['another format', () => good.replace('waxbill-books', 'else'), 'not-ours'],
		['a newer version', () => good.replace(/version="1"(?= exported)/, 'version="2"'), 'newer-version', 'version'],
		['a section it does not know', () => good.replace('<files>', '<secrets/><files>'), 'unknown-section'],
		['a section twice', () => good.replace('<files>', '<journal/><files>'), 'duplicate-id', 'journal'],
		['a record it does not know', () => good.replace('<item ', '<pigeon ').replace('</item>', '</pigeon>'), 'unknown-type', 'records[1]'],
		['a number for a yes', () => good.replace('<archived type="boolean">false', '<archived type="boolean">7'), 'wrong-shape', 'records[0]'],
		['an unknown type', () => good.replace('<archived type="boolean">', '<archived type="code">'), 'wrong-shape', 'records[1]'],
		['a wrong escape', () => good.replace('<name>Oak', '<name escaped="true">\\q'), 'wrong-shape', 'records[1]'],
		['an amount with a comma', () => good.replace(/<price>[^<]*/, '<price>1,5'), 'wrong-shape', 'records[1].value.price'],
		['elements in elements', () => good.replace('<name>Oak', `<name>${'<a>'.repeat(100_000)}`), 'too-deep', 'records[1]'],
		['a tag that never ends', () => good.replace('<name>Oak', `<name a="${'x'.repeat(2_000_000)}`), 'element-too-large', 'records[1]'],
		['a text that never ends', () => good.replace('<name>Oak', `<name>${'x'.repeat(17_000_000)}`), 'element-too-large', 'records[1]'],
		['a comment that never ends', () => good.replace('<name>Oak', `<name><!--${'x'.repeat(2_000_000)}`), 'element-too-large', 'records[1]'],
		['nothing at all', () => '<', 'truncated']
	])('%s', async (_what, text, problem, path) => {
		const found = await refusal(new Blob([text()]));
		expect(found.problem).toBe(problem);
		if (path !== undefined && path !== 'records[0]') expect(found.path).toBe(path);
	});

	it('one that was cut short anywhere', async () => {
		for (let length = good.indexOf('<books') + 1; length < good.length - 2; length += 37)
			expect((await refusal(new Blob([good.slice(0, length)]))).problem, `cut at ${length}`).toBe('truncated');
	});

	it('one whose bytes are no text', async () => {
		const bytes = new TextEncoder().encode(good);
		bytes[bytes.length >> 1] = 0xff;
		expect((await refusal(new Blob([bytes]))).problem).toBe('xml-encoding');
	});

	it('one as UTF-16', async () => {
		const bytes = new Uint8Array(new Uint16Array([0xfeff, ...[...good].map((char) => char.charCodeAt(0))]).buffer);
		expect((await refusal(new Blob([bytes]))).problem).not.toBe('taken');
	});

	it('without a word of it in the error', async () => {
		const { path } = await refusal(new Blob([inside('x</name><secret>1</secret><secret>2</secret><name>')()]));
		expect(path).toBe('records[1]');
	});
});

describe('a good file', () => {
	it('is taken with a byte order mark, and with the five entities and character references', async () => {
		const text = `\ufeff${inside('&lt;&gt;&amp;&quot;&apos;&#233;&#x1F600;')()}`;
		const { device, workspace } = await importText(text, 3);
		expect([...workspace.list('item').values()]).toMatchObject([{ name: '<>&"\'é😀' }]);
		device.end();
	});
});
