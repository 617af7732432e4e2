import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { randomInvoice } from './random-invoice.ts';
import { readEInvoice } from './read.ts';
import { writeEInvoice } from './write.ts';

const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

describe.each(['ubl', 'cii'] as const)('an invoice in %s', (syntax) => {
	test('is read as it was written, whole, and written again as the same bytes', { timeout: 60_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(randomInvoice(syntax), async (invoice) => {
				const file = writeEInvoice(invoice, syntax);
				const back = await readEInvoice(bytes(file));
				expect(back.syntax).toBe(syntax);
				expect(back.unread).toEqual([]);
				expect(back.invoice).toEqual(invoice);
				expect(writeEInvoice(back.invoice, syntax)).toBe(file);
				expect(file).not.toMatch(/<([\w:]+)[^>]*><\/\1>(?<!ApplicableHeaderTradeDelivery>)/);
			}),
			{ numRuns: 60 }
		);
	});
});

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2';
const invoiceOf = (inside: string, head = '') => `${head}<Invoice xmlns="${NAMESPACE}">${inside}</Invoice>`;

describe('a file that is not read', () => {
	test.each([
		['a document type', invoiceOf('', '<!DOCTYPE Invoice [<!ENTITY a "b">]>'), 'xml-doctype'],
		['an entity of its own', invoiceOf('<a>&bomb;</a>'), 'xml-entity'],
		['another namespace', invoiceOf('').replace(NAMESPACE, 'urn:other'), 'not-an-invoice'],
		['no namespace', '<Invoice></Invoice>', 'not-an-invoice'],
		['an unknown prefix', invoiceOf('<x:a>1</x:a>'), 'not-xml'],
		['elements too deep', invoiceOf('<a>'.repeat(50) + '</a>'.repeat(50)), 'too-deep'],
		['elements crossed', invoiceOf('<a><b></a></b>'), 'not-xml'],
		['two roots', invoiceOf('') + invoiceOf(''), 'not-xml'],
		['half of it missing', invoiceOf('<a>1</a>').slice(0, -20), 'truncated'],
		['nothing', '', 'not-xml']
	])('has %s', async (_, file, problem) => {
		await expect(readEInvoice(bytes(file))).rejects.toMatchObject({ problem });
	});

	test('is larger than any invoice', async () => {
		await expect(readEInvoice(new Uint8Array(33 * 1024 * 1024))).rejects.toMatchObject({ problem: 'too-large' });
	});
});

test('prefixes of any name are read, and what has no place is told by its path', async () => {
	const { invoice, unread } = await readEInvoice(
		bytes(
			`<u:Invoice xmlns:u="${NAMESPACE}" xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:z="urn:z">` +
				'<!-- a comment --><ID> A<![CDATA[&]]>1 </ID><UUID>5</UUID><z:More>1</z:More></u:Invoice>'
		)
	);
	expect(invoice.number).toBe('A&1');
	expect(unread).toEqual(['Invoice:Invoice/cbc:UUID', 'Invoice:Invoice/{urn:z}More']);
});
