import { describe, expect, test } from 'vitest';
import { generatedDocuments, sampleDocuments } from '../../../tests/support/einvoice-documents.ts';
import fc from '../../../tests/support/property.ts';
import type { DocumentContent, IssuedDocument, SellerSnapshot } from './document.ts';
import { paymentCodeOf } from './payment-code/code-of.ts';
import { paymentLinkOf } from './payment-link.ts';
import { content, issued, line, tps, tvq, vat } from './pdf/fixtures.ts';
import { labelsFor } from './pdf/labels/labels.ts';
import { fiscalCodeOf } from './pdf/layout/fiscal-code.ts';
import { layoutDocument } from './pdf/layout.ts';
import { documentMetrics } from './pdf/metrics.ts';
import { fromIssued, type PrintableDocument, withoutLogo } from './pdf/printable.ts';
import { readSharedDocument } from './read-shared-document.ts';
import { sharedDocument } from './shared-document.ts';

const account = { id: 'acc-id', label: 'Giro', holder: 'Nordlicht GmbH', bank: 'Bank', iban: 'DE89370400440532013000', primary: true };
const german: Partial<SellerSnapshot> = {
	address: { line1: 'Weg 1', city: 'Berlin', postcode: '10115', country: 'DE' },
	bankAccounts: [account, { ...account, id: 'usd', iban: 'DE02120300000000202051', currency: 'USD', primary: false }],
	paymentCodes: true,
	paymentLink: 'https://pay.example/{number}?sum={amount}',
	logo: 'f'.repeat(64),
	paper: 'A4'
};
const rich: Partial<DocumentContent> = {
	currency: 'EUR',
	language: 'de-DE',
	orderNumber: 'PO-7',
	project: 'Umbau',
	supplyDate: '2026-11-01',
	stampDuty: { name: 'Bollo', amount: '2.00' },
	withholdings: [{ name: 'IRPF', rate: '15' }],
	allowances: [{ id: 'secret-allowance', kind: 'allowance', percent: '5', reason: 'Treue' }],
	exchangeRate: '1.08',
	exchangeRateDate: '2026-11-20',
	exchangeRateSource: 'ECB',
	baseCurrency: 'USD',
	terms: '30 Tage',
	notes: 'Danke\nsehr',
	customFields: [
		{ id: 'f1', name: 'Kostenstelle', value: '42', printed: true },
		{ id: 'f2', name: 'Intern', value: 'never shown', printed: false }
	],
	partyId: 'party-record',
	seriesId: 'series-record',
	origins: [{ documentId: 'estimate-record', type: 'estimate', number: 'E-1', issueDate: '2026-10-01' }]
};
const lines = () => [
	line('Beratung', '2.5', '120', {
		taxes: [vat('19')],
		allowances: [{ id: 'la', kind: 'allowance', amount: '10', reason: 'Rabatt' }],
		itemId: 'item-record',
		from: [{ documentId: 'estimate-record', line: 'x' }],
		expense: { id: 'expense-record', line: 'y' },
		time: ['time-record'],
		periodStart: '2026-11-01',
		periodEnd: '2026-11-30'
	}),
	line('Ware', '3', '9.99', { taxes: [{ ...vat('0'), category: 'E', exemptionReason: '§ 4' }], priceBase: '10' })
];
const cases: [string, IssuedDocument][] = [
	['an invoice with all there is', issued(content(lines(), rich), german)],
	['of Canada, without codes', issued(content([line('Conseil', '1', '100', { taxes: [tps, tvq] })]))],
	['an estimate', issued(content(lines(), { ...rich, type: 'estimate' }), german)],
	['gross prices', issued(content(lines(), { ...rich, prices: 'gross' }), german)],
	[
		'instalments',
		issued(
			content(lines(), {
				...rich,
				instalments: [
					{ id: 'i1', date: '2026-12-01', percent: '50' },
					{ id: 'i2', date: '2026-12-21' }
				]
			}),
			german
		)
	],
	[
		'a credit note',
		issued(
			content(lines(), { ...rich, type: 'credit-note', preceding: { documentId: 'd', number: 'F-1', issueDate: '2026-11-01' } }),
			german
		)
	],
	[
		'a receipt',
		issued(
			content([line('Zahlung', '1', '10', { taxes: [] })], {
				type: 'receipt',
				receipt: { paymentId: 'p', date: '2026-11-02', method: 'card' }
			})
		)
	],
	[
		'delivered elsewhere',
		issued(content(lines(), { ...rich, type: 'delivery-note' }), german, {
			deliveryAddress: { line1: 'Kai 1', city: 'Kiel', postcode: '24103', country: 'DE' }
		})
	]
];

/** As it travels. */
function travelled(document: IssuedDocument): unknown {
	return JSON.parse(JSON.stringify(sharedDocument(document)));
}

function paper(document: IssuedDocument) {
	const read = readSharedDocument(travelled(document));
	if (!read.ok) throw new Error(`${read.problem} ${read.field}`);
	return read.value;
}

/** Everything that is set on the paper, in order. */
function words(document: PrintableDocument): string[] {
	const layout = layoutDocument(withoutLogo(document), documentMetrics, labelsFor(document.content.language));
	return layout.pages.flat().flatMap((item) => (item.kind === 'text' ? [`${item.role}: ${item.text}`] : []));
}

describe('what whom it is for is given', () => {
	/** The same words in the same order; codes, which paper draws by its sender's settings, go by themselves. */
	function expectSame(document: IssuedDocument, name: string): void {
		const { code, link, fiscalCode, paper: read } = paper(document);
		const original = fromIssued(document);
		const { paymentCodes: _codes, billingRecords: _records, ...seller } = original.seller;
		const { paper: size, country, paymentLink } = seller;
		const settings = { paper: size, country, ...(paymentLink && { paymentLink }) };
		const { template } = original.content;
		const again = { ...read, content: { ...read.content, template }, seller: { ...read.seller, ...settings } };
		expect(words(again), name).toEqual(words({ ...original, seller }));
		expect(code?.payload, name).toBe(paymentCodeOf(original)?.payload);
		expect(link, name).toBe(paymentLinkOf(original));
		expect(fiscalCode, name).toBe(fiscalCodeOf(original));
	}

	test.each(cases)('says what the paper says: %s', (name, document) => expectSame(document, name));

	test('says what the paper says: of every sample, and of generated ones of any shape', () => {
		const all = [...sampleDocuments('2026-11-23'), ...generatedDocuments(200)];
		expect(all.length).toBeGreaterThan(220);
		for (const { name, document } of all) expectSame(document, name);
	});

	test.each(cases)('nothing of the books: %s', (_name, document) => {
		const json = JSON.stringify(sharedDocument(document));
		for (const inner of [
			'record',
			'never shown',
			'Never printed',
			'acc-id',
			'secret-allowance',
			'line-',
			'series',
			'f'.repeat(64),
			'{number}'
		])
			expect(json).not.toContain(inner);
	});

	test('the accounts of its currency, and only where it asks to be paid', () => {
		const accounts = (type: DocumentContent['type']) =>
			paper(issued(content(lines(), { ...rich, type }), german)).paper.seller.bankAccounts;
		expect(accounts('invoice').map(({ iban }) => iban)).toEqual([account.iban]);
		expect(accounts('estimate')).toEqual([]);
	});

	test('no price goes with the goods', () => {
		const json = JSON.stringify(sharedDocument(issued(content(lines(), { ...rich, type: 'delivery-note' }), german)));
		for (const figure of ['120', '9.99', '19', 'Rabatt', 'Treue', 'Bollo', 'IRPF']) expect(json).not.toContain(`"${figure}"`);
		expect(JSON.parse(json).totals.payable).toBe('0.00');
	});

	test('where it is paid online stands in it with its number', () => {
		expect(paper(cases[0]![1]).link).toMatch(/^https:\/\/pay\.example\/F-0042\?sum=\d+\.\d\d$/);
	});

	test('what turns the direction of a line is left out, as on paper', () => {
		const named = issued(content([line('a\u202eb\u0007c\r\nd', '1', '1')]));
		expect(paper(named).paper.content.lines[0]!.name).toBe('abc\nd');
	});
});

describe('a document that somebody has meddled with', () => {
	const whole = () => travelled(cases[0]![1]) as Record<string, unknown>;
	const problem = (change: (document: Any) => void) => {
		const document = whole() as Any;
		change(document);
		return readSharedDocument(document);
	};
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- it is taken apart
	type Any = any;

	test.each<[string, (document: Any) => void]>([
		['content.lines.0.price', (d) => (d.content.lines[0].price = '1e9')],
		['content.lines.1.name', (d) => (d.content.lines[1].name = { toString: 'x' })],
		['content.extra', (d) => (d.content.extra = 1)],
		['__proto__', (d) => Object.defineProperty(d, '__proto__', { value: 1, enumerable: true })],
		['content.currency', (d) => (d.content.currency = 'XXX')],
		['totals.currency', (d) => (d.totals.currency = 'USD')],
		['totals.payable', (d) => delete d.totals.payable],
		['totals', (d) => (d.totals.payable = '1.005')],
		['totals.lines', (d) => d.totals.lines.pop()],
		['link', (d) => (d.link = 'javascript:alert(1)')],
		['link', (d) => (d.link = 'https://user@bank.example/')],
		['code.kind', (d) => (d.code = { kind: 'epc', payload: 'upi://pay?x' })],
		['seller.name', (d) => (d.seller.name = 'a\u202eb')],
		['seller.colour', (d) => (d.seller.colour = 'red;background:url(x)')],
		['content.dueDate', (d) => (d.content.dueDate = '2026-02-30')],
		['content.lines', (d) => (d.content.lines = Array(1001).fill(d.content.lines[0]))],
		['content.notes', (d) => (d.content.notes = 'x'.repeat(50_001))],
		['form', (d) => (d.form = 0)],
		['seller', (d) => (d.seller = [])]
	])('is refused by the name of the field: %s', (field, change) => {
		const read = problem(change);
		expect(read.ok).toBe(false);
		if (read.ok) return;
		expect(read.problem).toBe('malformed');
		// The second form of a code is the one that speaks.
		expect(field.startsWith('code') ? read.field.split('.')[0] : read.field).toBe(field.startsWith('code') ? 'code' : field);
	});

	test('one of a later form is not called damaged', () => {
		expect(problem((d) => (d.form = 2))).toMatchObject({ ok: false, problem: 'newer' });
	});

	test('whatever stands where, reading ends with an answer', () => {
		const places: (string | number)[][] = [];
		const walk = (value: unknown, path: (string | number)[]): void => {
			if (path.length > 0) places.push(path);
			if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
		};
		walk(whole(), []);
		fc.assert(
			fc.property(
				fc.constantFrom(...places),
				fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom('', '-1', '99999999999999999999', null)),
				(path, value) => {
					const read = problem((d) => {
						const parent = path.slice(0, -1).reduce((at: Any, key) => at[key], d);
						parent[path.at(-1)!] = value;
					});
					if (!read.ok) {
						expect(read.field).not.toBe('');
						return;
					}
					const { template: _none, ...rest } = read.value.paper.content;
					words({ ...read.value.paper, content: { ...rest, template: 'plain' } });
				}
			)
		);
	});
});
