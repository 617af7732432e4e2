import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { dueOn, daysLeft, withToday } from './due.ts';

const START = Date.UTC(2026, 0, 1);
const day = (n: number) => new Date(START + n * 86_400_000).toISOString().slice(0, 10);

/** Opens the books on each of the days, by a clock that is wrong by `skew` days while it lasts. */
function opened(offsets: readonly number[], skew: (at: number) => number = () => 0): { days: string[]; today: string } {
	let days: string[] = [];
	let today = day(0);
	for (const at of offsets) {
		today = day(at + skew(at));
		days = withToday(days, today);
	}
	return { days, today };
}

describe('thirty days in the bin', () => {
	it('are over on the day for who opens the books every day', () => {
		const { days, today } = opened(Array.from({ length: 31 }, (_, at) => at));
		expect(dueOn(day(0), days, today)).toBe('due');
		expect(dueOn(day(1), days, today)).toBe('kept');
	});

	it('are over some days later for who opens the books every week', () => {
		const { days, today } = opened([0, 7, 14, 21, 28, 35, 36]);
		expect(dueOn(day(0), days, today)).toBe('due');
	});

	it('are not over before', () => {
		const { days, today } = opened([0, 7, 14, 21, 28, 29]);
		expect(dueOn(day(0), days, today)).toBe('kept');
		expect(daysLeft(day(0), today)).toBe(1);
	});

	it('are only proposed to who comes back after a long time', () => {
		const { days, today } = opened([0, 90]);
		expect(dueOn(day(0), days, today)).toBe('proposed');
		expect(daysLeft(day(0), today)).toBe(0);
	});

	it('are not counted where the day was not noted', () => {
		expect(dueOn('', [day(0)], day(400))).toBe('kept');
		expect(daysLeft('', day(400))).toBeUndefined();
		expect(daysLeft(day(5), day(1))).toBeUndefined();
	});

	it('threat 48: a clock that is wrong by a year, forward or back, for some days never erases early', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { minLength: 1 }),
				fc.integer({ min: 0, max: 29 }),
				fc.integer({ min: 1, max: 3 }),
				fc.constantFrom(365, -365, 31, 60, -31),
				(offsets, from, length, skew) => {
					const days = [...new Set([0, ...offsets])].sort((a, b) => a - b);
					const wrong = (at: number) => (at > 0 && at >= from && at < from + length ? skew : 0);
					for (let count = 1; count <= days.length; count++) {
						const { days: seen, today } = opened(days.slice(0, count), wrong);
						expect(dueOn(day(0), seen, today)).not.toBe('due');
					}
				}
			)
		);
	});

	it('remembers no more days than it needs, in order, none after today', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (offsets) => {
				const { days, today } = opened([...offsets, 3]);
				expect(days).toEqual([...new Set(days)].sort());
				expect(days.length).toBeLessThanOrEqual(60);
				expect(days.at(-1)).toBe(today);
			})
		);
	});
});
