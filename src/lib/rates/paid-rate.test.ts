import { expect, test } from 'vitest';
import { paidRate } from './paid-rate.ts';

const found = { rate: '0.93', date: '2026-11-20', source: 'ECB' };

test('a rate that was taken keeps its day and source; one that was typed is of the day the money moved', () => {
	expect(paidRate('0.93', found, '2026-11-22', 'EUR')).toEqual({
		exchangeRate: '0.93',
		exchangeRateDate: '2026-11-20',
		exchangeRateSource: 'ECB',
		baseCurrency: 'EUR'
	});
	expect(paidRate('0.94', found, '2026-11-22', 'EUR')).toEqual({
		exchangeRate: '0.94',
		exchangeRateDate: '2026-11-22',
		baseCurrency: 'EUR'
	});
	expect(paidRate('', found, '2026-11-22', 'EUR')).toEqual({});
});
