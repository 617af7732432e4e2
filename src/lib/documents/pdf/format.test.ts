import { describe, expect, test } from 'vitest';
import { documentFormat, groupedIban } from './format.ts';
import { documentMetrics } from './metrics.ts';

const format = (language: string) => documentFormat(language, documentMetrics);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('figures', () => {
	test('amounts are exact at any size', () => {
		expect(format('en').amount(123456789012345678901n, 'EUR')).toBe('1,234,567,890,123,456,789.01');
		expect(format('en').amount(1234567n, 'JPY')).toBe('1,234,567');
		expect(format('en').amount(1234567n, 'TND')).toBe('1,234.567');
	});
	test('below zero there is a minus sign, not a hyphen', () => expect(format('en').amount(-1200n, 'EUR')).toBe('−12.00'));
	test('money carries its sign, or its code where the face has no sign', () => {
		expect(plain(format('fr-CA').money(435755n, 'CAD'))).toBe('4 357,55 $');
		expect(plain(format('en').money(100n, 'ILS'))).toBe('ILS 1.00');
	});
	test('rates keep their decimals', () => {
		expect(plain(format('fr-CA').percent('9.975'))).toBe('9,975 %');
		expect(plain(format('de').percent('0'))).toBe('0 %');
	});
	test('prices have the decimals of the currency at least, quantities as many as typed', () => {
		expect(format('en').price('27.5', 'EUR')).toBe('27.50');
		expect(format('en').price('0.123456', 'EUR')).toBe('0.123456');
		expect(format('en').decimal('6.5')).toBe('6.5');
	});
	test('what is no number is printed as typed', () => expect(format('en').decimal('1,5')).toBe('1,5'));
	test('locales with figures of their own use European ones', () => expect(format('ar').amount(100n, 'EUR')).toMatch(/1[.٫,]00/));
});

describe('dates', () => {
	test('are those of the calendar, wherever it is printed', () => {
		expect(format('en-GB').date('2026-11-21')).toBe('21 November 2026');
		expect(format('de').date('2026-01-01')).toBe('1. Januar 2026');
	});
	test('what is no date is printed as typed', () => expect(format('en').date('soon')).toBe('soon'));
	test('a period names its ends', () => {
		expect(format('en-GB').period('2026-11-01', '2026-11-30')).toMatch(/^1\s?–\s?30 November 2026$/);
		expect(format('en-GB').period('2026-11-01', undefined)).toBe('1 November 2026');
		expect(format('en-GB').period(undefined, undefined)).toBe('');
	});
});

test('an unknown language falls back to English', () => expect(format('no such tag').date('2026-11-21')).toBe('November 21, 2026'));
test('an IBAN stands in fours', () => expect(plain(groupedIban('de89370400440532013000'))).toBe('DE89 3704 0044 0532 0130 00'));
