import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { decimalString, PRICE_LIMITS } from './decimal.ts';
import { formatDecimal } from './format.ts';
import { parseDecimalInput } from './input.ts';

const read = (text: string, locale = 'en') => parseDecimalInput(text, { locale, ...PRICE_LIMITS });
const value = (text: string, locale?: string) => {
	const result = read(text, locale);
	return result.ok ? result.value : result.code;
};

describe('what people type', () => {
	test.each([
		['1,5', '1.5'],
		['1.5', '1.5'],
		['1 234,50', '1234.50'],
		['1 234,50', '1234.50'],
		['1 234,50', '1234.50'],
		["1'234.50", '1234.50'],
		['1’234’567.8', '1234567.8'],
		['1.234,50', '1234.50'],
		['1,234.50', '1234.50'],
		['1.234.567', '1234567'],
		['12,34,567.5', '1234567.5'],
		['٣', '3'],
		['١٬٢٣٤٫٥٠', '1234.50'],
		['۱۲٫۵', '12.5'],
		['१,२३४.५', '1234.5'],
		['１２．５', '12.5'],
		['٣،٥', '3.5'],
		[' 42 ', '42'],
		['\u200f-5\u200e', '-5'],
		['−5', '-5'],
		['- 5', '-5'],
		['+5', '5'],
		['.5', '0.5'],
		[',5', '0.5'],
		['5.', '5'],
		['007', '7'],
		['0,500', '0.500'],
		['0.000', '0.000'],
		['1.5000000000', '1.500000'],
		['999999999999999.999999', '999999999999999.999999']
	])('%s is %s', (text, expected) => {
		expect(value(text)).toBe(expected);
	});

	test.each(['-0', '-0.0', '−٠'])('%s is zero without a sign', (text) => {
		expect(value(text)).toMatch(/^0(\.0)?$/);
	});

	test('"1,234" and "1.234" mean what the locale means by them, or are refused', () => {
		expect(value('1,234', 'en')).toBe('1234');
		expect(value('1.234', 'en')).toBe('1.234');
		expect(value('1,234', 'de')).toBe('1.234');
		expect(value('1.234', 'de')).toBe('1234');
		expect(value('1,234', 'fr')).toBe('1.234');
		expect(value('1.234', 'fr')).toBe('ambiguous');
		expect(value('1,234', 'ar-EG')).toBe('ambiguous');
		expect(value('1.23', 'fr')).toBe('1.23');
		expect(value('1234.567', 'fr')).toBe('1234.567');
	});

	test.each([
		['', 'empty'],
		['   ', 'empty'],
		['\u200f', 'empty'],
		['1e9', 'not-a-number'],
		['NaN', 'not-a-number'],
		['Infinity', 'not-a-number'],
		['0x10', 'not-a-number'],
		['-', 'not-a-number'],
		['.', 'not-a-number'],
		['--5', 'not-a-number'],
		['5-', 'not-a-number'],
		['12 €', 'not-a-number'],
		['½', 'not-a-number'],
		['𝟝', 'not-a-number'],
		['1.2.3', 'grouping'],
		['1,2,3', 'grouping'],
		['1 23', 'grouping'],
		['12 3456', 'grouping'],
		["1'234 567", 'grouping'],
		['1,234.567,8', 'grouping'],
		['1.234,567.8', 'grouping'],
		['1234,567.8', 'grouping'],
		['1 234 5,0', 'grouping'],
		['1,5 0', 'grouping'],
		['1.2345678', 'too-many-places'],
		['1234567890123456', 'too-large'],
		['9'.repeat(100_000), 'too-large'],
		['a'.repeat(100_000), 'not-a-number']
	])('%s is refused: %s', (text, code) => {
		expect(value(text)).toBe(code);
	});

	test('a field may refuse what is below zero', () => {
		const options = { locale: 'en', ...PRICE_LIMITS, negative: false };
		expect(parseDecimalInput('-1', options)).toEqual({ ok: false, code: 'negative' });
		expect(parseDecimalInput('-0', options)).toEqual({ ok: true, value: '0' });
	});

	test('what is shown can be typed back, in any locale', () => {
		const decimals = fc
			.record({ digits: fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), scale: fc.integer({ min: 0, max: 6 }) })
			.map(decimalString);
		const locales = fc.constantFrom('en', 'fr', 'fr-CA', 'es', 'de', 'de-CH', 'ar', 'ar-EG', 'ar-MA', 'hi', 'hi-u-nu-deva', 'en-IN', 'pt');
		fc.assert(
			fc.property(decimals, locales, (text, locale) => {
				const places = text.split('.')[1]?.length ?? 0;
				expect(value(formatDecimal(text, locale, places), locale)).toBe(text);
			}),
			{ numRuns: 500 }
		);
	});

	test('nothing typed makes it throw, and what it answers is a plain decimal', () => {
		const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789 .,٫٬’-+e٣'), maxLength: 12 }));
		fc.assert(
			fc.property(typed, (text) => {
				const result = read(text);
				if (result.ok) expect(result.value).toMatch(/^-?(0|[1-9]\d*)(\.\d{1,6})?$/);
			}),
			{ numRuns: 1000 }
		);
	});
});
