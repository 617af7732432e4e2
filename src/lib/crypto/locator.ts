/**
 * Where the books of a recovery code are found: small sealed records at the relay, under ids and a key that only the code gives. They are refreshed
 * by every device that knows the seed, and found again by a machine that has nothing but the code.
 *
 *     id  = BLAKE2b-128("wb1/loc" ‖ seed ‖ i in 2 bytes)          i = 0, 1, 2 …: one for each of the books
 *     key = subkey 4 of the recovery seed, context "wb1recov"; additional data = "wb1/locator" ‖ id
 *
 * The relay may show an older record than the newest, or none: the record says at least how long the log was once, never that it has not grown.
 */
import type { Id16, KdfKey } from './brands.ts';
import { concat, deriveKey, hash16, utf8 } from './derive.ts';
import { open, seal } from './seal.ts';

const CONTEXT = 'wb1recov';

export function locatorId(seed: KdfKey, index: number): Id16 {
	return hash16('wb1/loc', seed, Uint8Array.of(index >> 8, index & 255));
}

export function sealLocator(seed: KdfKey, id: Id16, plain: Uint8Array): Uint8Array {
	return seal(deriveKey(seed, 4, CONTEXT), plain, place(id));
}

/** Undefined for what was not sealed under this code for this place. */
export function openLocator(seed: KdfKey, id: Id16, sealed: Uint8Array): Uint8Array | undefined {
	return open(deriveKey(seed, 4, CONTEXT), sealed, place(id));
}

function place(id: Id16): Uint8Array {
	return concat([utf8('wb1/locator'), id]);
}
