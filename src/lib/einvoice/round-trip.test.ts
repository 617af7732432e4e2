import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { ATTACHED, generatedDocuments } from '../../../tests/support/einvoice-documents.ts';
import { fromDocument } from './from/document.ts';
import { SYNTAXES, type Profile } from './profiles.ts';
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

describe.each(Object.keys(SYNTAXES) as Profile[])('documents of invented businesses in %s', (profile) => {
	test.each(SYNTAXES[profile])('are read from %s as they were written, whole, and written again as the same bytes', async (syntax) => {
		let count = 0;
		for (const { document } of generatedDocuments(60)) {
			const derived = fromDocument(document, { profile, files: ATTACHED });
			if (!derived.ok) continue;
			count++;
			const file = writeEInvoice(derived.invoice, syntax);
			const back = await readEInvoice(bytes(file));
			expect([back.unread, back.invoice]).toEqual([[], derived.invoice]);
			expect(writeEInvoice(back.invoice, syntax)).toBe(file);
		}
		expect(count).toBeGreaterThan(5);
	});
});

describe('the quantity that a price is for', () => {
	const price = (gross: string, net: string) =>
		'<r:CrossIndustryInvoice xmlns:r="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">' +
		'<r:SupplyChainTradeTransaction><IncludedSupplyChainTradeLineItem><SpecifiedLineTradeAgreement>' +
		`<GrossPriceProductTradePrice><ChargeAmount>3</ChargeAmount>${gross}</GrossPriceProductTradePrice>` +
		`<NetPriceProductTradePrice><ChargeAmount>2</ChargeAmount>${net}</NetPriceProductTradePrice>` +
		'</SpecifiedLineTradeAgreement></IncludedSupplyChainTradeLineItem></r:SupplyChainTradeTransaction></r:CrossIndustryInvoice>';
	const base = (quantity: string) => `<BasisQuantity unitCode="C62">${quantity}</BasisQuantity>`;
	test.each([
		['both alike', price(base('10.0'), base('10')), '10', 0],
		['the price before its discount alone', price(base('10'), ''), '10', 0],
		['the price alone', price('', base('10')), '10', 0],
		['each another', price(base('12'), base('10')), '10', 1]
	])('is said by %s', async (_, file, quantity, left) => {
		const { invoice, unread } = await readEInvoice(bytes(file));
		expect(invoice.lines[0]!.price).toEqual({ net: '2', gross: '3', baseQuantity: quantity, baseUnit: 'C62' });
		expect(unread).toHaveLength(left);
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
