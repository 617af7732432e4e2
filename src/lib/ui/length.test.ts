import { expect, test } from 'vitest';
import { overLength } from './length.ts';

test('a text within its limit is not over it', () => {
	expect(overLength('', 0)).toBe(0);
	expect(overLength('12345', 5)).toBe(0);
	expect(overLength('x'.repeat(100_000), undefined)).toBe(0);
});

test('characters are counted as people see them, not as they are stored', () => {
	expect(overLength('🕊🕊🕊', 3)).toBe(0);
	expect(overLength('🕊🕊🕊🕊', 3)).toBe(1);
});

test('a pasted book is refused without being walked through', () => {
	expect(overLength('x'.repeat(100_000), 5000)).toBe(95_000);
});
