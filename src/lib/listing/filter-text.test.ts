import { describe, expect, test } from 'vitest';
import { filterText } from './filter-text.ts';
import type { Filter } from './filters.ts';
import { offeredValues } from './offered.ts';

const NAMES: Record<string, string> = { open: 'Open', paid: 'Paid', overdue: 'Overdue' };
const status = {
	kind: 'choices',
	id: 'status',
	label: 'Status',
	column: 'status',
	name: (value: string) => NAMES[value] ?? value
} as const;
const date: Filter = { kind: 'dates', id: 'date', label: 'Date', column: 'issueDate', calendar: () => Promise.reject(new Error()) };
const amount: Filter = { kind: 'amount', id: 'amount', label: 'Amount', column: 'payable', currencyColumn: 'currency' };

describe('what is set is said in a few words', () => {
	test('up to two choices by name, more by number', () => {
		expect(filterText(status, { kind: 'choices', chosen: ['open'] })).toBe('Open');
		expect(filterText(status, { kind: 'choices', chosen: ['open', 'paid'] })).toBe('Open, Paid');
		expect(filterText(status, { kind: 'choices', chosen: ['overdue', 'open', 'paid'] })).toBe('Overdue and 2 more');
	});

	test('a period by its name, dates of one’s own by their ends', () => {
		const own = (from: string, to: string) => filterText(date, { kind: 'dates', period: 'custom', from, to });
		expect(filterText(date, { kind: 'dates', period: 'last-quarter', from: '2026-07-01', to: '2026-09-30' })).toBe('Last quarter');
		expect(own('2026-11-03', '')).toBe('from Nov 3, 2026');
		expect(own('', '2026-11-03')).toBe('until Nov 3, 2026');
		expect(own('2025-12-31', '2026-01-01')).toBe('Dec 31, 2025 to Jan 1, 2026');
	});

	test('amounts in their currency, with its decimals', () => {
		expect(filterText(amount, { kind: 'amount', currency: 'EUR', from: '12.5', to: '' })).toBe('from €12.50');
		expect(filterText(amount, { kind: 'amount', currency: 'JPY', from: '', to: '3000' })).toBe('up to ¥3,000');
	});
});

describe('a filter offers', () => {
	const counts = [
		{ value: 'paid', count: 1900 },
		{ value: 'open', count: 3 }
	];
	const offered = (order?: string[], chosen: string[] = []) =>
		offeredValues({ name: status.name, ...(order && { order }) }, counts, chosen).map(({ label, hint }) => `${label} ${hint}`);

	test('what occurs, in its own order or by name', () => {
		expect(offered(['paid', 'open'])).toEqual(['Paid 1,900', 'Open 3']);
		expect(offered()).toEqual(['Open 3', 'Paid 1,900']);
		expect(offered(['paid'])).toEqual(['Paid 1,900', 'Open 3']);
	});

	test('what is chosen and occurs no more, so that it can be taken off', () => {
		expect(offered(undefined, ['overdue', 'paid'])).toEqual(['Open 3', 'Overdue 0', 'Paid 1,900']);
	});
});
