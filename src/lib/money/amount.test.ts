import { describe, expect, expectTypeOf, test } from 'vitest';
import { add, amount, amountString, compare, negate, parseAmount, subtract, sum, type Amount } from './amount.ts';

const euros = amount('EUR', 10_50n);
const dollars = amount('CAD', 10_50n);

describe('amounts', () => {
	test('add, subtract, compare and sum in one currency', () => {
		const more = amount('EUR', 50n);
		expect(add(euros, more)).toEqual({ currency: 'EUR', minor: 11_00n });
		expect(subtract(euros, more)).toEqual({ currency: 'EUR', minor: 10_00n });
		expect(negate(euros)).toEqual({ currency: 'EUR', minor: -10_50n });
		expect([euros, more].sort(compare)).toEqual([more, euros]);
		expect(sum('EUR', [euros, more, negate(more)])).toEqual(euros);
	});

	test('two currencies do not add: not in the type, and not at run time', () => {
		expectTypeOf(add(euros, euros)).toEqualTypeOf<Amount<'EUR'>>();
		expectTypeOf<Amount<'CAD'>>().not.toExtend<Amount<'EUR'>>();
		// @ts-expect-error Canadian dollars are no euros
		expect(() => add(euros, dollars)).toThrow(TypeError);
		// @ts-expect-error nor to be taken from them
		expect(() => subtract(euros, dollars)).toThrow(TypeError);
		// @ts-expect-error nor compared with them
		expect(() => compare(euros, dollars)).toThrow(TypeError);
		// @ts-expect-error nor summed with them
		expect(() => sum('EUR', [euros, dollars])).toThrow(TypeError);
		const untold: Amount = dollars;
		// @ts-expect-error an amount of an unknown currency is not known to be euros
		expect(() => add(euros, untold)).toThrow(TypeError);
	});

	test.each([
		['EUR', '165.01', 165_01n],
		['JPY', '165', 165n],
		['JPY', '165.00', 165n],
		['TND', '-0.001', -1n],
		['CLF', '1.0001', 10001n],
		['EUR', '999999999999999.99', 999_999_999_999_999_99n]
	])('%s %s is read and written exactly', (currency, text, minor) => {
		const parsed = parseAmount(currency, text);
		expect(parsed).toEqual({ ok: true, value: { currency, minor } });
		expect(Number(amountString(amount(currency, minor)))).toBe(Number(text));
	});

	test('more decimals than the currency has are refused', () => {
		expect(parseAmount('JPY', '0.5')).toEqual({ ok: false, code: 'too-many-places' });
		expect(parseAmount('EUR', '0.005')).toEqual({ ok: false, code: 'too-many-places' });
	});

	test('is written with all its decimals, small and negative ones too', () => {
		expect(amountString(amount('EUR', -5n))).toBe('-0.05');
		expect(amountString(amount('TND', 0n))).toBe('0.000');
		expect(amountString(amount('JPY', -7n))).toBe('-7');
	});
});
