import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { backupName, madeAt, superfluous } from './generations.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1, 9);
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const instants = fc.array(fc.integer({ min: START, max: START + 800 * DAY }), { maxLength: 60 });
const kept = (made: readonly number[], now: number) => {
	const gone = new Set(superfluous(made, now));
	return [...new Set(made)].filter((instant) => !gone.has(instant));
};

describe('the generations that stay', () => {
	it('are 7 daily, 4 weekly and 3 monthly ones of a year of mornings', () => {
		let held: number[] = [];
		for (let at = START; at < START + 365 * DAY; at += DAY) held = kept([...held, at], at);
		const days = held.map(day).sort();
		expect(days.slice(-7)).toEqual(Array.from({ length: 7 }, (_, back) => day(START + (364 - 6 + back) * DAY)));
		// 2026-12-31 is a Thursday: the weeks before it end on 27, 20 and 13 December, the months on the 30th of November and the 31st of October.
		expect(days).toEqual(
			['2026-10-31', '2026-11-30', '2026-12-13', '2026-12-20', '2026-12-25', '2026-12-26', '2026-12-27'].concat([
				'2026-12-28',
				'2026-12-29',
				'2026-12-30',
				'2026-12-31'
			])
		);
	});

	it('have the newest among them, are at most fourteen, and stay when asked again', () => {
		fc.assert(
			fc.property(instants, (made) => {
				const now = START + 900 * DAY;
				const stay = kept(made, now);
				expect(stay.length).toBeLessThanOrEqual(14);
				if (made.length > 0) expect(stay).toContain(Math.max(...made));
				expect(superfluous(stay, now)).toEqual([]);
				const last7 = [...new Set(made.map(day))].sort().slice(-7);
				expect(last7.every((each) => stay.some((instant) => day(instant) === each))).toBe(true);
			})
		);
	});

	it('lose nothing that is dated later than the clock says, and no generation to a clock that jumps ahead', () => {
		fc.assert(
			fc.property(instants, fc.integer({ min: START, max: START + 800 * DAY }), (made, now) => {
				expect(superfluous(made, now).every((instant) => instant <= now)).toBe(true);
				const later = START + 900 * DAY;
				expect(kept(made, later + 3650 * DAY).sort()).toEqual(kept(made, later).sort());
			})
		);
	});

	it('are known by their names, and no other file is', () => {
		const made = new Date(Date.UTC(2026, 10, 22, 1, 30, 59));
		const name = backupName('0a1b2c3d', made);
		expect(name).toBe('waxbill-0a1b2c3d-20261122T013059Z.age');
		expect(madeAt(name, '0a1b2c3d')).toEqual(made);
		for (const other of ['taxes.age', name.replace('0a', '0b'), `${name}.part`, name.replace('1122', '1199'), name.replace('T', '/T')])
			expect(madeAt(other, '0a1b2c3d')).toBeUndefined();
	});
});
