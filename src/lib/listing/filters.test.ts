import { describe, expect, test } from 'vitest';
import { conditionsOf, inCurrency, isBackwards, withCalendar, withValue, type Filter, type FilterValues } from './filters.ts';

const FILTERS: Filter[] = [
	{ kind: 'choices', id: 'status', label: 'Status', column: 'status', name: (value) => value },
	{ kind: 'choices', id: 'currency', label: 'Currency', column: 'currency', name: (value) => value },
	{ kind: 'choices', id: 'tag', label: 'Tag', column: 'tags', several: true, name: (value) => value },
	{ kind: 'dates', id: 'date', label: 'Date', column: 'issueDate', calendar: async () => ({ today: '2026-11-22', fiscalYearStart: 1 }) },
	{ kind: 'amount', id: 'amount', label: 'Amount', column: 'payable', currencyColumn: 'currency' },
	{ kind: 'switch', id: 'credit', label: 'With credit', column: 'credit', condition: { from: 1n } },
	{ kind: 'lookup', id: 'client', label: 'Client', column: 'partyId', placeholder: '', search: async () => [] }
];
const query = (values: FilterValues) => conditionsOf(FILTERS, values);

describe('filters make a query', () => {
	test('each in its column', () => {
		expect(
			query({
				status: { kind: 'choices', chosen: ['open', 'overdue'] },
				tag: { kind: 'choices', chosen: ['vip'] },
				date: { kind: 'dates', period: 'custom', from: '2026-01-01', to: '' },
				credit: { kind: 'switch' },
				client: { kind: 'lookup', chosen: [{ value: 'a1', label: 'Librairie Œuvre' }] }
			})
		).toEqual({
			status: { anyOf: ['open', 'overdue'] },
			tags: { has: ['vip'] },
			issueDate: { from: '2026-01-01' },
			credit: { from: 1n },
			partyId: { anyOf: ['a1'] }
		});
	});

	test('an amount is of one currency, with its decimals', () => {
		const bound = (currency: string, from: string, to: string) => query({ amount: { kind: 'amount', currency, from, to } });
		expect(bound('EUR', '12.5', '1000')).toEqual({ payable: { from: 1250n, to: 100000n }, currency: { anyOf: ['EUR'] } });
		expect(bound('JPY', '', '1000')).toEqual({ payable: { to: 1000n }, currency: { anyOf: ['JPY'] } });
		expect(bound('KWD', '0.005', '')).toEqual({ payable: { from: 5n }, currency: { anyOf: ['KWD'] } });
	});

	test('an amount beside chosen currencies keeps to both', () => {
		const amount = { kind: 'amount', currency: 'EUR', from: '1', to: '' } as const;
		const chosen = (...currencies: string[]) => query({ currency: { kind: 'choices', chosen: currencies }, amount }).currency;
		expect(chosen('EUR', 'USD')).toEqual({ anyOf: ['EUR'] });
		expect(chosen('USD')).toEqual({ anyOf: [] });
	});

	test('what is of no known filter, or set to nothing, narrows nothing', () => {
		expect(query({ status: { kind: 'choices', chosen: [] }, gone: { kind: 'choices', chosen: ['x'] } })).toEqual({});
		expect(query({ status: { kind: 'dates', period: 'custom', from: '2026-01-01', to: '' } })).toEqual({});
	});
});

test('a value set to nothing is taken off', () => {
	const values = withValue({}, 'status', { kind: 'choices', chosen: ['paid'] });
	expect(values).toEqual({ status: { kind: 'choices', chosen: ['paid'] } });
	expect(withValue(values, 'status', { kind: 'choices', chosen: [] })).toEqual({});
	expect(withValue(values, 'status', undefined)).toEqual({});
	expect(withValue(values, 'date', { kind: 'dates', period: 'custom', from: '', to: '' })).toEqual(values);
});

test('ends that lie the wrong way round are seen, by value and not by writing', () => {
	const amount = (from: string, to: string) => isBackwards({ kind: 'amount', currency: 'EUR', from, to });
	expect(amount('100', '99.99')).toBe(true);
	expect(amount('9', '100')).toBe(false);
	expect(amount('9', '')).toBe(false);
	expect(isBackwards({ kind: 'dates', period: 'custom', from: '2026-02-01', to: '2026-01-31' })).toBe(true);
	expect(isBackwards({ kind: 'dates', period: 'custom', from: '2026-02-01', to: '2026-02-01' })).toBe(false);
});

test('a period follows the calendar, dates of one’s own stay', () => {
	const custom = { kind: 'dates', period: 'custom', from: '2025-03-03', to: '' } as const;
	const values: FilterValues = { date: { kind: 'dates', period: 'this-month', from: '2026-11-01', to: '2026-11-30' }, supply: custom };
	expect(withCalendar(values, { today: '2026-12-01', fiscalYearStart: 1 })).toEqual({
		date: { kind: 'dates', period: 'this-month', from: '2026-12-01', to: '2026-12-31' },
		supply: custom
	});
});

test('bounds go to another currency where it has their decimals', () => {
	const amount = { kind: 'amount', currency: 'EUR', from: '10.50', to: '200' } as const;
	expect(inCurrency(amount, 'JPY')).toEqual({ kind: 'amount', currency: 'JPY', from: '', to: '200' });
	expect(inCurrency(amount, 'USD')).toEqual({ ...amount, currency: 'USD' });
});
