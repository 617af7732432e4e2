import { beforeAll, expect, it } from 'vitest';
import { ready } from '../crypto/sodium.ts';
import { periodId } from './period-id.ts';

beforeAll(ready);

/** What devices in use have made: by another id they would make their periods again. */
const KNOWN = ['2b0b240c14ac836a47cfc1f65093dfa5', 'ddcf34d1aa91976d46c6fab73381be2c', 'e6c221d552f7e75fb7bb99ea176f4b70'];

it('is the same on every device, and another for each period and profile', () => {
	const profiles = ['d'.repeat(32), 'e'.repeat(32)];
	const ids = profiles.flatMap((profile) => Array.from({ length: 600 }, (_, period) => periodId(profile, period)));
	expect(new Set(ids).size).toBe(1200);
	expect([ids[0], ids[599], ids[1199]]).toEqual(KNOWN);
});
