import { describe, expect, test } from 'vitest';
import { amount } from './amount.ts';
import { formatAmount, formatDecimal, formatRate } from './format.ts';

/** Blanks and direction marks made plain, as they differ between releases of locale data. */
const plain = (text: string) => text.replace(/[\u200e\u200f\u061c]/g, '').replace(/\s/g, ' ');

describe('amounts for people', () => {
	test.each([
		['fr-CA', 'CAD', 1234_50n, '1 234,50 $'],
		['en-CA', 'CAD', 1234_50n, '$1,234.50'],
		['de', 'EUR', -5n, '-0,05 €'],
		['en', 'JPY', 1234n, '¥1,234'],
		['en', 'TND', 1n, 'TND 0.001'],
		['en', 'CLF', 12345n, 'CLF 1.2345'],
		['hi', 'INR', 12345678_00n, '₹1,23,45,678.00']
	])('%s %s', (locale, currency, minor, expected) => {
		expect(plain(formatAmount(amount(currency, minor), locale))).toBe(expected);
	});

	test('every digit is shown, also where a float has none left', () => {
		expect(formatAmount(amount('EUR', 123456789012345678901234567_89n), 'en')).toBe('€123,456,789,012,345,678,901,234,567.89');
		expect(formatAmount(amount('EUR', 9007199254740993_01n), 'en', { currency: 'none' })).toBe('9,007,199,254,740,993.01');
	});

	test('in the digits of the locale', () => {
		expect(plain(formatAmount(amount('EGP', 1234_50n), 'ar-EG', { currency: 'none' }))).toBe('١٬٢٣٤٫٥٠');
	});

	test('with code, narrow symbol, sign, or bare', () => {
		expect(plain(formatAmount(amount('CAD', 1_00n), 'en', { currency: 'code' }))).toBe('CAD 1.00');
		expect(formatAmount(amount('CAD', 1_00n), 'en', { currency: 'narrow' })).toBe('$1.00');
		expect(formatAmount(amount('CAD', 1_00n), 'en')).toBe('CA$1.00');
		expect(formatAmount(amount('CAD', 1_00n), 'en', { currency: 'none', signed: true })).toBe('+1.00');
		expect(formatAmount(amount('CAD', 0n), 'en', { currency: 'none', signed: true })).toBe('0.00');
	});
});

describe('quantities, prices and rates', () => {
	test('keep the decimals they have', () => {
		expect(formatDecimal('0.3492', 'de')).toBe('0,3492');
		expect(formatDecimal('1701', 'en')).toBe('1,701');
		expect(formatDecimal('27.5', 'en', 2)).toBe('27.50');
		expect(formatDecimal('123456789012345.123456', 'en')).toBe('123,456,789,012,345.123456');
	});

	test('rates are percentages', () => {
		expect(plain(formatRate('9.975', 'fr-CA'))).toBe('9,975 %');
		expect(formatRate('5', 'en')).toBe('5%');
		expect(formatRate('0', 'en')).toBe('0%');
		expect(formatRate('33.3333', 'en')).toBe('33.3333%');
	});
});
