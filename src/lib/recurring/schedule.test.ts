import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { duePeriods, nextPeriod, occurrence, type Schedule } from './schedule.ts';

const monthly = (start: string, changes: Partial<Schedule> = {}): Schedule => ({ unit: 'month', every: 1, start, ...changes });
const dates = (schedule: Schedule, count: number) => Array.from({ length: count }, (_, period) => occurrence(schedule, period));

describe('what comes again', () => {
	it('begun on a 31st comes on the last day of shorter months, and on the 31st again', () => {
		expect(dates(monthly('2026-01-31'), 5)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
		expect(occurrence(monthly('2028-01-31'), 1)).toBe('2028-02-29');
		expect(dates(monthly('2026-11-30'), 4)).toEqual(['2026-11-30', '2026-12-30', '2027-01-30', '2027-02-28']);
	});

	it('begun on a leap day comes back on it', () => {
		const yearly: Schedule = { unit: 'year', every: 1, start: '2024-02-29' };
		expect(dates(yearly, 5)).toEqual(['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
		// 2100 is no leap year.
		expect(occurrence(yearly, 76)).toBe('2100-02-28');
	});

	it('by days and weeks goes over months and years', () => {
		expect(dates({ unit: 'week', every: 2, start: '2026-12-24' }, 3)).toEqual(['2026-12-24', '2027-01-07', '2027-01-21']);
		expect(occurrence({ unit: 'day', every: 90, start: '2026-11-22' }, 1)).toBe('2027-02-20');
	});

	it('ends by its day or its count', () => {
		expect(dates(monthly('2026-01-15', { end: '2026-03-15' }), 4)).toEqual(['2026-01-15', '2026-02-15', '2026-03-15', undefined]);
		expect(dates(monthly('2026-01-15', { count: 2 }), 3)).toEqual(['2026-01-15', '2026-02-15', undefined]);
		expect(occurrence(monthly('2026-05-01', { end: '2026-01-01' }), 0)).toBeUndefined();
	});

	it('of no date, or no step, never comes', () => {
		for (const start of ['', 'soon', '2026-1-1']) expect(occurrence(monthly(start), 0)).toBeUndefined();
		for (const every of [0, -1, 1.5, NaN]) expect(occurrence(monthly('2026-01-01', { every }), 0)).toBeUndefined();
		expect(occurrence({ unit: 'year', every: 1000, start: '9000-01-01' }, 1)).toBeUndefined();
	});

	it('is due from the first period that was not made, up to today', () => {
		const schedule = monthly('2026-09-30');
		expect(duePeriods(schedule, '2026-11-29', 0)).toEqual([
			{ period: 0, date: '2026-09-30' },
			{ period: 1, date: '2026-10-30' }
		]);
		expect(duePeriods(schedule, '2026-11-30', 2)).toEqual([{ period: 2, date: '2026-11-30' }]);
		expect(duePeriods(schedule, '2026-09-29')).toEqual([]);
		expect(duePeriods(monthly('2020-01-01'), '2026-01-01', 0, 3)).toHaveLength(3);
		expect(nextPeriod(schedule, 3)).toEqual({ period: 3, date: '2026-12-30' });
	});

	it('goes forward in time, and never skips a month', () => {
		const first = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
		fc.assert(
			fc.property(first, fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 200 }), (day, every, period) => {
				const start = day.toISOString().slice(0, 10);
				const [here, next] = [period, period + 1].map((each) => occurrence(monthly(start, { every }), each)!) as [string, string];
				expect(next > here).toBe(true);
				const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
				expect(months(next) - months(here)).toBe(every);
				expect(Number(next.slice(8))).toBeLessThanOrEqual(Number(start.slice(8)));
			})
		);
	});
});
