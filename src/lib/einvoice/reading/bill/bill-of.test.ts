import fc from '../../../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { aBusiness } from '../../../../../tests/support/books.ts';
import { bookFindings } from '../../../expenses/booking.ts';
import type { Expense } from '../../../expenses/expense.ts';
import { expenseTotals } from '../../../expenses/totals.ts';
import { validateExpense } from '../../../expenses/expense-rules.ts';
import { parseAmount } from '../../../money/amount.ts';
import type { EInvoice } from '../../model.ts';
import { randomInvoice } from '../../random-invoice.ts';
import { readEInvoice } from '../../read.ts';
import { CREDIT_NOTE_TYPES } from '../../ubl/document.ts';
import { writeEInvoice } from '../../write.ts';
import { t } from '../words.ts';
import { billOf, type BillAnswer } from './bill-of.ts';

const MWST = { name: 'USt', rate: '19', category: 'S' as const };
const german = aBusiness({
	name: 'Werkstatt Nord',
	address: { line1: 'Deich 1', city: 'Husum', postcode: '25813', country: 'DE' },
	preset: 'DE',
	taxIds: [{ kind: 'vat', country: 'DE', label: 'USt-IdNr.', value: 'DE136695976' }],
	currency: 'EUR',
	taxPresets: [
		{ id: 'full', label: '19 %', taxes: [{ ...MWST }] },
		{ id: 'less', label: '7 %', taxes: [{ ...MWST, rate: '7' }] }
	],
	defaultTaxPreset: 'full'
} as never);
const options = { business: german, today: '2026-11-23', words: t };

/** Two lines at two rates: 100 at 19 %, 50 at 7 %; 172.50 to be paid. */
function anEInvoice(changes: Partial<EInvoice> = {}): EInvoice {
	const line = (id: string, net: string, vatRate: string): EInvoice['lines'][number] => ({
		id,
		quantity: '1',
		unit: 'C62',
		net,
		allowances: [],
		charges: [],
		price: { net },
		vatCategory: 'S',
		vatRate,
		item: { name: `Item ${id}`, classifications: [], attributes: [] }
	});
	return {
		number: 'R-7',
		issueDate: '2026-11-01',
		dueDate: '2026-12-01',
		typeCode: '380',
		currency: 'EUR',
		notes: [],
		specification: 'urn:cen.eu:en16931:2017',
		preceding: [],
		seller: { name: 'Papier Süd', identifiers: [], vatId: 'DE123456788', address: { country: 'DE' } },
		buyer: { name: 'Werkstatt Nord', vatId: 'DE136695976', address: { country: 'DE' } },
		payments: [{ means: '58', transfers: [{ account: 'DE02120300000000202051' }] }],
		allowances: [],
		charges: [],
		totals: { lines: '150.00', withoutVat: '150.00', vat: '22.50', withVat: '172.50', due: '172.50' },
		vat: [
			{ taxable: '100.00', tax: '19.00', category: 'S', rate: '19' },
			{ taxable: '50.00', tax: '3.50', category: 'S', rate: '7.00' }
		],
		documents: [],
		lines: [line('1', '100.00', '19'), line('2', '50.00', '7')],
		...changes
	};
}

function made(invoice: EInvoice, more: Partial<typeof options> = {}) {
	const answer: BillAnswer = billOf(invoice, { ...options, ...more });
	if (!answer.ok) throw new Error(answer.refusal);
	const totals = expenseTotals(answer.bill);
	if (!totals.ok) throw new Error(totals.field);
	return { ...answer, totals: totals.value, kinds: answer.notices.map(({ kind }) => kind) };
}

const found = (bill: Expense) =>
	bookFindings(bill, { supplier: { name: 'x' }, today: '2030-01-01', baseCurrency: 'EUR' }).map(({ message }) => message);

describe('an e-invoice as a bill', () => {
	test('has its lines, its taxes by rate, its dates and what is to be paid', () => {
		const { bill, totals, kinds } = made(anEInvoice());
		expect(kinds).toEqual([]);
		expect(bill).toMatchObject({ kind: 'bill', number: 'R-7', date: '2026-11-01', dueDate: '2026-12-01', currency: 'EUR', prices: 'net' });
		expect(bill.lines.map(({ description, amount, taxes }) => [description, amount, taxes])).toEqual([
			['Item 1 (1 C62 × 100.00)', '100.00', [{ name: 'USt', rate: '19', reclaim: true }]],
			['Item 2 (1 C62 × 50.00)', '50.00', [{ name: 'USt', rate: '7', reclaim: true }]]
		]);
		expect(totals.payable).toBe(17_250n);
		expect(bill.notes).toContain('DE02120300000000202051');
	});

	test('keeps a tax of the file that its rate would not give', () => {
		const invoice = anEInvoice({
			totals: { lines: '150.00', withoutVat: '150.00', vat: '22.51', withVat: '172.51', due: '172.51' },
			vat: [
				{ taxable: '100.00', tax: '19.01', category: 'S', rate: '19' },
				{ taxable: '50.00', tax: '3.50', category: 'S', rate: '7' }
			]
		});
		const { bill, totals, kinds } = made(invoice);
		expect(kinds).toEqual(['taxByAmount']);
		expect(bill.lines[0]!.taxes).toEqual([{ name: 'USt 19 %', amount: '19.01', reclaim: true }]);
		expect([totals.tax, totals.payable]).toEqual([2251n, 17_251n]);
	});

	test('takes off what is paid already, adds the rounding, and has allowances under their rate', () => {
		const invoice = anEInvoice({
			allowances: [{ amount: '10.00', reason: 'Loyalty', vatCategory: 'S', vatRate: '19' }],
			charges: [{ amount: '5.00', vatCategory: 'S', vatRate: '7' }],
			totals: {
				...{ lines: '150.00', allowances: '10.00', charges: '5.00', withoutVat: '145.00', vat: '20.95', withVat: '165.95' },
				...{ paid: '65.00', rounding: '0.05', due: '101.00' }
			},
			vat: [
				{ taxable: '90.00', tax: '17.10', category: 'S', rate: '19' },
				{ taxable: '55.00', tax: '3.85', category: 'S', rate: '7' }
			]
		});
		const { bill, totals, kinds } = made(invoice);
		expect(kinds).toEqual(['prepaid']);
		expect(bill.lines.map(({ amount }) => amount)).toEqual(['100.00', '50.00', '-10.00', '5.00', '-65.00', '0.05']);
		expect(bill.lines[2]).toMatchObject({ description: 'Loyalty', taxes: [{ rate: '19' }] });
		expect(totals.payable).toBe(10_100n);
	});

	test('says where the sums of the file are wrong, and still asks for what it asks for', () => {
		const { bill, totals, kinds } = made(anEInvoice({ totals: { ...anEInvoice().totals, due: '180.00' } }));
		expect(kinds).toEqual(['difference']);
		expect(bill.lines.at(-1)).toMatchObject({ amount: '7.50', taxes: [] });
		expect(totals.payable).toBe(18_000n);
	});

	test('of a credit note is below zero', () => {
		const { bill, totals, kinds } = made(anEInvoice({ typeCode: '381' }));
		expect(kinds).toEqual(['creditNote']);
		expect(bill.lines.map(({ amount }) => amount)).toEqual(['-100.00', '-50.00']);
		expect([totals.tax, totals.payable]).toEqual([-2250n, -17_250n]);
	});

	test('owes the tax itself where none was charged, outside what is paid', () => {
		const line = anEInvoice().lines[0]!;
		const invoice = anEInvoice({
			seller: { name: 'Atelier Sud', identifiers: [], vatId: 'FR83404833048', address: { country: 'FR' } },
			lines: [{ ...line, vatCategory: 'AE', vatRate: '0' }],
			vat: [{ taxable: '100.00', tax: '0.00', category: 'AE', rate: '0' }],
			totals: { lines: '100.00', withoutVat: '100.00', vat: '0.00', withVat: '100.00', due: '100.00' }
		});
		const { bill, totals, kinds } = made(invoice);
		expect(kinds).toEqual(['selfAssessed']);
		expect(bill.lines[0]!.taxes).toEqual([{ name: 'USt', rate: '19', reclaim: true, supply: 'services-eu' }]);
		expect([totals.taxes[0]!.tax, totals.payable]).toEqual([1900n, 10_000n]);
		const goods = made({ ...invoice, lines: [{ ...line, vatCategory: 'K', vatRate: '0' }], vat: [{ ...invoice.vat[0]!, category: 'K' }] });
		expect(goods.bill.lines[0]!.taxes[0]!.supply).toBe('acquisition');
	});

	test('counts the tax of another country as cost', () => {
		const { bill, totals, kinds } = made(
			anEInvoice({ seller: { name: 'Hotel', identifiers: [], vatId: 'ATU13585627', address: { country: 'AT' } } })
		);
		expect(kinds).toEqual(['foreignVat']);
		expect(bill.lines[0]!.taxes[0]).toMatchObject({ rate: '19', reclaim: false });
		expect(totals.reclaimable).toBe(0n);
	});

	test('without lines has the sums by tax', () => {
		const { bill, totals, kinds } = made(anEInvoice({ lines: [] }));
		expect(kinds).toEqual(['noLines']);
		expect(bill.lines.map(({ amount }) => amount)).toEqual(['100.00', '50.00']);
		expect(totals.payable).toBe(17_250n);
	});

	test('of more lines than a record holds has one for each tax', () => {
		const [first] = anEInvoice().lines;
		const lines = Array.from({ length: 300 }, (_, at) => ({ ...first!, id: String(at), net: '1.00' }));
		const { bill, totals, kinds } = made(
			anEInvoice({
				lines,
				vat: [{ taxable: '300.00', tax: '57.00', category: 'S', rate: '19' }],
				totals: { lines: '300.00', withoutVat: '300.00', vat: '57.00', withVat: '357.00', due: '357.00' }
			})
		);
		expect(kinds).toEqual(['grouped']);
		expect(bill.lines.map(({ amount }) => amount)).toEqual(['300.00']);
		expect(totals.payable).toBe(35_700n);
	});

	test('rounds what has more decimals than the currency, and still comes to the total', () => {
		const [first] = anEInvoice().lines;
		const { totals, kinds } = made(
			anEInvoice({
				lines: ['33.335', '33.335', '33.33'].map((net, at) => ({ ...first!, id: String(at), net })),
				vat: [{ taxable: '100.00', tax: '19.00', category: 'S', rate: '19' }],
				totals: { lines: '100.00', withoutVat: '100.00', vat: '19.00', withVat: '119.00', due: '119.00' }
			})
		);
		expect(kinds).toEqual(['fractions', 'difference']);
		expect(totals.payable).toBe(11_900n);
	});

	test('shortens what a bill has no room for, and says so', () => {
		const [first] = anEInvoice().lines;
		const number = 'N'.repeat(80);
		const invoice = anEInvoice({ number, lines: [{ ...first!, item: { ...first!.item, name: 'x'.repeat(300) } }, anEInvoice().lines[1]!] });
		const { bill, kinds } = made(invoice);
		expect(kinds).toEqual(['shortened']);
		expect(bill.notes).toContain(number);
		expect(validateExpense(bill)).toEqual({});
	});

	test.each([
		['it is the business’s own', { seller: { name: 'Other name', identifiers: [], vatId: 'DE 136695976' } }, 'own'],
		['the buyer wrote it', { typeCode: '389' }, 'selfBilled'],
		['its currency is not known', { currency: 'XYZ' }, 'currency'],
		['nothing is said to be paid', { totals: { lines: '', withoutVat: '', withVat: '', due: '' } }, 'total'],
		['an amount is no number', { totals: { ...anEInvoice().totals, due: '1e3' } }, 'amount'],
		['a tax is no number', { vat: [{ taxable: '100', tax: 'NaN', category: 'S', rate: '19' }] }, 'amount']
	] as const)('is none where %s', (_, changes, refusal) => {
		expect(billOf(anEInvoice(changes as Partial<EInvoice>), options)).toEqual({ ok: false, refusal });
	});

	test('is told to be another’s, to go to another, and to be debited', () => {
		const { kinds } = made(
			anEInvoice({ buyer: { name: 'Somebody' }, payee: { name: 'Factor' }, payments: [{ means: '59', transfers: [] }] })
		);
		expect(kinds).toEqual(['otherBuyer', 'payee', 'debit']);
	});
});

describe.each(['ubl', 'cii'] as const)('any invoice in %s', (syntax) => {
	test('written, read and made a bill of comes to what it asks for, to the cent, and can be saved', { timeout: 60_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(randomInvoice(syntax), async (invoice) => {
				const bytes = new TextEncoder().encode(writeEInvoice(invoice, syntax)) as Uint8Array<ArrayBuffer>;
				const read = await readEInvoice(bytes);
				const { bill, totals } = made(read.invoice);
				const due = parseAmount('EUR', invoice.totals.due);
				const sign = CREDIT_NOTE_TYPES.has(invoice.typeCode) ? -1n : 1n;
				expect(due.ok && due.value.minor * sign).toBe(totals.payable);
				expect(validateExpense(bill)).toEqual({});
				expect(found(bill)).not.toContain('book_taxOver');
				expect(bill.lines.length).toBeGreaterThan(0);
			}),
			{ numRuns: 150 }
		);
	});
});
