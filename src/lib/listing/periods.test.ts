import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { dateIn } from '../documents/dates.ts';
import { periodsFor, rangeOf, type Calendar } from './periods.ts';

const on = (today: string, fiscalYearStart = 1): Calendar => ({ today, fiscalYearStart });

describe('periods', () => {
	test.each([
		['2026-11-22', 'this-month', '2026-11-01', '2026-11-30'],
		['2026-01-01', 'last-month', '2025-12-01', '2025-12-31'],
		['2024-03-31', 'last-month', '2024-02-01', '2024-02-29'],
		['2026-02-28', 'this-month', '2026-02-01', '2026-02-28'],
		['2026-12-31', 'this-quarter', '2026-10-01', '2026-12-31'],
		['2026-01-15', 'last-quarter', '2025-10-01', '2025-12-31'],
		['2026-06-30', 'this-quarter', '2026-04-01', '2026-06-30'],
		['2026-12-31', 'this-year', '2026-01-01', '2026-12-31'],
		['2027-01-01', 'last-year', '2026-01-01', '2026-12-31']
	] as const)('on %s, %s is %s to %s', (today, period, from, to) => {
		expect(rangeOf(period, on(today))).toEqual({ from, to });
	});

	test.each([
		['2026-03-31', 4, 'this-fiscal-year', '2025-04-01', '2026-03-31'],
		['2026-04-01', 4, 'this-fiscal-year', '2026-04-01', '2027-03-31'],
		['2026-04-01', 4, 'last-fiscal-year', '2025-04-01', '2026-03-31'],
		['2026-11-22', 12, 'this-fiscal-year', '2025-12-01', '2026-11-30'],
		['2026-12-01', 12, 'this-fiscal-year', '2026-12-01', '2027-11-30']
	] as const)('on %s, of a year that begins in month %i, %s is %s to %s', (today, start, period, from, to) => {
		expect(rangeOf(period, on(today, start))).toEqual({ from, to });
	});

	test('a fiscal year is offered where it is not the calendar’s', () => {
		expect(periodsFor(on('2026-11-22'))).not.toContain('this-fiscal-year');
		expect(periodsFor(on('2026-11-22', 4))).toContain('this-fiscal-year');
	});

	test('at one instant the year may be over in one place and not in another', () => {
		const instant = new Date('2026-12-31T20:00:00Z');
		expect(rangeOf('this-year', on(dateIn('America/Toronto', instant))).from).toBe('2026-01-01');
		expect(rangeOf('this-year', on(dateIn('Asia/Kolkata', instant))).from).toBe('2027-01-01');
	});

	test('today lies in what is called this, and the day before it begins in what is called last', () => {
		const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
		fc.assert(
			fc.property(days, fc.integer({ min: 1, max: 12 }), (day, start) => {
				const calendar = on(day.toISOString().slice(0, 10), start);
				for (const unit of ['month', 'quarter', 'year', 'fiscal-year'] as const) {
					const now = rangeOf(`this-${unit}`, calendar);
					const before = rangeOf(`last-${unit}`, calendar);
					expect(now.from <= calendar.today && calendar.today <= now.to).toBe(true);
					expect(Date.parse(now.from) - Date.parse(before.to)).toBe(86_400_000);
					expect(before.from < before.to).toBe(true);
				}
			})
		);
	});
});
