import { describe, expect, it } from 'vitest';
import { PAPERS } from '../../../../tests/support/receipt-papers.ts';
import { proposeFrom } from './propose.ts';

const EXPECTED = { currency: 'CAD', today: '2026-06-30' };
const read = (text: string | string[], confidence = 90, expected = EXPECTED) =>
	proposeFrom(
		(typeof text === 'string' ? text.split('\n') : text).map((line) => ({ text: line, confidence })),
		expected
	);
const values = ({ supplier, taxId, date, currency, total, taxes }: ReturnType<typeof read>) => ({
	supplier: supplier?.value,
	taxId: taxId && `${taxId.value.country} ${taxId.value.kind} ${taxId.value.value}`,
	date: date?.value,
	currency: currency?.value,
	total: total?.value,
	taxes: taxes?.value
});

describe('what a receipt says', () => {
	it.each(PAPERS)('is found: $name', ({ lines, found }) => {
		const proposal = read(lines.map((line) => line.replace('\t', '   ')));
		expect(values(proposal)).toEqual(found);
		expect(proposal.total?.sureness).toBe('sure');
		expect(proposal.date?.sureness).toBe('sure');
	});

	it('is surely so only where it was read clearly', () => {
		const { lines, found } = PAPERS[0]!;
		const proposal = read(lines, 50);
		expect(values(proposal)).toEqual(found);
		expect([proposal.total, proposal.date, proposal.supplier].map((each) => each?.sureness)).toEqual(['likely', 'likely', 'guess']);
		expect(proposal.taxes?.sureness).toBe('guess');
	});

	it('is nothing where nothing is said', () => {
		expect(read('')).toEqual({});
		expect(read('***\n12\n--')).toEqual({});
	});
});

describe('the total', () => {
	const total = (text: string, currency = 'EUR') => read(text, 90, { ...EXPECTED, currency }).total;

	it('is not what was handed over, came back, or is a part of it', () => {
		expect(total('Cash 50.00\nChange 7.55\nTotal 42.45')).toMatchObject({ value: '42.45', sureness: 'sure', from: 'Total 42.45' });
		expect(total('Sous-total 10,00\nTotal HT 10,00\nTotal TVA 2,00\nTotal TTC 12,00')?.value).toBe('12.00');
		expect(total('Zwischensumme 99,00\nRabatt 9,00\nSumme 90,00')?.value).toBe('90.00');
		expect(total('Total articulos 3\nTotal puntos 120,00\nTotal 14,20')?.value).toBe('14.20');
	});

	it('can stand below its word, or be misread in it', () => {
		expect(total('TOTAL\n  88.10 €')?.value).toBe('88.10');
		expect(total('T0TAL   88 ,10')?.value).toBe('88.10');
		expect(total('TOTAL 1.234,50')?.value).toBe('1234.50');
		expect(total('TOTAL 1 234,50')?.value).toBe('1234.50');
		expect(total("TOTAL CHF 1'234.50")?.value).toBe('1234.50');
		expect(total('TOTAL $1,234.50')?.value).toBe('1234.50');
		expect(total('Summe 25,-')?.value).toBe('25.00');
	});

	it('without its word is the largest amount, and a guess', () => {
		expect(total('Coffee 3.20\nCake 4.80\n8.00\nCash 20.00')).toMatchObject({ value: '8.00', sureness: 'guess' });
		expect(total('12.05.2026 10:30\nTel 01.44.55.66.77\n20 %')).toBeUndefined();
	});

	it('has as many decimals as its currency', () => {
		expect(total('TOTAL JPY 1,980', 'JPY')).toMatchObject({ value: '1980' });
		expect(total('TOTAL TND 12,500', 'TND')).toMatchObject({ value: '12.500' });
	});
});

describe('the date', () => {
	const date = (text: string) => read(text).date;

	it('is read as the country writes it, and a guess where the country is not known', () => {
		expect(date('03/04/2026\nAustin, TX 78701\nSales tax 1.00')).toMatchObject({ value: '2026-03-04', sureness: 'sure' });
		expect(date('03/04/2026\nTVA 2,00')).toMatchObject({ value: '2026-04-03', sureness: 'sure' });
		expect(date('03/04/2026')).toMatchObject({ value: '2026-04-03', sureness: 'guess' });
		expect(date('03/14/2026')).toMatchObject({ value: '2026-03-14', sureness: 'sure' });
		// The fifth of October is still to come.
		expect(date('05/10/2026')).toMatchObject({ value: '2026-05-10' });
	});

	it('is read in words', () => {
		expect(date('14 février 2026')?.value).toBe('2026-02-14');
		expect(date('1er août 2025')?.value).toBe('2025-08-01');
		expect(date('3. März 2026')?.value).toBe('2026-03-03');
		expect(date('Mar 3rd, 2026')?.value).toBe('2026-03-03');
		expect(date('25-dic-25')?.value).toBe('2025-12-25');
	});

	it('is not one that is to come, that is none, or until which something holds', () => {
		expect(date('31.02.2026')).toBeUndefined();
		expect(date('01.12.2026')).toBeUndefined();
		expect(date('Umtausch bis 20.06.2026\nDatum 06.06.2026')).toMatchObject({ value: '2026-06-06' });
	});
});

describe('taxes', () => {
	const taxes = (text: string) => read(text, 90, { ...EXPECTED, currency: 'EUR' }).taxes;

	it('are picked from a line by their rate', () => {
		expect(taxes('IVA 21% s/ 100,00 21,00\nTotal 121,00')).toMatchObject({
			value: [{ name: 'IVA', rate: '21', amount: '21.00' }],
			sureness: 'sure'
		});
		expect(taxes('Total 107,00\ninkl. 7% MwSt 7,00')).toMatchObject({
			value: [{ name: 'MwSt', rate: '7', amount: '7.00' }],
			sureness: 'sure'
		});
		expect(taxes('Total 50.00\nTax 1.10')).toMatchObject({ value: [{ name: 'Tax', amount: '1.10' }], sureness: 'likely' });
	});

	it('are each one once, and their sum is none', () => {
		expect(taxes('TVA 10% 1,00\nTVA 20% 4,00\nTVA 5,00\nTotal TTC 35,00')?.value.map(({ amount }) => amount)).toEqual(['1.00', '4.00']);
		expect(taxes('TVA 20% 4,00\nTotal TTC 24,00\nTaux HT TVA TTC\n20% 20,00 4,00 24,00')?.value).toHaveLength(1);
	});

	it('are no numbers that they are registered under, and no totals', () => {
		expect(taxes('VAT No 123 45.67\nTotal 2000.00')).toBeUndefined();
		expect(taxes('Total incl. VAT 20.00')).toBeUndefined();
	});
});

describe('the currency', () => {
	const currency = (text: string, base = 'CAD') => read(text, 90, { ...EXPECTED, currency: base }).currency;

	it('is its sign or code, and of dollars the country’s', () => {
		expect(currency('12,00 €\n13,00 €')).toMatchObject({ value: 'EUR', sureness: 'sure' });
		expect(currency('Total CHF 12.00')).toMatchObject({ value: 'CHF', sureness: 'likely' });
		expect(currency('120,00 DH')?.value).toBe('MAD');
		expect(currency('$12.00\nTPS 0.60', 'EUR')).toMatchObject({ value: 'CAD', sureness: 'likely' });
		expect(currency('$12.00', 'AUD')).toMatchObject({ value: 'AUD', sureness: 'guess' });
		expect(currency('$12.00', 'EUR')).toMatchObject({ value: 'USD', sureness: 'guess' });
		expect(currency('12,00')).toBeUndefined();
		expect(currency('ALL 12.00 TOP 3.00')).toBeUndefined();
	});
});
