import { describe, expect, test } from 'vitest';
import { en } from './messages/en.ts';
import { paymentFindings } from './payment-rules.ts';

const context = { currency: 'EUR', balance: 10_000n, issueDate: '2026-11-01', today: '2026-11-21' };
const check = (amount: string, date = '2026-11-21', changes: Partial<typeof context> = {}) =>
	paymentFindings({ amount, date }, { ...context, ...changes }).map(({ field, level, message }) => `${level} ${field} ${message}`);

describe('a payment', () => {
	test.each(['100', '0.01', '99.99', '100.00'])('of %s is fine', (amount) => expect(check(amount)).toEqual([]));

	test.each([
		['', 'error amount checkAmountMissing'],
		['0', 'error amount checkAmountPositive'],
		['-5', 'error amount checkAmountPositive'],
		['1e9', 'error amount checkAmount'],
		['1,5', 'error amount checkAmount'],
		['٣', 'error amount checkAmount'],
		['0.001', 'error amount checkAmountPlaces'],
		['100.01', 'warning amount checkMoreThanBalance']
	])('of "%s": %s', (amount, expected) => expect(check(amount)).toEqual([expected]));

	test('has as many decimals as its currency', () => {
		expect(check('0.5', undefined, { currency: 'JPY' })).toEqual(['error amount checkAmountPlaces']);
		expect(check('0.005', undefined, { currency: 'TND' })).toEqual([]);
	});

	test.each([
		['2026-02-30', 'error date checkDate'],
		['', 'error date checkDate'],
		['2026-11-22', 'warning date checkDateInFuture'],
		['2026-10-31', 'warning date checkDateBeforeIssue']
	])('on "%s": %s', (date, expected) => expect(check('1', date)).toEqual([expected]));

	test('every message has its words', () => {
		for (const finding of paymentFindings({ amount: '0', date: '' }, context)) expect(en).toHaveProperty(finding.message);
	});
});
