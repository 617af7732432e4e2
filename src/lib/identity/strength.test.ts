import { expect, test } from 'vitest';
import { ACCEPTED, strengthLevel } from './strength.ts';

test('levels rise with the guesses and ten billion is the least accepted', () => {
	expect([0, 6.99, 7, 9.99, 10, 13.99, 14, 40].map(strengthLevel)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
	expect(strengthLevel(10)).toBe(ACCEPTED);
});
