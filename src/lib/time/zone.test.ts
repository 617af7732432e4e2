import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { clockOf, dayOf, instantAt, isZone, partsByDay } from './zone.ts';

const BERLIN = 'Europe/Berlin';

describe('a clock time of a place', () => {
	test.each([
		['2026-11-22', '09:30', BERLIN, '2026-11-22T08:30:00.000Z'],
		['2026-07-01', '09:30', BERLIN, '2026-07-01T07:30:00.000Z'],
		['2026-11-22', '09:30', 'America/Toronto', '2026-11-22T14:30:00.000Z'],
		['2026-11-22', '00:15', 'Asia/Kathmandu', '2026-11-21T18:30:00.000Z'],
		['2026-11-22', '23:59', 'Pacific/Kiritimati', '2026-11-22T09:59:00.000Z']
	])('%s %s in %s', (date, time, zone, instant) => {
		expect(instantAt(date, time, zone)).toBe(instant);
		expect([dayOf(instant, zone), clockOf(instant, zone)]).toEqual([date, time]);
	});
	test('that never comes, as clocks go forward, is as long after midnight as it says', () => {
		expect(instantAt('2026-03-29', '02:30', BERLIN)).toBe('2026-03-29T01:30:00.000Z');
		expect(clockOf('2026-03-29T01:30:00.000Z', BERLIN)).toBe('03:30');
	});
	test('that comes twice, as they go back, is the first', () => {
		expect(instantAt('2026-10-25', '02:30', BERLIN)).toBe('2026-10-25T00:30:00.000Z');
	});
	test('midnight that never comes is the first moment of the day', () => {
		// Beirut goes forward at midnight.
		const first = instantAt('2026-03-29', '00:00', 'Asia/Beirut')!;
		expect([dayOf(first, 'Asia/Beirut'), clockOf(first, 'Asia/Beirut')]).toEqual(['2026-03-29', '01:00']);
		expect(dayOf(new Date(Date.parse(first) - 1000).toISOString(), 'Asia/Beirut')).toBe('2026-03-28');
	});
	test('what is none is undefined, and a zone nobody knows is read as UTC', () => {
		for (const [date, time] of [
			['2026-02-30', '09:00'],
			['2026-11-22', '24:00'],
			['2026-11-22', '9:00'],
			['', '']
		] as const)
			expect(instantAt(date, time, BERLIN)).toBeUndefined();
		expect(isZone('Mars/Olympus')).toBe(false);
		expect(instantAt('2026-11-22', '09:00', 'Mars/Olympus')).toBe('2026-11-22T09:00:00.000Z');
	});
});

describe('over midnight', () => {
	test('each day has its part', () => {
		expect(partsByDay('2026-11-22T21:00:00Z', '2026-11-23T01:30:00Z', BERLIN)).toEqual([
			{ date: '2026-11-22', seconds: 7200 },
			{ date: '2026-11-23', seconds: 9000 }
		]);
	});
	test('a day on which clocks change has 23 or 25 hours', () => {
		const whole = (date: string, next: string) => partsByDay(instantAt(date, '00:00', BERLIN)!, instantAt(next, '00:00', BERLIN)!, BERLIN);
		expect(whole('2026-03-29', '2026-03-30')).toEqual([{ date: '2026-03-29', seconds: 23 * 3600 }]);
		expect(whole('2026-10-25', '2026-10-26')).toEqual([{ date: '2026-10-25', seconds: 25 * 3600 }]);
	});
	test('the parts are the whole, on following days, in every zone', () => {
		const zones = [
			'UTC',
			BERLIN,
			'America/Toronto',
			'Asia/Kathmandu',
			'Asia/Beirut',
			'America/Havana',
			'Australia/Lord_Howe',
			'Pacific/Apia'
		];
		fc.assert(
			fc.property(
				fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2030, 0) }),
				fc.integer({ min: 1, max: 4 * 86_400_000 }),
				fc.constantFrom(...zones),
				(from, length, zone) => {
					const [start, end] = [new Date(from).toISOString(), new Date(from + length).toISOString()];
					const parts = partsByDay(start, end, zone);
					const sum = parts.reduce((all, { seconds }) => all + seconds, 0);
					expect(sum).toBe(Math.floor((from + length) / 1000) - Math.floor(from / 1000));
					expect(parts[0]?.date ?? dayOf(start, zone)).toBe(dayOf(start, zone));
					expect([...parts].sort((a, b) => (a.date < b.date ? -1 : 1))).toEqual(parts);
				}
			),
			{ numRuns: 300 }
		);
	});
	test('nothing where it ends before it begins', () => {
		expect(partsByDay('2026-11-22T10:00:00Z', '2026-11-22T09:00:00Z', BERLIN)).toEqual([]);
	});
});
