import { beforeAll, describe, expect, it } from 'vitest';
import { boxPublic } from './brands.ts';
import { newDeviceKeys } from './device.ts';
import { boxEpochKey, commitment, newEpochKey, unboxEpochKey } from './epoch.ts';
import { ready } from './sodium.ts';

beforeAll(ready);

describe('an epoch key in a box', () => {
	it('comes out for its device, when it is the one committed to', () => {
		const [{ box }, key] = [newDeviceKeys(), newEpochKey()];
		expect(unboxEpochKey(box, boxEpochKey(box.publicKey, key), commitment(key))).toEqual(key);
		expect(unboxEpochKey(box, boxEpochKey(box.publicKey, key), commitment(newEpochKey()))).toBeUndefined();
	});
	it('is noise for a key that is none: nobody keeps the others from changing theirs', () => {
		for (const weak of [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31))]) {
			expect(boxEpochKey(boxPublic(weak), newEpochKey())).toHaveLength(80);
		}
	});
});
