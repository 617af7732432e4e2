import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowFor } from './table.ts';

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
