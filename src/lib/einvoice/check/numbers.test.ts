import { expect, test } from 'vitest';
import { decimalOf, decimalsIn, plain, rounded, sumOf } from './numbers.ts';

test.each([
	['1.005', '1.01'],
	['-1.005', '-1.00'],
	['-1.0051', '-1.01'],
	['-0.004', '0.00'],
	['2.5', '2.5']
])('%s is rounded half up to %s', (text, wanted) => {
	expect(plain(rounded(decimalOf(text)!, 2))).toBe(wanted);
});

test('numbers as XML Schema writes them', () => {
	expect(plain(decimalOf('.5'))).toBe('0.5');
	expect(plain(decimalOf('-5.'))).toBe('-5');
	expect(decimalOf('1e3')).toBeUndefined();
	expect(decimalOf('')).toBeUndefined();
	expect(decimalsIn('1.230')).toBe(3);
	expect(plain(sumOf(['0.1', '0.2']))).toBe('0.30');
	expect(sumOf(['1', 'x'])).toBeUndefined();
});
