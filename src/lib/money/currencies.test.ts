import { describe, expect, test } from 'vitest';
import { CURRENCY_CODES, currencyExponent, isCurrency } from './currencies.ts';

describe('currencies', () => {
	test('are the 165 active ones with a minor unit, each once', () => {
		expect(CURRENCY_CODES).toHaveLength(165);
		expect(new Set(CURRENCY_CODES).size).toBe(165);
		expect(CURRENCY_CODES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
	});

	test.each([
		['EUR', 2],
		['CAD', 2],
		['JPY', 0],
		['ISK', 0],
		['TND', 3],
		['KWD', 3],
		['MAD', 2],
		['CLF', 4],
		['UYW', 4],
		['XCG', 2]
	])('%s has %i decimals', (code, exponent) => {
		expect(currencyExponent(code)).toBe(exponent);
	});

	test('withdrawn, special and invented codes are none', () => {
		for (const code of ['HRK', 'BGN', 'ANG', 'XXX', 'XAU', 'XTS', 'eur', 'EU', '', 'constructor']) {
			expect(isCurrency(code)).toBe(false);
			expect(() => currencyExponent(code)).toThrow(RangeError);
		}
	});
});
