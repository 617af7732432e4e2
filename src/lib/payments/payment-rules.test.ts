import { describe, expect, test } from 'vitest';
import { en } from './messages/en.ts';
import { paymentFindings, type PaymentContext } from './payment-rules.ts';

const open = [
	{ id: 'F1', balance: 10_000n, issueDate: '2026-11-01' },
	{ id: 'F2', balance: 5_000n, issueDate: '2026-11-15' }
];
const context: PaymentContext = { currency: 'EUR', open, today: '2026-11-21' };
const check = (amount: string, date = '2026-11-21', changes: Partial<PaymentContext> = {}, shares: { id: string; amount: string }[] = []) =>
	paymentFindings({ amount, date, shares }, { ...context, ...changes }).map(({ field, level, message }) => `${level} ${field} ${message}`);

describe('a payment', () => {
	test.each(['100', '0.01', '99.99', '100.00', '9000'])('of %s is fine', (amount) => expect(check(amount)).toEqual([]));

	test.each([
		['', 'error amount checkAmountMissing'],
		['0', 'error amount checkAmountPositive'],
		['-5', 'error amount checkAmountPositive'],
		['1e9', 'error amount checkAmount'],
		['1,5', 'error amount checkAmount'],
		['٣', 'error amount checkAmount'],
		['0.001', 'error amount checkAmountPlaces']
	])('of "%s": %s', (amount, expected) => expect(check(amount)).toEqual([expected]));

	test('has as many decimals as its currency', () => {
		expect(check('0.5', undefined, { currency: 'JPY' })).toEqual(['error amount checkAmountPlaces']);
		expect(check('0.005', undefined, { currency: 'TND' })).toEqual([]);
	});

	test.each<[string, string, string[]]>([
		['50', '50', []],
		['', '50', []],
		['100.01', '', ['error share checkShareMoreThanOpen', 'error shares checkSharesMoreThanAmount']],
		['', '50.01', ['error share checkShareMoreThanOpen']],
		['-1', '', ['error share checkShareNegative']],
		['1e1', '', ['error share checkAmount']],
		['100', '0.01', ['error shares checkSharesMoreThanAmount']]
	])('of 100, with %s for one invoice and %s for the other', (first, second, expected) => {
		const shares = [
			{ id: 'F1', amount: first },
			{ id: 'F2', amount: second }
		];
		expect(check('100', '2026-11-21', {}, shares)).toEqual(expected);
	});

	test('gives nothing to a document that is not open', () => {
		expect(check('100', undefined, {}, [{ id: 'F9', amount: '1' }])).toEqual(['error share checkShareMoreThanOpen']);
	});

	test('of a refund is no more than the credit', () => {
		const limit = { amount: 500n, message: 'checkMoreThanCredit' } as const;
		expect(check('5.01', undefined, { limit })).toEqual(['error amount checkMoreThanCredit']);
		expect(check('5', undefined, { limit })).toEqual([]);
	});

	test.each([
		['2026-02-30', '1', 'error date checkDate'],
		['', '1', 'error date checkDate'],
		['2026-11-22', '1', 'warning date checkDateInFuture'],
		['2026-11-14', '1', 'warning date checkDateBeforeIssue']
	])('on "%s", with %s for an invoice of the 15th: %s', (date, amount, expected) =>
		expect(check('1', date, {}, [{ id: 'F2', amount }])).toEqual([expected])
	);

	test('may be older than invoices that get nothing of it', () => {
		expect(check('1', '2026-11-14', {}, [{ id: 'F2', amount: '0.00' }])).toEqual([]);
	});

	test('every message has its words', () => {
		for (const finding of paymentFindings({ amount: '0', date: '' }, context)) expect(en).toHaveProperty(finding.message);
	});
});
