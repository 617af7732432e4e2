/**
 * Randomness, from the system's generator and from nothing else: no counter, no clock, no seed.
 *
 * It is read through `crypto.getRandomValues`, which is also where libsodium's WebAssembly gets it, four bytes at a time: a nonce drawn
 * there costs some 80 µs, one from the pool here 0.1 µs.
 */
import { id16, nonce24, type Brand, type Id16, type Nonce24 } from './brands.ts';

const NONCE = 24;
const POOL = 256;
/** The most `getRandomValues` gives at once. */
const LARGEST_DRAW = 65_536;

const pool = new Uint8Array(POOL * NONCE);
let left = 0;

export function randomBytes(length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	for (let at = 0; at < length; at += LARGEST_DRAW) crypto.getRandomValues(bytes.subarray(at, at + LARGEST_DRAW));
	return bytes;
}

export function newId16(): Id16 {
	return id16(randomBytes(16));
}

/** A fresh key of the kind its factory makes: `randomKey(aeadKey)`. */
export function randomKey<K extends Brand<Uint8Array, string>>(make: (bytes: Uint8Array) => K): K {
	return make(randomBytes(32));
}

/** A nonce from the pool, which forgets it: 192 random bits, so that no two ever meet. */
export function newNonce(): Nonce24 {
	if (left === 0) {
		crypto.getRandomValues(pool);
		left = POOL;
	}
	left--;
	const drawn = pool.subarray(left * NONCE, (left + 1) * NONCE);
	const nonce = nonce24(drawn.slice());
	drawn.fill(0);
	return nonce;
}
