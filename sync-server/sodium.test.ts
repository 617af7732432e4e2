import { blake2b } from '@noble/hashes/blake2.js';
import { describe, expect, it } from 'vitest';
import { MAX_ENTRY } from './protocol/codec.ts';
import { suite } from './sodium.ts';

const bytes = (length: number, seed: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + seed) % 251);

describe('the hash', () => {
	it('is BLAKE2b of the parts one behind the other, whatever their lengths', () => {
		for (const lengths of [
			[],
			[0],
			[1],
			[127, 1],
			[128],
			[129],
			[5, 32, 8, 32],
			[300_000],
			[MAX_ENTRY, 4096],
			[MAX_ENTRY, 4097],
			[1, MAX_ENTRY, 9000]
		]) {
			const parts = lengths.map((length, at) => bytes(length, at));
			const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
			for (const length of [16, 32] as const)
				expect([lengths, Buffer.compare(suite.hash(length, ...parts), blake2b(whole, { dkLen: length }))]).toEqual([lengths, 0]);
		}
	});

	it('is the caller’s own: the next one leaves it alone', () => {
		const first = suite.hash(32, bytes(10, 1));
		const kept = Uint8Array.from(first);
		suite.hash(32, bytes(10, 2));
		expect(first).toEqual(kept);
		expect(first.buffer.byteLength).toBe(32);
	});
});
