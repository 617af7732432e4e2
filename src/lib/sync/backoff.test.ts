import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

describe('back-off', () => {
	it('doubles, stays under its ceiling, and never waits less than half a step', () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 40, maxLength: 80 }), (draws) => {
				let drawn = 0;
				const backoff = new Backoff({ first: 100, most: 5000, random: () => draws[drawn++]! });
				draws.forEach((_, failures) => {
					const step = Math.min(5000, 100 * 2 ** failures);
					const wait = backoff.next();
					expect(wait).toBeGreaterThanOrEqual(step / 2);
					expect(wait).toBeLessThanOrEqual(step);
				});
			})
		);
	});

	it('begins again after a success, and is not the same for all', () => {
		const backoff = new Backoff({ first: 100, random: () => 0 });
		expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([50, 100, 200]);
		expect(backoff.failures).toBe(3);
		backoff.reset();
		expect(backoff.next()).toBe(50);
		expect(new Backoff({ first: 100, random: () => 0.5 }).next()).toBe(75);
	});
});
