import { beforeAll, describe, expect, it, vi } from 'vitest';
import { aeadKey } from './brands.ts';
import { newId16, newNonce, randomBytes, randomKey } from './random.ts';
import { seal } from './seal.ts';
import { ready } from './sodium.ts';

beforeAll(ready);

describe('threat 6: nonces', () => {
	it('a million from the pool are all different', () => {
		const count = 1_000_000;
		// Eight of the 24 bytes are enough to tell them apart: a chance meeting has a probability of 3 in 10^8.
		const heads = new BigUint64Array(count);
		for (let i = 0; i < count; i++) {
			const nonce = newNonce();
			heads[i] = new DataView(nonce.buffer).getBigUint64(i % 17);
		}
		heads.sort();
		for (let i = 1; i < count; i++) if (heads[i] === heads[i - 1]) expect.unreachable('two nonces met');
	});
	it('every seal has its own, also for the same bytes', () => {
		const [key, plain] = [randomKey(aeadKey), new Uint8Array(32)];
		const seals = Array.from({ length: 2000 }, () => seal(key, plain, plain));
		expect(new Set(seals.map((envelope) => String(envelope.subarray(1, 25)))).size).toBe(seals.length);
	});
	it('use every byte, come from the system, and are not kept', () => {
		const filled: Uint8Array[] = [];
		const source = crypto.getRandomValues.bind(crypto);
		const spy = vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
			filled.push(bytes as Uint8Array);
			return source(bytes);
		});
		const nonces = Array.from({ length: 1000 }, newNonce);
		spy.mockRestore();
		expect(filled.length).toBeGreaterThanOrEqual(3);
		for (let at = 0; at < 24; at++) expect(new Set(nonces.map((nonce) => nonce[at])).size, `byte ${at}`).toBeGreaterThan(200);
		// The last pool still holds what was not drawn, and zeros where nonces were taken.
		const pool = filled.at(-1)!;
		const drawn = nonces.filter((nonce) => Buffer.from(pool).includes(Buffer.from(nonce)));
		expect(drawn).toEqual([]);
	});
});

describe('random bytes', () => {
	it('come in any length', () => {
		for (const length of [0, 1, 65_536, 65_537, 200_000]) {
			const bytes = randomBytes(length);
			expect(bytes.length).toBe(length);
			if (length > 60_000) expect(new Set(bytes.subarray(-5000)).size).toBe(256);
		}
	});
	it('make ids and keys that do not repeat', () => {
		expect(newId16()).not.toEqual(newId16());
		expect(randomKey(aeadKey)).not.toEqual(randomKey(aeadKey));
	});
});
