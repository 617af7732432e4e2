import { describe, expect, test } from 'vitest';
import { differencesOf, type Rated } from './difference.ts';

const invoice: Rated = { currency: 'USD', exchangeRate: '0.92', baseCurrency: 'EUR' };
const payments: Record<string, Rated> = {
	high: { currency: 'USD', exchangeRate: '0.95', baseCurrency: 'EUR' },
	low: { currency: 'USD', exchangeRate: '0.90', baseCurrency: 'EUR' },
	bare: { currency: 'USD' },
	other: { currency: 'USD', exchangeRate: '1.37', baseCurrency: 'CAD' }
};
const of = (rated: Rated, shares: [payment: string | undefined, amount: string][], owed?: 1 | -1) =>
	differencesOf(
		rated,
		shares.map(([paymentId, amount]) => ({ ...(paymentId && { paymentId }), date: '2026-11-20', amount })),
		(id) => payments[id],
		owed
	);

describe('what payments made real', () => {
	test('is a gain where the currency rose, a loss where it fell', () => {
		expect(
			of(invoice, [
				['high', '400.00'],
				['low', '600.00']
			])
		).toEqual([
			{ paymentId: 'high', date: '2026-11-20', amount: 400_00n, rate: '0.92', paidAt: '0.95', difference: 12_00n },
			{ paymentId: 'low', date: '2026-11-20', amount: 600_00n, rate: '0.92', paidAt: '0.90', difference: -12_00n }
		]);
	});

	test('of a bill it is the other way round', () => {
		expect(of(invoice, [['high', '400.00']], -1)[0]!.difference).toBe(-12_00n);
	});

	test('is nothing where no rate was noted, or one to another currency; credit notes settle at the document’s own', () => {
		expect(
			of(invoice, [
				['bare', '400.00'],
				['other', '1.00'],
				['gone', '1.00'],
				[undefined, '5.00']
			])
		).toEqual([]);
		expect(of({ currency: 'EUR', baseCurrency: 'EUR', exchangeRate: '1' }, [['high', '1.00']])).toEqual([]);
		expect(of({ currency: 'USD' }, [['high', '1.00']])).toEqual([]);
	});

	test('of thirds paid one after the other add up to the cent', () => {
		const thirds = of({ currency: 'USD', exchangeRate: '0.9217', baseCurrency: 'EUR' }, [
			['high', '33.33'],
			['high', '33.33'],
			['high', '33.34']
		]);
		// 31.66 + 31.66 + 31.67 came in; 100.00 USD stood for 92.17 EUR.
		expect(thirds.reduce((sum, { difference }) => sum + difference, 0n)).toBe(94_99n - 92_17n);
	});

	test('in currencies of no and of three decimals', () => {
		const yen = { currency: 'JPY', exchangeRate: '0.0200', baseCurrency: 'TND' };
		const found = differencesOf(yen, [{ paymentId: 'p', date: '', amount: '10000' }], () => ({ ...yen, exchangeRate: '0.0215' }));
		expect(found[0]!.difference).toBe(15_000n);
	});
});
