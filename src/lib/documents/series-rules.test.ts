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

it('wants a year, and a month, where the series begins again', () => {
	expect(messages({ pattern: 'F{YYYY}-{0000}', monthly: true })).toEqual({ pattern: 'no-month' });
	expect(messages({ pattern: 'F{YYYY}{MM}-{0000}', monthly: true })).toEqual({});
});

it('wants the code the pattern names, of letters and digits', () => {
	expect(messages({ pattern: '{SERIES}{YYYY}-{0000}' })).toEqual({ code: 'code-missing' });
	expect(messages({ pattern: '{SERIES}{YYYY}-{0000}', code: 'A' })).toEqual({});
	for (const code of ['A-', '{0}', 'x'.repeat(13)]) expect(messages({ code })).toEqual({ code: 'code-characters' });
});

it('refuses a pattern whose numbers meet those of another series, and names it', () => {
	const other = series({ name: 'Shop', pattern: 'F{YYYY}-{00}' });
	expect(validateSeries(series(), [other])).toEqual({
		pattern: { level: 'error', message: 'collides', args: { name: 'Shop', pattern: 'F{YYYY}-{00}' } }
	});
	expect(validateSeries(series({ pattern: 'G{YYYY}-{0000}' }), [other])).toEqual({});
	const coded = (code: string) => series({ pattern: '{SERIES}{YYYY}-{0000}', code });
	expect(validateSeries(coded('A'), [coded('B')])).toEqual({});
	expect(validateSeries(coded('A'), [coded('A')])).toHaveProperty('pattern');
});
