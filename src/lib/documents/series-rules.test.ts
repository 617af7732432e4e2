import { expect, it } from 'vitest';
import type { Series } from './series.ts';
import { validateSeries } from './series-rules.ts';

const series = (change: Partial<Series> = {}): Series => ({
	name: 'Factures',
	type: 'invoice',
	pattern: 'F{YYYY}-{0000}',
	start: 1,
	yearly: true,
	...change
});
const messages = (change: Partial<Series>) =>
	Object.fromEntries(Object.entries(validateSeries(series(change))).map(([field, { message }]) => [field, message]));

it('accepts a series as a preset makes it', () => expect(validateSeries(series())).toEqual({}));

it('names the field that is wrong', () => {
	expect(messages({ name: ' ' })).toEqual({ name: 'name-missing' });
	expect(messages({ name: 'x'.repeat(101) })).toEqual({ name: 'name-too-long' });
	expect(messages({ pattern: 'F' })).toEqual({ pattern: 'no-sequence' });
	expect(messages({ pattern: 'F-{0000}' })).toEqual({ pattern: 'no-year' });
	expect(messages({ pattern: 'F-{0000}', yearly: false })).toEqual({});
	for (const start of [0, -1, 1.5, Number.NaN, 1e9]) expect(messages({ start })).toEqual({ start: 'start-range' });
});
