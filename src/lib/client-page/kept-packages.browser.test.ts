import { afterEach, beforeAll, expect, test } from 'vitest';
import { hashOf32, type Hash32 } from '../crypto/brands.ts';
import { ready } from '../crypto/sodium.ts';
import { cachedPackages, LONGEST_KEPT, MOST_KEPT } from './kept-packages.ts';

beforeAll(ready);
afterEach(async () => {
	await caches.delete('waxbill-client');
});

let clock = 1_800_000_000_000;
const kept = cachedPackages(() => clock);
const idOf = (n: number): Hash32 => hashOf32(new Uint8Array(32).fill(n));
const sealed = (n: number) => new Uint8Array(50).fill(n);
const names = async () => (await (await caches.open('waxbill-client')).keys()).map(({ url }) => url);

test('a package is found again as it was, and nothing else by its name', async () => {
	expect(await kept.find(idOf(1))).toBeUndefined();
	await kept.keep(idOf(1), { version: 3, sealed: sealed(1), at: clock });
	expect(await kept.find(idOf(1))).toEqual({ version: 3, sealed: sealed(1), at: clock });
	expect(await kept.find(idOf(2))).toBeUndefined();
	await kept.keep(idOf(1), { version: 4, sealed: sealed(9), at: clock + 1 });
	expect(await kept.find(idOf(1))).toEqual({ version: 4, sealed: sealed(9), at: clock + 1 });
	// Its address at the relay is not what it is called here.
	expect((await names()).join()).not.toContain('01'.repeat(16));
	await kept.drop(idOf(1));
	expect(await kept.find(idOf(1))).toBeUndefined();
	expect(await names()).toEqual([]);
});

test('of many the newest stay, and none for ever', async () => {
	for (let n = 0; n <= MOST_KEPT; n++) await kept.keep(idOf(n), { version: 1, sealed: sealed(n), at: clock + n });
	expect(await names()).toHaveLength(MOST_KEPT);
	expect(await kept.find(idOf(0))).toBeUndefined();
	expect(await kept.find(idOf(MOST_KEPT))).toBeDefined();
	clock += LONGEST_KEPT + 5;
	// Those of the first six milliseconds are too old, though they lie there until the next one comes.
	expect(await kept.find(idOf(5))).toBeUndefined();
	expect(await kept.find(idOf(6))).toBeDefined();
	await kept.keep(idOf(99), { version: 1, sealed: sealed(99), at: clock });
	expect(await names()).toHaveLength(MOST_KEPT - 4);
});

test('what somebody else has put there is not taken for a package', async () => {
	await kept.keep(idOf(1), { version: 1, sealed: sealed(1), at: clock });
	const cache = await caches.open('waxbill-client');
	const [name] = await cache.keys();
	await cache.put(name!, new Response('x', { headers: { version: 'one', at: String(clock) } }));
	expect(await kept.find(idOf(1))).toBeUndefined();
});
