import { afterEach, expect, it } from 'vitest';
import { locale } from '../ui/i18n.svelte.ts';
import { PERCENT, PRICE, priceField } from './numbers.ts';

afterEach(() => (locale.current = 'en'));

it.each([
	['1200.50', '1200.50'],
	['٣', '3'],
	['-0', '0'],
	['1 234.5', '1234.5']
])('reads the price %s as %s', (typed, value) => {
	expect(PRICE.parse(typed)).toEqual({ value });
});

it('reads a comma as the language does', () => {
	expect(PRICE.parse('1,5')).toEqual({ value: '1.5' });
	locale.current = 'fr';
	expect(PRICE.parse('1,5')).toEqual({ value: '1.5' });
	expect(PRICE.format('1234.5')).toMatch(/^1\s234,5$/);
});

it('writes a price with the decimals of its currency, or more', () => {
	expect(['95.5', '3', '0.000125'].map(priceField('CAD').format)).toEqual(['95.50', '3.00', '0.000125']);
	expect([priceField('JPY').format('3'), priceField('TND').format('3'), priceField('').format('3')]).toEqual(['3', '3.000', '3']);
});

it.each(['1e9', '-1', 'abc', '0.1234567', '1.2.3,4'])('explains what is wrong with the price %s', (typed) => {
	expect(PRICE.parse(typed)).toEqual({ error: expect.stringMatching(/\w/) });
});

it('reads a percentage with or without its sign, up to a hundred', () => {
	expect(PERCENT.parse('9.975 %')).toEqual({ value: '9.975' });
	expect(PERCENT.parse('100.00')).toEqual({ value: '100.00' });
	expect(PERCENT.parse('100.01')).toEqual({ error: 'Write a percentage from 0 to 100.' });
});
