import { expect, it } from 'vitest';
import { orderedOf } from './ordered.ts';

const line = { amount: '-80.00', currency: 'EUR', original: { amount: '-100.00', currency: 'USD' } };

it('what was ordered is all of it for a whole line, and its part for what is left of one', () => {
	expect(orderedOf(line, 80_00n, 'USD')).toBe('100.00');
	expect(orderedOf(line, 20_00n, 'USD')).toBe('25.00');
	expect(orderedOf(line, 26_67n, 'USD')).toBe('33.34');
	expect(orderedOf({ ...line, original: { amount: '15000', currency: 'JPY' } }, 26_67n, 'JPY')).toBe('5001');
});

it('nothing is proposed in a currency that the bank does not name, nor for a line of nothing', () => {
	expect(orderedOf(line, 80_00n, 'GBP')).toBe('');
	expect(orderedOf({ amount: '80.00', currency: 'EUR' }, 80_00n, 'USD')).toBe('');
	expect(orderedOf({ ...line, amount: '0.00' }, 0n, 'USD')).toBe('');
});
