/** What a device is made of that lives in the memory of one worker, and is only looked at. */
import { aeadKey, type AeadKey } from '../crypto/brands.ts';
import { hash32, utf8 } from '../crypto/derive.ts';
import { FLOOR, newParams, type KdfParams } from '../crypto/passphrase.ts';
import { LEFT_OUT_TYPE } from '../documents/left-out.ts';
import type { Stretcher } from '../identity/stretcher.ts';
import { registry } from '../workspace/registry.ts';
import { REGISTRY } from './registry.ts';

export { MemoryStore } from '../storage/memory-store.ts';

/** What the log of a part of books may hold. [Note: a part of books] */
export const SHOWN_REGISTRY = registry(...REGISTRY.values(), LEFT_OUT_TYPE);

/** For a passphrase of 32 random bytes that nobody ever sees: there is nothing to try. */
export const noStretch: Stretcher = {
	stretch: async (passphrase, params) => stretched(passphrase, params),
	async fresh(passphrase) {
		const params = newParams(FLOOR);
		return { params, key: stretched(passphrase, params) };
	}
};

function stretched(passphrase: string, { salt }: KdfParams): AeadKey {
	return aeadKey(hash32('wb1/no-stretch', salt, utf8(passphrase)));
}
