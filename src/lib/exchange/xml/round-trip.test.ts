import fc from '../../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, anItem, aParty } from '../../../../tests/support/books.ts';
import { generatedBooks, writeGenerated } from '../../../../tests/support/generated-books.ts';
import { exportText, importText } from '../../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../../tests/support/workspace.ts';
import { businessId } from '../../worker/registry.ts';
import { putBlob } from '../../workspace/blobs.ts';
import { saveInBulk } from '../../workspace/bulk.ts';
import { toHex } from '../../workspace/bytes.ts';
import { inspectBooks } from '../json/read-books.ts';
import { element } from './encode.ts';
import { valueOf } from './decode.ts';
import { scanXml } from './scan-xml.ts';
import { memberSchema, resolved, typesOf } from './shape.ts';
import { xmlBooks } from './write-xml.ts';

const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const hex = (n: number, kind = 'e') => kind + n.toString(16).padStart(31, '0');
/** What XML has a use for, cannot write, or reads otherwise than it was written. */
const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.string({
		unit: fc.constantFrom('\r', '\n', '\t', ' ', '<', '&', ']', '>', '\\', '"', '\0', '\ud800', '\ufffe', 'é', '😀'),
		maxLength: 8
	}),
	fc.constantFrom('<!DOCTYPE x>', '&amp;', '&#0;', ']]>', '<![CDATA[x]]>', ' ', '\r\n', '\u0085\u2028', 'x\u0000', '')
);

async function books(documents: number, seed: number, texts: readonly string[]) {
	const device = await foundOnFile();
	devices.push(device);
	const workspace = await device.open();
	const logo = await putBlob(device.home, PNG, workspace.epoch);
	await workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(toHex(device.founded.wsId)), aBusiness({ logo, notes: texts[0] ?? '' }));
		await transaction.putLive('party', hex(0, 'c'), aParty());
		for (const [n, text] of texts.entries()) {
			await transaction.putLive('item', hex(n), { ...anItem({ name: text }), unnamed: { [text || 'x']: [text, null, 3, true, {}, []] } });
			if (n % 2) await transaction.remove('item', hex(n), n % 3 ? '2026-11-02' : '');
			await transaction.putLive(
				'draft',
				hex(n, 'd'),
				anInvoice({ notes: text, customFields: [{ id: 'x', name: text, value: text, printed: true }] })
			);
		}
		await transaction.putLive('rates', hex(1, 'b'), {
			source: 'ECB',
			base: 'EUR',
			month: '2026-11',
			days: [{ date: '2026-11-20', rates: { CAD: '1.6', USD: '1.1' } }]
		});
	});
	await saveInBulk(workspace, generatedBooks({ documents, seed }), writeGenerated, { ids: (item) => item.ids });
	return { device, workspace };
}

async function imported(text: string, pace?: number) {
	const made = await importText(text, pace);
	devices.push(made.device);
	return made;
}

describe('books as XML', () => {
	it('wiped and read back are equal, and so they are through JSON, for random books', async () => {
		const input = fc.tuple(
			fc.integer({ min: 0, max: 30 }),
			fc.integer(),
			fc.array(anyText, { maxLength: 8 }),
			fc.integer({ min: 5, max: 9000 })
		);
		await fc.assert(
			fc.asyncProperty(input, async ([documents, seed, texts, pace]) => {
				const source = await books(documents, seed, texts);
				const json = await exportText(source.device, source.workspace);
				const xml = await exportText(source.device, source.workspace, xmlBooks);
				expect(xml.done).toEqual(json.done);
				const copy = await imported(xml.text, pace);
				expect((await exportText(copy.device, copy.workspace)).text).toBe(json.text);
				expect((await exportText(copy.device, copy.workspace, xmlBooks)).text).toBe(xml.text);
				expect(copy.workspace.refusals).toEqual([]);
				expect(await copy.workspace.verify()).toBeUndefined();
				devices.splice(0).forEach((device) => device.end());
			}),
			{ numRuns: 5 }
		);
	});

	it('however it is laid out: indented, with a prefix, comments and CDATA', async () => {
		const source = await books(3, 1, ['a & b', 'ça']);
		const { text } = await exportText(source.device, source.workspace, xmlBooks);
		const again = text
			.replaceAll(/<(\/?)([a-zA-Z])/g, '<$1w:$2')
			.replace('xmlns=', 'xmlns:w=')
			.replaceAll(/><(?!\/)/g, '>\r\n\t<!-- -- > ]]> -->\n<')
			.replaceAll('>a &amp; b<', '><![CDATA[a & b]]><');
		expect(again).not.toBe(text);
		const copy = await imported(again, 11);
		expect((await exportText(copy.device, copy.workspace, xmlBooks)).text).toBe(text);
	});

	it('say what is inside like JSON', async () => {
		const source = await books(4, 2, ['x']);
		const [xml, json] = [xmlBooks, undefined].map(async (writer) => {
			const { text } = await exportText(source.device, source.workspace, writer);
			return inspectBooks(new Blob([text]), () => true);
		});
		expect(await xml).toEqual(await json);
		expect((await xml!).issued).toBeGreaterThan(2);
	});
});

describe('any value', () => {
	const leaf = fc.oneof(
		anyText,
		fc.boolean(),
		fc.constant(null),
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each || 0)
	);
	const names = fc.oneof(anyText, fc.constantFrom('name', 'taxIds', 'other', 'member', 'address', '__proto__', 'lines', 'kind'));
	const { value } = fc.letrec((tie) => ({
		value: fc.oneof(
			{ maxDepth: 5 },
			leaf,
			fc.array(tie('value'), { maxLength: 3 }),
			fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map(Object.fromEntries)
		)
	}));
	it('is read as it was written, whatever a schema says of it', async () => {
		const schemas = [undefined, ...[...typesOf('records').values(), ...typesOf('journal').values()].map((each) => resolved(each))];
		await fc.assert(
			fc.asyncProperty(value, fc.constantFrom(...schemas), async (given, schema) => {
				const inside = element('unnamed', given, memberSchema(schema, 'unnamed'));
				const text = `<books xmlns="urn:waxbill:books"><records><item>${inside}</item></records></books>`;
				for await (const scanned of scanXml(new Blob([text]).stream()))
					expect(scanned.value).toEqual({ type: 'item', value: { unnamed: given } });
				const node = await nodeOf(element('x', given, schema));
				expect(valueOf(node, schema)).toEqual(given);
			})
		);
	});
});

async function nodeOf(text: string) {
	const { ElementReader } = await import('./scan-xml.ts');
	const { XmlTokens } = await import('./tokens.ts');
	const reader = new ElementReader(new XmlTokens(new Blob([`<books xmlns="urn:waxbill:books">${text}</books>`]).stream()));
	await reader.root();
	return reader.whole((await reader.child())!);
}
