import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aLine } from '../../../../tests/support/books.ts';
import { aCost, aReceipt } from '../../../../tests/support/expenses.ts';
import { ReportDesk } from '../../../../tests/support/report-desk.ts';
import type { LineTax, TaxCategory } from '../../documents/document.ts';
import { SUPPLIES } from '../../expenses/supplies.ts';
import type { TaxOf } from '../figure.ts';
import { TAX } from './regime.ts';
import { regimeOf } from './of-preset.ts';

const PRESETS = ['BE', 'CA-QC', 'CA-ON', 'ES', 'FR', 'DE', 'MA', 'GB', 'CH', 'IN', 'US', 'none'];

function desk(
	preset: string,
	currency: string,
	sales: [price: string, name: string, category: TaxCategory, rate: string][],
	cost?: [string, string]
) {
	const books = new ReportDesk(currency);
	books.preset = preset;
	for (const [at, [price, name, category, rate]] of sales.entries()) {
		const taxes: LineTax[] = [{ name, category, rate, ...(rate === '0' && { exemptionReason: 'by law' }) }];
		books.issue(`F${at}`, { issueDate: '2026-02-01', lines: [aLine({ price, taxes })] });
	}
	if (cost) {
		const taxes = [{ name: sales[0]![1], rate: cost[1], reclaim: true }];
		books.book('E', aReceipt({ currency, date: '2026-02-02', prices: 'net', lines: [aCost({ amount: cost[0], taxes })] }));
	}
	return books.told({ report: 'taxes' });
}

describe('declarations', () => {
	it('of the United Kingdom, boxes 1 to 9', () => {
		const told = desk(
			'GB',
			'GBP',
			[
				['1000', 'VAT', 'S', '20'],
				['400', 'VAT', 'S', '5'],
				['300', 'VAT', 'Z', '0'],
				['200', 'VAT', 'K', '0']
			],
			['500', '20']
		);
		expect(told.slice(0, 9).map((row) => row.replace(/ · .*: /, ': '))).toEqual([
			'1: 1700.00 220.00',
			'2: – –',
			'3: – 220.00',
			'4: 500.00 100.00',
			'5: – 120.00',
			'6: 1900.00 –',
			'7: 500.00 –',
			'8: 200.00 0.00',
			'9: – –'
		]);
	});

	it('of France, form CA3', () => {
		const told = desk(
			'FR',
			'EUR',
			[
				['1000', 'TVA', 'S', '20'],
				['200', 'TVA', 'S', '5.5'],
				['90', 'TVA', 'K', '0'],
				['80', 'TVA', 'S', '8.5']
			],
			['50', '20']
		);
		expect(told).toEqual(
			expect.arrayContaining([
				'08 · Taux normal 20 %: 1000.00 200.00',
				'09 · Taux réduit 5,5 %: 200.00 11.00',
				'TVA 8.5 %: 80.00 6.80',
				'16 · Total de la TVA brute due: – 217.80',
				'F2 · Livraisons intracommunautaires: 90.00 0.00',
				'20 · Autres biens et services: 50.00 10.00',
				'25/28 · TVA nette due (crédit en négatif): – 207.80'
			])
		);
	});

	it('of Germany, Kennzahlen of the Voranmeldung', () => {
		const told = desk(
			'DE',
			'EUR',
			[
				['8500', 'USt', 'S', '19'],
				['100', 'USt', 'S', '7'],
				['70', 'USt', 'AE', '0']
			],
			['300', '19']
		);
		expect(told).toEqual(
			expect.arrayContaining([
				'Kz 81 · 19 %: 8500.00 1615.00',
				'Kz 86 · 7 %: 100.00 7.00',
				'Kz 60/21 · Leistungsempfänger schuldet die Steuer: 70.00 0.00',
				'Kz 66 · Vorsteuer aus Rechnungen: 300.00 57.00',
				'Kz 83 · Vorauszahlung (Überschuss negativ): – 1565.00'
			])
		);
	});

	it('of Switzerland, with all turnover', () => {
		const told = desk(
			'CH',
			'CHF',
			[
				['1000', 'MWST', 'S', '8.1'],
				['200', 'MWST', 'G', '0']
			],
			['100', '8.1']
		);
		expect(told).toEqual(
			expect.arrayContaining([
				'200 · Total der Entgelte: 1200.00 –',
				'303 · Normalsatz 8.1 %: 1000.00 81.00',
				'220 · Von der Steuer befreite Leistungen: 200.00 0.00',
				'500/510 · Zu bezahlender Betrag (Guthaben negativ): – 72.90'
			])
		);
	});

	it('of India by head of tax, of Morocco by rate, of the United States by name', () => {
		const india = desk(
			'IN',
			'INR',
			[
				['1000', 'IGST', 'S', '18'],
				['500', 'CGST', 'S', '9'],
				['500', 'UTGST', 'S', '9']
			],
			['100', '18']
		);
		expect(india).toEqual(
			expect.arrayContaining(['3.1(a) · IGST: 1000.00 180.00', '3.1(a) · SGST: 500.00 45.00', 'IGST: – 162.00', 'rowDue: – 252.00'])
		);
		const morocco = desk(
			'MA',
			'MAD',
			[
				['1000', 'TVA', 'S', '20'],
				['100', 'TVA', 'E', '0']
			],
			['50', '20']
		);
		expect(morocco).toEqual(
			expect.arrayContaining([
				'Chiffre d’affaires total: 1100.00 –',
				'Taux de 20 %: 1000.00 200.00',
				'TVA due (crédit en négatif): – 190.00'
			])
		);
		const states = desk('US', 'USD', [
			['1000', 'NY sales tax', 'S', '8.875'],
			['20', 'NY sales tax', 'E', '0']
		]);
		expect(states).toEqual(
			expect.arrayContaining(['Gross sales: 1020.00 –', 'NY sales tax 8.875 %: 1000.00 88.75', 'Tax collected: – 88.75'])
		);
	});

	it.each([
		['GB', 'services-abroad', ['1: 200.00 40.00', '4: 200.00 40.00', '6: 200.00 –', '7: 200.00 –']],
		['GB', 'domestic', ['1: 200.00 40.00', '4: 200.00 40.00', '6: – –', '7: 200.00 –']],
		['GB', 'acquisition', ['2: 200.00 40.00', '4: 200.00 40.00', '7: 200.00 –', '9: 200.00 –']],
		['FR', 'acquisition', ['08: 200.00 40.00', '20: 200.00 40.00', 'B2: 200.00 –', '17: – 40.00']],
		['FR', 'services-eu', ['08: 200.00 40.00', '20: 200.00 40.00', 'A3: 200.00 –']],
		['FR', 'import', ['I1: 200.00 40.00', 'A4: 200.00 –', '24: – 40.00']],
		['ES', 'acquisition', ['10–11: 200.00 40.00', '36–37: 200.00 40.00', '27: – 40.00', '45: – 40.00']],
		['ES', 'services-abroad', ['12–13: 200.00 40.00', '28–29: 200.00 40.00']],
		['ES', 'import', ['77: 200.00 40.00', '32–33: 200.00 40.00', '46: – -40.00', '69: – 0.00']],
		['BE', 'services-eu', ['88/55: 200.00 40.00', '59: 200.00 40.00', '81–83: 200.00 –', '71/72: – 0.00']],
		['CH', 'services-abroad', ['383: 200.00 40.00', '400/405: 200.00 40.00']]
	] as const)('of %s: a purchase as %s stands on its lines', (preset, supply, lines) => {
		const books = new ReportDesk('EUR');
		books.preset = preset;
		const taxes = [{ name: 'VAT', rate: '20', reclaim: true, supply }];
		books.book('E', aReceipt({ currency: 'EUR', date: '2026-02-02', prices: 'net', lines: [aCost({ amount: '200', taxes })] }));
		const told = books.told({ report: 'taxes' }).map((row) => row.replace(/ · .*: /, ': '));
		for (const line of lines) expect(told).toContain(line);
	});

	it('lose no tax, whatever it is called: every one stands on a row that is added up', () => {
		const name = fc.constantFrom('GST', 'TVQ', 'IVA', 'Recargo de equivalencia', 'TVA', 'CGST', 'Eco tax', 'VAT');
		const rate = fc.constantFrom('0', '4', '5', '7', '9.975', '10', '19', '20', '21', '');
		const category = fc.constantFrom<TaxOf['category']>('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', '');
		fc.assert(
			fc.property(
				fc.constantFrom(...PRESETS),
				name,
				rate,
				category,
				fc.boolean(),
				fc.constantFrom(...SUPPLIES),
				(preset, taxName, percent, kind, isCredit, supply) => {
					const regime = regimeOf(preset);
					const tax = { name: taxName, rate: percent, category: kind };
					const totals = regime.layouts.flatMap((layout) => [...(layout.totals ?? []), ...(layout.fixed ?? []).filter((row) => row.of)]);
					const reaches = (place: { section: string; row: string }, sign: bigint) =>
						totals.some(
							({ of = [], columns }) =>
								columns?.includes(TAX) &&
								of.some((part) => part.section === place.section && (part.row === place.row || part.row === '*') && part.sign === sign)
						);
					const sale = regime.sales(tax, isCredit);
					// What is taxed at nothing may stand beside the sums; box 8 is such.
					if (Number(percent || 0) !== 0 && kind !== 'K') expect(reaches(sale, 1n)).toBe(true);
					expect(regime.layouts.some(({ key }) => key === sale.section)).toBe(true);
					const bought = regime.purchases(tax);
					if (preset !== 'US') expect(reaches(bought, -1n)).toBe(true);
					expect(regime.layouts.some(({ key }) => key === bought.section)).toBe(true);
					const special = { ...tax, category: '', supply } as const;
					if (preset !== 'US') expect(reaches(regime.purchases(special), -1n)).toBe(true);
					if (supply !== 'customs') expect(reaches(regime.assessed(special), 1n)).toBe(true);
					const known = new Set(regime.layouts.map(({ key }) => key));
					for (const isBack of [true, false])
						for (const { place } of regime.memos?.(special, isBack) ?? []) expect(known.has(place.section)).toBe(true);
				}
			),
			{ numRuns: 500 }
		);
	});
});
