import fc from '../../../tests/support/property.ts';
import { expect, test } from 'vitest';
import { rowAfter, runsOut, windowFor } from './table.ts';

test('the window has a screenful on both sides of what is in view', () => {
	expect(windowFor(500, 20, 10_000)).toEqual({ offset: 480, limit: 60 });
});

test('the window always holds every row in view, and begins at a step', () => {
	fc.assert(
		fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 200 }), fc.nat(1_000_000), (first, visible, total) => {
			fc.pre(first <= total);
			const { offset, limit } = windowFor(first, visible, total);
			expect(offset % 20).toBe(0);
			expect(offset).toBeLessThanOrEqual(first);
			expect(offset + limit).toBeGreaterThanOrEqual(Math.min(total, first + visible));
			expect(limit).toBeLessThanOrEqual(visible * 3 + 40);
		})
	);
});

test('what was asked for is enough: the window never asks for itself again', () => {
	fc.assert(
		fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 200 }), fc.nat(1_000_000), (first, visible, total) => {
			fc.pre(first <= total);
			const { offset, limit } = windowFor(first, visible, total);
			const count = Math.min(limit, Math.max(0, total - offset));
			expect(runsOut(first, visible, total, { offset, count })).toBe(false);
		})
	);
});

test('rows are asked for before the last of them is in view', () => {
	const held = { offset: 100, count: 60 };
	expect(runsOut(120, 20, 1000, held)).toBe(false);
	expect(runsOut(131, 20, 1000, held)).toBe(true);
	expect(runsOut(109, 20, 1000, held)).toBe(true);
	expect(runsOut(131, 20, 160, held)).toBe(false);
});

test.each([
	['ArrowDown', 5, 6],
	['ArrowUp', 0, 0],
	['PageDown', 5, 23],
	['PageUp', 5, 0],
	['End', 5, 99],
	['Home', 99, 0],
	['Enter', 5, undefined]
])('%s leads from row %i to %o', (key, from, to) => {
	expect(rowAfter(key, from, 20, 100)).toBe(to);
});
