import { afterEach, describe, expect, it, test } from 'vitest';
import { locale } from '../ui/i18n.svelte.ts';
import { amountField, PERCENT, PRICE, priceField, QUANTITY, RATE } from './numbers.ts';

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

const CAD = priceField('CAD');
const value = (text: string) => ({ value: text });
const error = { error: expect.stringMatching(/\S/) as string };

describe('a number typed into a document', () => {
	test.each([
		['1,5', '1.5'],
		['1.5', '1.5'],
		['٣', '3'],
		['१२', '12'],
		['1 234,50', '1234.50'],
		["1'234.50", '1234.50'],
		['-0', '0'],
		['007', '7']
	])('"%s" is %s', (text, stored) => expect(CAD.parse(text)).toEqual(value(stored)));

	test.each(['1e9', '--1', '1.2.3,4', 'ten', '$5', 'Infinity', '9'.repeat(40), '1.1234567', '-1', 'x'.repeat(100_000)])(
		'"%s" is refused with words',
		(text) => expect(CAD.parse(text)).toEqual(error)
	);

	test('a quantity may be below zero, a price may not', () => {
		expect(QUANTITY.parse('-2')).toEqual(value('-2'));
		expect(CAD.parse('-2')).toEqual({ error: 'This cannot be below zero.' });
	});

	test('the words name an example in the language of the interface', () => {
		expect(CAD.parse('ten')).toEqual({ error: 'Write a number, such as 1,250.5.' });
		locale.current = 'de';
		expect(CAD.parse('ten')).toEqual({ error: 'Write a number, such as 1.250,5.' });
	});

	test('a separator means what it means in that language', () => {
		expect(QUANTITY.parse('1,234')).toEqual(value('1234'));
		locale.current = 'fr';
		expect(QUANTITY.parse('1,234')).toEqual(value('1.234'));
		expect(QUANTITY.parse('1.234')).toEqual(error);
	});

	test('what is shown reads back as the same number', () => {
		for (const language of ['en', 'fr', 'de', 'es', 'ar', 'hi'])
			for (const stored of ['1234.5', '0.05', '640', '9.975', '1000000']) {
				locale.current = language;
				expect(QUANTITY.parse(QUANTITY.format(stored))).toEqual(value(stored));
			}
	});

	test('a price is shown with the decimals of its currency, and more when it has them', () => {
		expect(CAD.format('1200.5')).toBe('1,200.50');
		expect(CAD.format('0.3125')).toBe('0.3125');
		expect(priceField('JPY').format('1200')).toBe('1,200');
	});

	test('an amount has the decimals of its currency, a rate four', () => {
		expect(amountField('CAD').parse('1.005')).toEqual({ error: 'At most 2 decimals.' });
		expect(amountField('JPY').parse('1.5')).toEqual({ error: 'At most 0 decimals.' });
		expect(amountField('TND').parse('1.005')).toEqual(value('1.005'));
		expect(amountField('').parse('1.5')).toEqual(value('1.5'));
		expect(RATE.parse('9.975')).toEqual(value('9.975'));
		expect(RATE.parse('9.97512')).toEqual(error);
	});
});
