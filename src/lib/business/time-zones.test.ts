import { expect, test } from 'vitest';
import { findTimeZones } from './time-zones.ts';

test('time zones are found by the beginning of a word, then anywhere', () => {
	expect(findTimeZones('toronto')[0]?.value).toBe('America/Toronto');
	expect(findTimeZones('new york').map(({ value }) => value)).toContain('America/New_York');
	expect(findTimeZones('utc')[0]?.value).toBe('UTC');
	expect(findTimeZones('nowhere-at-all')).toEqual([]);
});
