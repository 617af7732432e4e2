import fc from '../../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import type { BuyerSnapshot, DocumentContent, LineTax, SellerSnapshot } from '../../documents/document.ts';
import { content, issued, line } from '../../documents/pdf/fixtures.ts';
import { parseAmount } from '../../money/amount.ts';
import type { EInvoice } from '../model.ts';
import type { Profile } from '../profiles.ts';
import { readEInvoice } from '../read.ts';
import { writeEInvoice } from '../write.ts';
import { fromDocument } from './document.ts';

const vat = (rate: string, category: LineTax['category'] = 'S'): LineTax[] => [{ name: 'MwSt', category, rate }];
const seller: Partial<SellerSnapshot> = {
	name: 'Büro Kranich',
	tradeName: 'Kranich',
	address: { line1: 'Kastanienallee 7', city: 'Berlin', postcode: '10435', country: 'DE' },
	country: 'DE',
	taxIds: [
		{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE 136 695 976' },
		{ kind: 'ape', country: 'DE', label: 'Code', value: '7410Z' }
	],
	bankAccounts: [{ id: 'b', label: '', holder: 'Büro Kranich', iban: 'DE02 1203 0000 0000 2020 51', bic: 'byladem1001', primary: true }]
};
const buyer: Partial<BuyerSnapshot> = {
	name: 'Stadt Neuhagen',
	address: { line1: '', city: 'Neuhagen', postcode: '15366', country: 'DE' },
	taxIds: [{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE129273398' }]
};

function derive(body: Partial<DocumentContent>, profile: Profile = 'en16931', from = seller, to = buyer) {
	const lines = body.lines ?? [line('Work', '2', '10.50', { taxes: vat('19') })];
	return fromDocument(issued(content(lines, { currency: 'EUR', language: 'de', ...body }), from, to), { profile });
}

function model(...given: Parameters<typeof derive>): EInvoice {
	const derived = derive(...given);
	if (!derived.ok) throw new Error(JSON.stringify(derived.reasons));
	return derived.invoice;
}

function reasons(...given: Parameters<typeof derive>) {
	const derived = derive(...given);
	return derived.ok ? [] : derived.reasons;
}

test('parties, numbers, dates and the way to pay go to their terms', () => {
	const invoice = model({ orderNumber: 'PO-1', buyerReference: 'B-1', supplyDate: '2026-11-20', terms: 'In 30 days.', notes: 'Thanks' });
	expect(invoice).toMatchObject({
		number: 'F-0042',
		typeCode: '380',
		issueDate: '2026-11-21',
		dueDate: '2026-12-21',
		purchaseOrder: 'PO-1',
		buyerReference: 'B-1',
		paymentTerms: 'In 30 days.',
		notes: [{ text: 'Thanks' }],
		delivery: { date: '2026-11-20' },
		seller: { name: 'Büro Kranich', tradingName: 'Kranich', vatId: 'DE136695976', legalInformation: 'Code 7410Z' },
		buyer: { name: 'Stadt Neuhagen', vatId: 'DE129273398', electronicAddress: { id: 'DE129273398', scheme: '9930' } },
		payments: [
			{
				means: '58',
				remittance: 'F-0042',
				transfers: [{ account: 'DE02120300000000202051', name: 'Büro Kranich', provider: 'BYLADEM1001' }]
			}
		],
		totals: { lines: '21.00', withoutVat: '21.00', vat: '3.99', withVat: '24.99', due: '24.99' },
		vat: [{ taxable: '21.00', tax: '3.99', category: 'S', rate: '19' }]
	});
	expect(JSON.stringify(invoice)).not.toContain('Never printed');
});

test('each instalment is told by its day and its amount, the last too, and they come to what is due', async () => {
	const instalments = [
		{ id: 'c', date: '2027-02-01' },
		{ id: 'a', date: '2026-12-01', percent: '33.333' },
		{ id: 'b', date: '2027-01-01', amount: '10' }
	];
	const invoice = model({ terms: 'In parts.', instalments });
	expect([invoice.totals.due, invoice.paymentTerms]).toEqual([
		'24.99',
		'In parts.\n2026-12-01: 8.33 EUR; 2027-01-01: 10.00 EUR; 2027-02-01: 6.66 EUR'
	]);
	for (const syntax of ['ubl', 'cii'] as const) {
		const file = new TextEncoder().encode(writeEInvoice(invoice, syntax)) as Uint8Array<ArrayBuffer>;
		expect((await readEInvoice(file)).invoice.paymentTerms).toBe(invoice.paymentTerms);
	}
});

test('an address that was typed goes before one that follows from a number', () => {
	const typed = { scheme: '0204', value: '04011000-12345-34' };
	expect(model({}, 'en16931', seller, { ...buyer, electronicAddress: typed }).buyer.electronicAddress).toEqual({
		id: typed.value,
		scheme: '0204'
	});
});

test('French and Belgian company numbers have their schemes', () => {
	const french = {
		...seller,
		taxIds: [
			{ kind: 'siret', country: 'FR', label: 'SIRET', value: '732 829 320 00074' },
			{ kind: 'vat', country: 'FR', label: '', value: 'FR44732829320' }
		]
	};
	const belgian = { ...buyer, taxIds: [{ kind: 'vat', country: 'BE', label: 'TVA', value: 'BE 0403.019.261' }] };
	const invoice = model({}, 'en16931', french, belgian);
	expect(invoice.seller).toMatchObject({
		identifiers: [{ id: '73282932000074', scheme: '0009' }],
		legalRegistration: { id: '732829320', scheme: '0002' },
		electronicAddress: { id: '732829320', scheme: '0225' }
	});
	expect(invoice.buyer).toMatchObject({ legalRegistration: { id: '0403019261', scheme: '0208' }, vatId: 'BE0403019261' });
});

test('a credit note names its invoice, and asks for no money', () => {
	const preceding = { documentId: 'x', number: 'F-1', issueDate: '2026-10-01' };
	const note = model({ type: 'credit-note', preceding });
	expect(note).toMatchObject({ typeCode: '381', preceding: [{ number: 'F-1', issueDate: '2026-10-01' }], payments: [] });
	expect(note.dueDate).toBeUndefined();
});

test('a deposit is a prepayment invoice, and the invoice that deducts it names it', () => {
	expect(model({ type: 'deposit-invoice' }).typeCode).toBe('386');
	const deposit = (number: string) => ({ documentId: number, type: 'deposit-invoice' as const, number, issueDate: '2026-10-01' });
	const lines = [line('Work', '1', '100', { taxes: vat('19') }), line('Deposit', '-1', '40', { taxes: vat('19') })];
	const final = model({ lines, origins: [deposit('A-1'), deposit('A-2')] });
	expect(final.preceding).toEqual([{ number: 'A-1', issueDate: '2026-10-01' }]);
	expect(final.documents).toEqual([{ reference: 'A-2' }]);
	expect(final.lines[1]).toMatchObject({ quantity: '-1', price: { net: '40' }, net: '-40.00' });
});

test('a price below zero is turned by its quantity', () => {
	const [only] = model({ lines: [line('Back', '3', '-5', { taxes: vat('19') })] }).lines;
	expect(only).toMatchObject({ quantity: '-3', price: { net: '5' }, net: '-15.00' });
});

test('a price with its tax is the net of its whole quantity', () => {
	const invoice = model({ prices: 'gross', lines: [line('Thing', '3', '9.99', { taxes: vat('19') })] });
	expect(invoice.lines[0]).toMatchObject({ quantity: '3', net: '25.18', price: { net: '25.18', baseQuantity: '3', baseUnit: 'C62' } });
	expect(invoice.totals).toMatchObject({ withoutVat: '25.18', vat: '4.79', withVat: '29.97' });
});

test('a discount on all lines is one for each VAT', () => {
	const lines = [line('A', '1', '100', { taxes: vat('19') }), line('B', '1', '50', { taxes: vat('7') })];
	const invoice = model({ lines, allowances: [{ id: 'd', kind: 'allowance', amount: '15', reason: 'Loyal' }] });
	expect(invoice.allowances).toEqual([
		{ amount: '10.00', reason: 'Loyal', vatCategory: 'S', vatRate: '19' },
		{ amount: '5.00', reason: 'Loyal', vatCategory: 'S', vatRate: '7' }
	]);
	expect(invoice.totals.allowances).toBe('15.00');
});

test('what the buyer keeps back lessens what is due, and a note says so', () => {
	const invoice = model({ withholdings: [{ name: 'IRPF', rate: '15' }], prepaid: '1.00' });
	expect(invoice.totals).toMatchObject({ withVat: '24.99', paid: '4.15', due: '20.84' });
	expect(invoice.notes).toEqual([{ text: 'IRPF 15 %: -3.15 EUR' }]);
});

test('VAT of a foreign currency is told in the own one too', () => {
	const invoice = model({ currency: 'CHF', exchangeRate: '1.05', exchangeRateDate: '2026-11-20', baseCurrency: 'EUR' });
	expect(invoice).toMatchObject({ currency: 'CHF', vatCurrency: 'EUR', totals: { vat: '3.99', vatInAccountingCurrency: '4.19' } });
	expect(invoice.payments).toEqual([expect.objectContaining({ means: '30' })]);
});

test('outside the scope of VAT no VAT number and no rate is told, and the seller is by another number', () => {
	const invoice = model({ lines: [line('Work', '1', '10', { taxes: vat('0', 'O') })] });
	expect(invoice.seller.vatId).toBeUndefined();
	expect(invoice.buyer.vatId).toBeUndefined();
	expect(invoice.seller.identifiers).toEqual([{ id: 'DE136695976' }]);
	expect(invoice.vat).toEqual([{ taxable: '10.00', tax: '0.00', category: 'O', exemptionCode: 'VATEX-EU-O' }]);
	expect(invoice.lines[0]!.vatRate).toBeUndefined();
});

test('a page to pay on is the last line of the terms, where it can be paid', () => {
	const from = { ...seller, paymentLink: 'https://pay.example/{number}?a={amount}' };
	const link = 'https://pay.example/F-0042?a=24.99';
	expect(model({ terms: 'In 30 days. ' }, 'en16931', from).paymentTerms).toBe(`In 30 days.\n${link}`);
	expect(model({ terms: '' }, 'en16931', from).paymentTerms).toBe(link);
	expect(model({ terms: 'x', type: 'credit-note' }, 'en16931', from).paymentTerms).toBe('x');
});

test('French notes are found in the terms', () => {
	const terms = 'Pénalité de retard : 10 %. Indemnité forfaitaire de 40 €. Pas d’escompte.';
	const french = {
		...seller,
		address: { ...seller.address!, country: 'FR' },
		taxIds: [
			{ kind: 'siren', country: 'FR', label: 'SIREN', value: '732829320' },
			{ kind: 'vat', country: 'FR', label: '', value: 'FR44732829320' }
		]
	};
	const lines = [line('A', '1', '10', { taxes: vat('20') })];
	expect(model({ terms, lines }, 'france', french).notes).toEqual([
		{ subjectCode: 'PMT', text: 'Indemnité forfaitaire de 40 €.' },
		{ subjectCode: 'PMD', text: 'Pénalité de retard : 10 %.' },
		{ subjectCode: 'AAB', text: 'Pas d’escompte.' }
	]);
	expect(model({ terms, lines }, 'france', french).businessProcess).toBe('S1');

	// What a file is for is a code there: words of one's own go without, and do not stand in the way.
	const attachments = ['Heures de novembre', 'RIB'].map((description, at) => ({
		...{ id: `${at}`, file: `${at}`.repeat(64), name: `${at}.pdf`, type: 'application/pdf', bytes: 3 },
		description
	})) satisfies DocumentContent['attachments'];
	expect(model({ terms, lines, attachments }, 'france', french).documents).toEqual([
		{ reference: '0.pdf' },
		{ reference: '1.pdf', description: 'RIB' }
	]);
	expect(model({ lines, attachments }, 'en16931', french).documents[0]!.description).toBe('Heures de novembre');
});

describe('what cannot be said has a reason that names the field', () => {
	const two: LineTax[] = [...vat('5'), { name: 'TVQ', category: 'S', rate: '9.975' }];
	test.each<[string, Partial<DocumentContent>, string, string]>([
		['two taxes', { lines: [line('A', '1', '1', { taxes: two })] }, 'several-taxes', 'content.lines.0.taxes'],
		['no tax', { lines: [line('A', '1', '1', { taxes: [] })] }, 'no-tax', 'content.lines.0.taxes'],
		[
			'a tax on a tax',
			{ lines: [line('A', '1', '1', { taxes: [two[0]!, { ...two[1]!, compound: true }] })] },
			'compound-tax',
			'content.lines.0.taxes'
		],
		['a stamp duty', { stampDuty: { name: 'Timbre', amount: '1' } }, 'stamp-duty', 'content.stampDuty'],
		['a currency of three decimals', { currency: 'TND' }, 'currency', 'content.currency'],
		['a unit of one’s own', { lines: [line('A', '1', '1', { taxes: vat('19'), unit: 'box' })] }, 'unit', 'content.lines.0.unit'],
		[
			'taxed and outside the scope',
			{ lines: [line('A', '1', '1', { taxes: vat('19') }), line('B', '1', '1', { taxes: vat('0', 'O') })] },
			'mixed-outside-scope',
			'content.lines'
		],
		['an estimate', { type: 'estimate' }, 'not-an-invoice', 'content.type'],
		[
			'an exemption without a reason',
			{ lines: [line('A', '1', '1', { taxes: vat('19') }), line('B', '1', '1', { taxes: vat('0', 'E') })] },
			'missing',
			'content.lines.1.taxes'
		],
		['a line without a name', { lines: [line('', '1', '1', { taxes: vat('19') })] }, 'missing', 'content.lines.0.name'],
		['a supply within the Union without a day', { lines: [line('A', '1', '1', { taxes: vat('0', 'K') })] }, 'missing', 'content.supplyDate']
	])('%s', (_, body, problem, field) => {
		expect(reasons(body)).toContainEqual(expect.objectContaining({ problem, field }));
	});

	test('what is only advised is told beside the invoice', () => {
		const derived = derive({ buyerReference: 'B-1', supplyDate: '2026-11-20' }, 'xrechnung', {
			...seller,
			contact: { id: 'c', name: 'Ute', phone: '12', email: 'ute@example.com', primary: true }
		});
		expect(derived).toMatchObject({ ok: true, warnings: [{ problem: 'form', rule: 'BR-DE-27', field: 'seller.contact.phone' }] });
		expect(derive({})).toMatchObject({ ok: true, warnings: [] });
	});

	test('VAT to be told in a currency of three decimals', () => {
		const body: Partial<DocumentContent> = { currency: 'EUR', exchangeRate: '0.77', exchangeRateDate: '2026-11-20', baseCurrency: 'JOD' };
		expect(reasons(body)).toContainEqual(expect.objectContaining({ problem: 'currency', term: 'BT-6', field: 'content.baseCurrency' }));
	});

	test('numbers of a scheme that is none, of the seller and of the buyer', () => {
		const electronicAddress = { scheme: 'XYZ', value: '1' };
		expect(reasons({}, 'en16931', { ...seller, electronicAddress })).toContainEqual(
			expect.objectContaining({ rule: 'BR-CL-25', term: 'BT-34', field: 'seller.electronicAddress' })
		);
		expect(reasons({}, 'en16931', seller, { ...buyer, electronicAddress })).toContainEqual(
			expect.objectContaining({ rule: 'BR-CL-25', term: 'BT-49', field: 'buyer.electronicAddress' })
		);
	});

	test('what a profile wants beyond the core', () => {
		const fields = (profile: Profile) =>
			reasons({}, profile, { ...seller, contact: undefined } as Partial<SellerSnapshot>).map(({ field }) => field);
		expect(fields('en16931')).toEqual([]);
		expect(fields('xrechnung')).toEqual(['seller.contact.name', 'seller.contact.phone', 'seller.contact.email', 'content.buyerReference']);
		expect(fields('peppol')).toContain('content.buyerReference');
		expect(fields('france')).toEqual(expect.arrayContaining(['content.terms', 'seller.taxIds']));
		expect(reasons({ rounding: '0.01' }, 'facturx-basic').map(({ term }) => term)).toEqual(['BT-114']);
	});
});

test('sums add up, of any document', () => {
	const decimals = (most: number) => fc.integer({ min: -most, max: most }).map((minor) => (minor / 100).toFixed(2));
	const some = fc.record({
		prices: fc.constantFrom('net' as const, 'gross' as const),
		taxRounding: fc.constantFrom('document' as const, 'line' as const),
		lines: fc.array(fc.record({ quantity: decimals(500), price: decimals(90_000), rate: fc.constantFrom('19', '7') }), {
			minLength: 1,
			maxLength: 5
		}),
		off: fc.option(decimals(9_000), { nil: undefined }),
		percent: fc.integer({ min: 0, max: 40 })
	});
	fc.assert(
		fc.property(some, ({ prices, taxRounding, lines, off, percent }) => {
			const invoice = model({
				prices,
				taxRounding,
				lines: lines.map(({ quantity, price, rate }) =>
					line('Any', quantity, price, {
						taxes: vat(rate),
						allowances: [{ id: 'p', kind: 'allowance', percent: String(percent), reason: '' }]
					})
				),
				allowances: off === undefined ? [] : [{ id: 'o', kind: 'allowance', amount: off, reason: 'Off' }]
			});
			const { totals } = invoice;
			expect(sum(invoice.lines.map(({ net }) => net))).toBe(minor(totals.lines));
			expect(minor(totals.lines) - minor(totals.allowances) + minor(totals.charges)).toBe(minor(totals.withoutVat));
			expect(sum(invoice.allowances.map(({ amount }) => amount))).toBe(minor(totals.allowances));
			expect(sum(invoice.vat.map(({ taxable }) => taxable))).toBe(minor(totals.withoutVat));
			for (const { price, quantity, net } of invoice.lines) {
				expect(price.net.startsWith('-')).toBe(false);
				if (prices === 'gross' && Number(quantity) !== 0) expect(minor(price.net)).toBe(minor(net.replace('-', '')));
			}
			for (const row of invoice.vat) {
				const of = (all: { vatRate?: string; amount: string }[]) =>
					sum(all.filter(({ vatRate }) => vatRate === row.rate).map(({ amount }) => amount));
				const own = sum(invoice.lines.filter(({ vatRate }) => vatRate === row.rate).map(({ net }) => net));
				expect(own - of(invoice.allowances) + of(invoice.charges)).toBe(minor(row.taxable));
			}
		}),
		{ numRuns: 100 }
	);
});

function minor(text = '0.00'): bigint {
	const parsed = parseAmount('EUR', text);
	if (!parsed.ok) throw new Error(text);
	return parsed.value.minor;
}

function sum(all: string[]): bigint {
	return all.reduce((total, each) => total + minor(each), 0n);
}
