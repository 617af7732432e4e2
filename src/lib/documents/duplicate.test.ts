import { expect, test } from 'vitest';
import { aLine, anInvoice } from '../../../tests/support/books.ts';
import { duplicateContent } from './duplicate.ts';

const original = anInvoice({
	supplyDate: '2026-11-20',
	periodStart: '2026-11-01',
	periodEnd: '2026-11-30',
	orderNumber: 'PO-7',
	prepaid: '100',
	paymentLink: 'https://pay.example/once',
	exchangeRate: '1.5',
	exchangeRateDate: '2026-11-20',
	exchangeRateSource: 'ECB',
	notes: 'Thank you',
	allowances: [{ id: 'a', kind: 'charge', amount: '12', reason: 'Freight' }],
	customFields: [{ id: 'f', name: 'Site', value: 'North', printed: true }],
	lines: [aLine({ id: 'one', periodStart: '2026-11-01' }), aLine({ id: 'two', order: 'W' })]
});

test('a duplicate is dated today and due after as many days', () => {
	expect(duplicateContent(original, '2027-02-01')).toMatchObject({ issueDate: '2027-02-01', dueDate: '2027-03-03', notes: 'Thank you' });
	expect(duplicateContent({ ...original, dueDate: '' }, '2027-02-01').dueDate).toBe('');
});

test('it leaves behind what belonged to that one deal', () => {
	const copy = duplicateContent(original, '2027-02-01');
	for (const gone of [
		'supplyDate',
		'periodStart',
		'periodEnd',
		'orderNumber',
		'prepaid',
		'paymentLink',
		'exchangeRate',
		'exchangeRateDate',
		'exchangeRateSource'
	])
		expect(copy).not.toHaveProperty(gone);
	expect(copy.lines[0]).not.toHaveProperty('periodStart');
});

test('it shares no part with the original', () => {
	const copy = duplicateContent(original, '2027-02-01');
	const before = JSON.stringify(original);
	expect(copy.lines.map((line) => line.order)).toEqual(original.lines.map((line) => line.order));
	for (const [at, line] of copy.lines.entries()) expect(line.id).not.toBe(original.lines[at]?.id);
	copy.lines[0]!.taxes[0]!.rate = '99';
	copy.allowances[0]!.amount = '1';
	copy.customFields[0]!.value = 'South';
	expect(JSON.stringify(original)).toBe(before);
});
