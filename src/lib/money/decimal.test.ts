import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { decimalString, divide, divideRounded, multiply, parseDecimal, rescale, shortDecimalString, type Decimal } from './decimal.ts';

const limits = { maxScale: 6 };
const read = (text: string): Decimal => {
	const parsed = parseDecimal(text, limits);
	if (!parsed.ok) throw new Error(parsed.code);
	return parsed.value;
};

describe('rounding', () => {
	test.each([
		[5n, 10n, 1n],
		[-5n, 10n, -1n],
		[5n, -10n, -1n],
		[-5n, -10n, 1n],
		[4n, 10n, 0n],
		[-4n, 10n, 0n],
		[15n, 10n, 2n],
		[25n, 10n, 3n],
		[1n, 3n, 0n],
		[2n, 3n, 1n],
		[815_955n, 10n, 81_596n]
	])('%s ÷ %s is %s, half away from zero', (numerator, denominator, expected) => {
		expect(divideRounded(numerator, denominator)).toBe(expected);
	});

	test('is never further than one half, and mirrors', () => {
		fc.assert(
			fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (numerator, denominator) => {
				const quotient = divideRounded(numerator, denominator);
				const error = (quotient * denominator - numerator) * 2n;
				expect(error <= denominator && -error <= denominator).toBe(true);
				expect(divideRounded(-numerator, denominator)).toBe(-quotient);
			})
		);
	});

	test('division by zero is an error of the program', () => {
		expect(() => divideRounded(1n, 0n)).toThrow(RangeError);
	});
});

describe('decimals', () => {
	test.each([
		['0', 0n, 0],
		['-0', 0n, 0],
		['-0.00', 0n, 0],
		['007', 7n, 0],
		['9.975', 9975n, 3],
		['1.500000000', 15n, 1],
		['+0.10', 1n, 1],
		['-1200.50', -12005n, 1],
		['999999999999999.999999', 999999999999999999999n, 6]
	])('%s is read exactly', (text, digits, scale) => {
		expect(parseDecimal(text, limits)).toEqual({ ok: true, value: { digits, scale } });
	});

	test.each([
		'',
		' ',
		'-',
		'.',
		'.5',
		'5.',
		'1,5',
		'1e9',
		'1E9',
		'NaN',
		'Infinity',
		'٣',
		'1 000',
		'0x1',
		'1_0',
		'--1',
		'1.2.3',
		'x'.repeat(100_000)
	])('%s is no number', (text) => {
		expect(parseDecimal(text, limits)).toEqual({ ok: false, code: 'not-a-number' });
	});

	test('limits count digits that matter', () => {
		expect(parseDecimal('1234567890123456', limits)).toEqual({ ok: false, code: 'too-large' });
		expect(parseDecimal('9'.repeat(100_000), limits)).toEqual({ ok: false, code: 'too-large' });
		expect(parseDecimal('0.0000001', limits)).toEqual({ ok: false, code: 'too-many-places' });
		expect(parseDecimal('1000', { maxScale: 4, maxIntegerDigits: 3 })).toEqual({ ok: false, code: 'too-large' });
	});

	test('multiply, divide and change their number of decimals', () => {
		expect(multiply(read('1.5'), read('-2.25'))).toEqual({ digits: -3375n, scale: 3 });
		expect(divide(read('10'), read('3'), 2)).toEqual({ digits: 333n, scale: 2 });
		expect(divide(read('0.5'), read('0.04'), 0)).toEqual({ digits: 13n, scale: 0 });
		expect(rescale(read('1.005'), 2)).toEqual({ digits: 101n, scale: 2 });
		expect(rescale(read('1'), 3)).toEqual({ digits: 1000n, scale: 3 });
	});

	test('are written back as they were read', () => {
		const decimals = fc.record({
			digits: fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
			scale: fc.integer({ min: 0, max: 6 })
		});
		fc.assert(
			fc.property(decimals, (value) => {
				expect(rescale(read(decimalString(value)), value.scale)).toEqual(value);
				expect(rescale(read(shortDecimalString(value)), value.scale)).toEqual(value);
			})
		);
		expect(shortDecimalString({ digits: 5000n, scale: 3 })).toBe('5');
		expect(shortDecimalString({ digits: 500n, scale: 0 })).toBe('500');
		expect(shortDecimalString({ digits: -9750n, scale: 4 })).toBe('-0.975');
	});
});
