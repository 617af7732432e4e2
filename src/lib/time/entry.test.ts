import fc from '../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { daysOf, findingsOf, isRunning, overlaps, secondsOf, settled, type Numbered } from './entry.ts';
import type { TimeEntry } from './time.ts';

const at = (time: string, day = '2026-11-22') => `${day}T${time}:00.000Z`;
const entry = (changes: Partial<TimeEntry> = {}): TimeEntry => ({
	member: 'a1',
	memberName: 'Alice',
	date: '2026-11-22',
	zone: 'UTC',
	projectId: 'p1',
	note: '',
	tags: [],
	billable: true,
	rate: { rate: '80', currency: 'EUR', from: 'project' },
	...changes
});

describe('how long an entry took', () => {
	test('is from start to end, whatever the clocks of the place did between', () => {
		// Berlin, the night the clocks went back: five hours on the wall, six in life.
		expect(secondsOf({ start: '2026-10-24T22:00:00Z', end: '2026-10-25T04:00:00Z' })).toBe(6 * 3600);
	});
	test('what was typed counts before start and end', () => {
		expect(secondsOf({ start: at('09:00'), end: at('10:00'), seconds: 1800 })).toBe(1800);
	});
	test('of one that runs it is up to now', () => {
		expect(isRunning({ start: at('09:00') })).toBe(true);
		expect(secondsOf({ start: at('09:00') }, at('09:10'))).toBe(600);
		expect(secondsOf({ start: at('09:00') })).toBe(0);
	});
	test('a clock that was set back takes nothing away, and is said', () => {
		const wrong = entry({ start: at('10:00'), end: at('09:00') });
		expect(secondsOf(wrong)).toBe(0);
		expect(daysOf(wrong)).toEqual([{ date: '2026-11-22', seconds: 0 }]);
		expect(findingsOf(wrong)).toEqual(['clock-set-back']);
		expect(findingsOf(entry({ start: at('10:00') }), at('09:00'))).toEqual(['clock-set-back']);
		expect(findingsOf({ ...wrong, seconds: 3600 })).toEqual([]);
	});
	test('over midnight it lies on both days; a typed length lies on its own', () => {
		const late = entry({ start: at('23:00'), end: at('01:00', '2026-11-23') });
		expect(daysOf(late).map(({ seconds }) => seconds)).toEqual([3600, 3600]);
		expect(daysOf({ ...late, seconds: 7200 })).toEqual([{ date: '2026-11-22', seconds: 7200 }]);
	});
	test('what was forgotten, has no rate or no project is said', () => {
		expect(findingsOf(entry({ start: at('09:00'), end: at('10:00', '2026-11-23') }))).toEqual(['longer-than-a-day']);
		const { rate: _, ...bare } = entry({ seconds: 60 });
		expect(findingsOf(bare)).toEqual(['no-rate']);
		const { projectId: __, ...homeless } = bare;
		expect(findingsOf(homeless)).toEqual(['no-project']);
		expect(findingsOf({ ...homeless, billable: false })).toEqual([]);
	});
});

describe('timers begun on two devices', () => {
	test('the one begun last runs, the others end where the next begins', () => {
		const found = settled([
			{ id: 'a', entry: entry({ start: at('09:10') }) },
			{ id: 'c', entry: entry({ start: at('09:00') }) },
			{ id: 'b', entry: entry({ start: at('08:00'), end: at('08:30') }) }
		]);
		expect(found.map(({ id, entry: { end } }) => [id, end])).toEqual([
			['a', undefined],
			['c', at('09:10')],
			['b', at('08:30')]
		]);
	});
	test('one runs at most, nothing is lost, and the order they come in does not matter', () => {
		const times = fc.record({ start: fc.integer({ min: 0, max: 20 }), length: fc.option(fc.integer({ min: 0, max: 5 })) });
		fc.assert(
			fc.property(fc.array(times, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (list, keys) => {
				const minute = (n: number) => new Date(n * 60_000).toISOString();
				const all: Numbered[] = list.map(({ start, length }, n) => ({
					id: String(n),
					entry: entry({ start: minute(start), ...(length !== null && { end: minute(start + length) }) })
				}));
				const one = settled(all);
				expect(one.filter((each) => isRunning(each.entry)).length).toBeLessThanOrEqual(1);
				expect(one.length).toBe(all.length);
				if (all.some((each) => isRunning(each.entry))) expect(one.filter((each) => isRunning(each.entry))).toHaveLength(1);
				const shuffled = all.map((each) => [keys.next().value!, each] as const).sort(([a], [b]) => a - b);
				const other = settled(shuffled.map(([, each]) => each));
				const byId = (entries: readonly Numbered[]) => Object.fromEntries(entries.map(({ id, entry: { end } }) => [id, end]));
				expect(byId(other)).toEqual(byId(one));
			})
		);
	});
});

describe('entries that overlap', () => {
	const of = (...spans: [string, string, string, string?][]): Numbered[] =>
		spans.map(([id, start, end, member = 'a1']) => ({ id, entry: entry({ start: at(start), end: at(end), member }) }));
	test('are named with each other, of one member', () => {
		const found = overlaps(of(['a', '09:00', '11:00'], ['b', '10:00', '12:00'], ['c', '11:00', '13:00'], ['d', '09:00', '13:00', 'b2']));
		expect(Object.fromEntries(found)).toEqual({ a: ['b'], b: ['a', 'c'], c: ['b'] });
	});
	test('touching is not overlapping, and one of no length overlaps nothing', () => {
		expect(overlaps(of(['a', '09:00', '10:00'], ['b', '10:00', '11:00'], ['c', '09:30', '09:30'])).size).toBe(0);
	});
	test('one that runs overlaps what was noted meanwhile', () => {
		const running = { id: 'r', entry: entry({ start: at('09:30') }) };
		expect([...overlaps([...of(['a', '09:00', '10:00']), running], at('09:45')).keys()].sort()).toEqual(['a', 'r']);
	});
});
