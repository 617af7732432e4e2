import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { aeadKey } from './brands.ts';
import { pad, paddedLength, unpad } from './padding.ts';
import { randomBytes, randomKey } from './random.ts';
import { seal } from './seal.ts';
import { ready } from './sodium.ts';

describe('padding', () => {
	it('comes off again, whatever the bytes are', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 10_000 }), (bytes) => {
				expect(unpad(pad(bytes))).toEqual(bytes);
			})
		);
	});
	it('never throws on what it did not make, and takes nothing it would pad differently', () => {
		const buckets = fc.constantFrom(0, 1, 255, 256, 257, 512, 4096, 4352, 4353);
		fc.assert(
			fc.property(buckets, fc.uint8Array({ maxLength: 300 }), fc.boolean(), (length, tail, marked) => {
				const bytes = new Uint8Array(length);
				bytes.set(tail.slice(0, length));
				if (marked && tail.length < length) bytes[tail.length] = 0x80;
				const plain = unpad(bytes);
				if (plain) expect(pad(plain)).toEqual(bytes);
			}),
			{ numRuns: 1000 }
		);
	});
	it.each([
		['nothing', new Uint8Array()],
		['only zeros', new Uint8Array(256)],
		['another mark', Uint8Array.of(1, ...new Uint8Array(255))],
		['a bucket too large', Uint8Array.of(1, 0x80, ...new Uint8Array(510))],
		['no bucket at all', Uint8Array.of(1, 0x80, 0)]
	])('refuses %s', (_, bytes) => {
		expect(unpad(bytes)).toBeUndefined();
	});
});

describe('threat 28: sizes on the wire', () => {
	it('are steps of 256 bytes up to 4 KiB, then Padmé: at most 12 % more, and few of them', async () => {
		const small = new Set<number>();
		for (let length = 0; length < 4096; length++) small.add(paddedLength(length));
		expect([...small]).toEqual(Array.from({ length: 16 }, (_, i) => (i + 1) * 256));

		const large = new Set<number>();
		for (let length = 4096; length <= 262_144; length++) {
			const padded = paddedLength(length);
			large.add(padded);
			if (padded <= length || padded > (length + 1) * 1.12) expect.unreachable(`${length} is padded to ${padded}`);
		}
		// Six doublings of at most 32 sizes each, out of 258,049 lengths.
		expect(large.size).toBeLessThanOrEqual(6 * 32);
		expect([...large].filter((padded) => padded % 256 !== 0)).toEqual([]);
	});
	it('of sealed bytes say no more than the bucket', async () => {
		await ready();
		const key = randomKey(aeadKey);
		const sizes = Array.from({ length: 300 }, (_, i) => seal(key, randomBytes(i * 17), new Uint8Array()).length - 1 - 24 - 16);
		const buckets = new Set(Array.from({ length: 300 * 17 }, (_, length) => paddedLength(length)));
		expect(sizes.filter((size) => !buckets.has(size))).toEqual([]);
		expect(new Set(sizes).size).toBeLessThan(25);
	});
});
