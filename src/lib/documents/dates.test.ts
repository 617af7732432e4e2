import { expect, test } from 'vitest';
import { addDays, dateIn, daysBetween, isDate } from './dates.ts';

test.each(['2026-11-21', '2024-02-29', '1999-12-31'])('%s exists', (date) => expect(isDate(date)).toBe(true));
test.each([
	'2026-02-29',
	'2026-13-01',
	'2026-00-10',
	'2026-11-31',
	'0000-01-01',
	'26-11-21',
	'2026-11-21T00:00',
	'٢٠٢٦-١١-٢١',
	'tomorrow',
	''
])('"%s" does not exist', (date) => expect(isDate(date)).toBe(false));

test('days are counted over months, years and leap days', () => {
	expect(addDays('2026-11-21', 30)).toBe('2026-12-21');
	expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
	expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
	expect(daysBetween('2026-11-21', '2026-12-21')).toBe(30);
	expect(daysBetween('2026-12-21', '2026-11-21')).toBe(-30);
});

test('today is the day where the business is', () => {
	const now = new Date('2026-11-21T23:30:00Z');
	expect(dateIn('Europe/Madrid', now)).toBe('2026-11-22');
	expect(dateIn('America/Toronto', now)).toBe('2026-11-21');
	expect(isDate(dateIn('Nowhere/Atall', now))).toBe(true);
});
