import fc from '../../../tests/support/property.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { aeadKey, boxPublic, id16, kdfKey, nonce24, sealed, signPublic, signSecret, signature } from './brands.ts';
import { boxOpen, boxSeal } from './box.ts';
import { concat, deriveKey, hash32, utf8 } from './derive.ts';
import { decodeDeviceSecrets, encodeDeviceSecrets, newDeviceKeys } from './device.ts';
import { boxEpochKey, commitment, newEpochKey, openPreviousKey, sealPreviousKey, unboxEpochKey } from './epoch.ts';
import { randomBytes, randomKey } from './random.ts';
import { open, openParts, seal, sealParts } from './seal.ts';
import { sign, verify } from './sign.ts';
import { ready } from './sodium.ts';
import { wipe } from './wipe.ts';

beforeAll(ready);

const place = utf8('ws‖table‖tag');

describe('seal and open', () => {
	it('give back any bytes under any additional data', () => {
		const key = randomKey(aeadKey);
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 6000 }), fc.uint8Array({ maxLength: 200 }), (plain, additional) => {
				expect(open(key, seal(key, plain, additional), additional)).toEqual(plain);
				expect(openParts(key, sealParts(key, plain, additional), additional)).toEqual(plain);
			})
		);
	});
	it('never throw on bytes that are no envelope', () => {
		const key = randomKey(aeadKey);
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
				expect(open(key, bytes, place)).toBeUndefined();
				expect(open(key, Uint8Array.of(1, ...bytes), place)).toBeUndefined();
			})
		);
	});
	it('do not open with any bit changed, cut, lengthened, or under another key', () => {
		const key = randomKey(aeadKey);
		const envelope = seal(key, utf8('Invoice F2026-0001'), place);
		for (let at = 0; at < envelope.length; at++) {
			for (let bit = 0; bit < 8; bit++) {
				const changed = envelope.slice();
				changed[at]! ^= 1 << bit;
				expect(open(key, changed, place)).toBeUndefined();
			}
			expect(open(key, envelope.subarray(0, at), place)).toBeUndefined();
		}
		expect(open(key, Uint8Array.of(...envelope, 0), place)).toBeUndefined();
		expect(open(randomKey(aeadKey), envelope, place)).toBeUndefined();
	});
	it('leave the plain bytes of the caller alone', () => {
		const plain = utf8('mine');
		seal(randomKey(aeadKey), plain, place);
		expect(plain).toEqual(utf8('mine'));
	});
});

describe('threat 1: sealed rows swapped on the disk', () => {
	it('none of them opens in the place of another', () => {
		const key = randomKey(aeadKey);
		const rows = ['record', 'page', 'blob'].flatMap((table) =>
			Array.from({ length: 6 }, () => {
				const additional = concat([randomBytes(16), utf8(table), randomBytes(16)]);
				return { additional, envelope: seal(key, randomBytes(50), additional) };
			})
		);
		for (const to of rows) {
			for (const from of rows) expect(open(key, from.envelope, to.additional) !== undefined).toBe(from === to);
		}
	});
});

describe('threat 8: an envelope of another version', () => {
	it('never opens, and nothing opens without a key', () => {
		const key = randomKey(aeadKey);
		const envelope = seal(key, utf8('x'), place);
		const opening = Array.from({ length: 256 }, (_, version) => version).filter((version) => {
			const changed = envelope.slice();
			changed[0] = version;
			return open(key, changed, place) !== undefined;
		});
		expect(opening).toEqual([1]);
	});
	it('would not open as this one either: the version is under the seal', () => {
		const key = randomKey(aeadKey);
		const { nonce, ciphertext } = sealParts(key, utf8('x'), concat([Uint8Array.of(2), place]));
		expect(open(key, concat([Uint8Array.of(1), nonce, ciphertext]), place)).toBeUndefined();
	});
	it('plain bytes are never taken for an envelope', () => {
		for (const plain of ['{"encrypted":false,"name":"Ana"}', '\u0001{"name":"Ana"}', '\u0000'.repeat(300)]) {
			expect(open(randomKey(aeadKey), utf8(plain), place)).toBeUndefined();
		}
	});
});

describe('threats 3 and 4: a key that is not the epoch’s', () => {
	it('is not taken out of a box, though the box opens', () => {
		const laptop = newDeviceKeys();
		const [agreed, other] = [newEpochKey(), newEpochKey()];
		const box = boxEpochKey(laptop.box.publicKey, other);
		expect(boxOpen(laptop.box, box)).toEqual(other);
		expect(unboxEpochKey(laptop.box, box, commitment(agreed))).toBeUndefined();
		expect(unboxEpochKey(laptop.box, box, commitment(other))).toEqual(other);
		expect(unboxEpochKey(laptop.box, box, commitment(other).subarray(0, 31))).toBeUndefined();
		expect(unboxEpochKey(newDeviceKeys().box, box, commitment(other))).toBeUndefined();
	});
	it('is not taken as the one before, nor at another epoch or workspace', () => {
		const [current, previous, wsId] = [newEpochKey(), newEpochKey(), randomBytes(16)];
		const envelope = sealPreviousKey(current, previous, wsId, 4);
		expect(openPreviousKey(current, envelope, wsId, 4, commitment(previous))).toEqual(previous);
		expect(openPreviousKey(current, envelope, wsId, 4, commitment(newEpochKey()))).toBeUndefined();
		expect(openPreviousKey(current, envelope, wsId, 5, commitment(previous))).toBeUndefined();
		expect(openPreviousKey(current, envelope, randomBytes(16), 4, commitment(previous))).toBeUndefined();
	});
	it('a box with something else in it is refused', () => {
		const { box } = newDeviceKeys();
		for (const length of [0, 31, 33])
			expect(unboxEpochKey(box, boxSeal(box.publicKey, new Uint8Array(length)), hash32('wb1/ekc', new Uint8Array(length)))).toBeUndefined();
	});
});

describe('devices, boxes and signatures', () => {
	it('a device comes back from its secrets', () => {
		const keys = newDeviceKeys();
		expect(decodeDeviceSecrets(encodeDeviceSecrets(keys))).toEqual(keys);
		expect(decodeDeviceSecrets(new Uint8Array(63))).toBeUndefined();
		expect(newDeviceKeys().id).not.toEqual(keys.id);
	});
	it('a box opens for its device only, whole only', () => {
		const [mine, yours] = [newDeviceKeys(), newDeviceKeys()];
		const box = boxSeal(mine.box.publicKey, utf8('hello'));
		expect(boxOpen(mine.box, box)).toEqual(utf8('hello'));
		expect(boxOpen(yours.box, box)).toBeUndefined();
		for (let at = 0; at < box.length; at++) {
			const changed = box.slice();
			changed[at]! ^= 1;
			expect(boxOpen(mine.box, changed)).toBeUndefined();
			expect(boxOpen(mine.box, box.subarray(0, at))).toBeUndefined();
		}
	});
	it('a signature holds for its key, domain and bytes only', () => {
		const { sign: pair } = newDeviceKeys();
		const bytes = utf8('entry');
		const proof = sign(pair.secretKey, 'wb1/sig/02', bytes);
		expect(verify(pair.publicKey, 'wb1/sig/02', bytes, proof)).toBe(true);
		expect(verify(newDeviceKeys().sign.publicKey, 'wb1/sig/02', bytes, proof)).toBe(false);
		expect(verify(pair.publicKey, 'wb1/sig/03', bytes, proof)).toBe(false);
		expect(verify(pair.publicKey, 'wb1/sig/02', utf8('entrx'), proof)).toBe(false);
		expect(verify(pair.publicKey, 'wb1/sig/02', bytes, proof.subarray(1))).toBe(false);
		expect(verify(pair.publicKey.subarray(1), 'wb1/sig/02', bytes, proof)).toBe(false);
		expect(verify(new Uint8Array(32), 'wb1/sig/02', bytes, new Uint8Array(64))).toBe(false);
	});
});

describe('what keeps bytes from being swapped', () => {
	it('a factory takes its own length only', () => {
		for (const make of [aeadKey, kdfKey, boxPublic, signPublic]) expect(() => make(new Uint8Array(31))).toThrow(RangeError);
		expect(() => signSecret(new Uint8Array(32))).toThrow(RangeError);
		expect(() => signature(new Uint8Array(63))).toThrow(RangeError);
		expect(() => id16(new Uint8Array(15))).toThrow(RangeError);
		expect(() => nonce24(new Uint8Array(12))).toThrow(RangeError);
	});
	it('types do too', () => {
		const key = randomKey(kdfKey);
		// @ts-expect-error a source of keys is no key to seal with
		expect(seal(key, place, place).length).toBeGreaterThan(0);
		// @ts-expect-error plain bytes are no key
		expect(seal(new Uint8Array(32), place, place).length).toBeGreaterThan(0);
		// @ts-expect-error a key to seal with derives nothing
		expect(deriveKey(randomKey(aeadKey), 1, 'wb1epoch')).toHaveLength(32);
		expect(sealed(place)).toBe(place);
	});
	it('no hash domain begins another, and subkeys have a proper context', () => {
		hash32('wb1/test-domain', place);
		expect(() => hash32('wb1/test-domain-b', place)).toThrow(RangeError);
		expect(() => hash32('wb1/test', place)).toThrow(RangeError);
		expect(() => hash32('other', place)).toThrow(RangeError);
		const master = randomKey(kdfKey);
		for (const context of ['', 'short', 'ninechars', 'ümlaut12']) expect(() => deriveKey(master, 1, context)).toThrow(RangeError);
		for (const id of [-1, 1.5, NaN, 2 ** 53]) expect(() => deriveKey(master, id, 'wb1epoch')).toThrow(RangeError);
	});
	it('wiping leaves zeros', () => {
		const [a, b] = [randomBytes(32), randomBytes(5)];
		wipe(a, b);
		expect([a, b]).toEqual([new Uint8Array(32), new Uint8Array(5)]);
	});
});
