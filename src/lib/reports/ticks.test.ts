import fc from '../../../tests/support/property.ts';
import { expect, it } from 'vitest';
import { ticks } from './ticks.ts';

it.each([
	[0, 100, [50, 100]],
	[0, 43_210, [20_000, 40_000]],
	[0, 9, [5]],
	[-30, 100, [50, 100]],
	[-60, 40, [-60, -40, -20, 20, 40]],
	[0, 0, []]
])('between %d and %d stand %j', (least, most, expected) => expect(ticks(least, most)).toEqual(expected));

it('are few, round, and within what is drawn', () => {
	const amount = fc.integer({ min: 0, max: 2 ** 50 });
	fc.assert(
		fc.property(amount, amount, (below, above) => {
			const found = ticks(-below, above);
			expect(found.length).toBeLessThanOrEqual(8);
			if (below + above > 0) expect(found.length).toBeGreaterThan(0);
			for (const each of found) expect(each >= -below && each <= above).toBe(true);
		})
	);
});
