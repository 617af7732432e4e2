/** Declarations as their forms take them, worked out by hand beside the exact figures. */
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../../tests/support/books.ts';
import { aCost, aReceipt } from '../../../../tests/support/expenses.ts';
import { ReportDesk } from '../../../../tests/support/report-desk.ts';
import type { TaxCategory } from '../../documents/document.ts';
import { cut, nearest } from './form.ts';

type Sale = [price: string, category: TaxCategory, rate: string, type?: 'credit-note'];

function desk(preset: string, currency: string, sales: Sale[], costs: [amount: string, rate: string][]) {
	const books = new ReportDesk(currency);
	books.preset = preset;
	for (const [at, [price, category, rate, type = 'invoice']] of sales.entries()) {
		const taxes = [{ name: 'VAT', category, rate, ...(rate === '0' && { exemptionReason: 'by law' }) }];
		books.issue(`F${at}`, { type, issueDate: '2026-02-01', lines: [aLine({ price, taxes })] });
	}
	for (const [at, [amount, rate]] of costs.entries()) {
		const taxes = [{ name: 'VAT', rate, reclaim: true }];
		books.book(`E${at}`, aReceipt({ currency, date: '2026-02-02', prices: 'net', lines: [aCost({ amount, taxes })] }));
	}
	return books;
}
/** Rows by the code of their line, those that say anything. */
function coded(books: ReportDesk, rounded: boolean): Record<string, string> {
	const rows = books.told({ report: 'taxes' }, rounded).map((row) => {
		const at = row.lastIndexOf(': ');
		return [row.slice(0, at).split(' · ')[0]!, row.slice(at + 2)] as const;
	});
	return Object.fromEntries(rows.filter(([, told]) => /\d/.test(told)));
}

describe('the figures of a form', () => {
	it('round half a unit away from zero, or leave off what is less than one', () => {
		expect([49n, 50n, 149n, 150n, -49n, -50n, -150n, 0n, undefined].map(nearest)).toEqual([
			...[0n, 100n, 100n, 200n, 0n, -100n, -200n, 0n],
			undefined
		]);
		expect([199n, -199n, 100n, undefined].map(cut)).toEqual([100n, -100n, 100n, undefined]);
	});

	it('of France are whole euros, line by line; the sums add up what is rounded', () => {
		const books = desk(
			'FR',
			'EUR',
			[
				['1002.50', 'S', '20'],
				['102.40', 'S', '10'],
				['99.49', 'K', '0']
			],
			[['12.60', '20']]
		);
		expect(coded(books, false)).toMatchObject({ '08': '1002.50 200.50', '9B': '102.40 10.24', '16': '– 210.74', '25/28': '– 208.22' });
		expect(coded(books, true)).toMatchObject({
			...{ '08': '1003.00 201.00', '9B': '102.00 10.00', F2: '99.00 0.00' },
			// 201 + 10; 2.52 that come back are 3.
			...{ '16': '– 211.00', '20': '13.00 3.00', '25/28': '– 208.00' }
		});
	});

	it('of Great Britain are whole pounds in boxes 6 to 9, and pence in those before', () => {
		const books = desk(
			'GB',
			'GBP',
			[
				['100.50', 'S', '20'],
				['10.49', 'K', '0']
			],
			[['7.77', '20']]
		);
		expect(coded(books, true)).toEqual({
			...{ '1': '– 20.10', '3': '– 20.10', '4': '– 1.55', '5': '– 18.55' },
			...{ '6': '111.00 –', '7': '8.00 –', '8': '10.00 –' }
		});
	});

	it('of Germany cut bases to whole euros and work the tax of a rate out from them', () => {
		const books = desk(
			'DE',
			'EUR',
			[
				['1000.99', 'S', '19'],
				['10.99', 'S', '7'],
				['5.99', 'S', '19', 'credit-note'],
				['33.33', 'K', '0']
			],
			[['50.55', '19']]
		);
		expect(coded(books, false)).toMatchObject({ 'Kz 81': '995.00 189.05', 'Kz 86': '10.99 0.77', 'Kz 66': '50.55 9.60' });
		expect(coded(books, true)).toMatchObject({
			...{ 'Kz 81': '995.00 189.05', 'Kz 86': '10.00 0.70', 'Kz 41': '33.00 0.00', 'Kz 66': '– 9.60' },
			...{ Umsatzsteuer: '– 189.75', 'Kz 83': '– 180.15' }
		});
	});

	it('stand beside those before, and not where the books are kept in another currency', () => {
		const french = desk('FR', 'EUR', [['1002.50', 'S', '20']], []);
		const compared = french.told({ report: 'taxes', from: '2026-03-01', to: '2026-03-31', comparison: 'before' }, true);
		expect(compared).toContain('08 · Taux normal 20 %: – – | 1003.00 201.00');
		const { columns } = desk('FR', 'CHF', [['10', 'S', '20']], []).report({ report: 'taxes' });
		expect(columns).toHaveLength(2);
	});
});
