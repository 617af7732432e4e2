import { describe, expect, it } from 'vitest';
import { aBill, aReceipt } from '../../../tests/support/expenses.ts';
import { booked, bookFindings } from './booking.ts';
import { tidyExpense, withoutRate } from './expense-rules.ts';

const RATED = { currency: 'EUR', baseCurrency: 'CAD', exchangeRate: '1.48', exchangeRateDate: '2026-09-30', exchangeRateSource: 'ECB' };

describe('an exchange rate', () => {
	it('is frozen with its day and who published it; without a day it is that of the paper', () => {
		expect(booked(aReceipt(tidyExpense(aReceipt(RATED))), undefined).expense).toMatchObject(RATED);
		const { exchangeRateDate: _, exchangeRateSource: _source, ...typed } = RATED;
		const { expense } = booked(aReceipt(typed), undefined);
		expect([expense.exchangeRateDate, expense.exchangeRateSource]).toEqual(['2026-10-01', undefined]);
		expect('exchangeRateDate' in booked(aReceipt(), undefined).expense).toBe(false);
	});

	it('leaves neither day nor source behind, and does not go to another day', () => {
		expect(Object.keys(tidyExpense(aBill({ ...RATED, exchangeRate: '' }))).filter((key) => key.startsWith('exchange'))).toEqual([]);
		const next = withoutRate(aBill(RATED));
		expect(next.baseCurrency).toBe('CAD');
		expect(Object.keys(next).filter((key) => key.startsWith('exchange'))).toEqual([]);
	});

	it('has a day that is one', () => {
		const context = { supplier: { name: 'Printer' }, today: '2026-11-22', baseCurrency: 'CAD' };
		const wrong = bookFindings(aBill({ ...RATED, exchangeRateDate: '2026-09-31' }), context).filter(({ level }) => level === 'error');
		expect(wrong.map(({ field }) => field)).toEqual(['exchangeRateDate']);
	});
});
