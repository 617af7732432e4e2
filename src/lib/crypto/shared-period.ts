/**
 * What the secret in the link to a period leads to: for each part of the sealed books its address at the relay, and its key. The relay sees the addresses,
 * cannot go back from them, and cannot tell that two belong together but by who put them there and when.
 *
 *     secret = 32 random bytes, in the link's fragment       context "wb1speri"
 *              -> 1 addresses, -> 2 keys; of each, context "wb1spart" -> number of the part
 */
import { hashOf32, kdfKey, type AeadKey, type Hash32 } from './brands.ts';
import { deriveKey } from './derive.ts';
import { randomBytes } from './random.ts';

const PERIOD_SECRET = 32;

export interface PartKeys {
	id: Hash32;
	key: AeadKey;
}

export function newPeriodSecret(): Uint8Array {
	return randomBytes(PERIOD_SECRET);
}

/** @param part from 0 */
export function partKeys(secret: Uint8Array, part: number): PartKeys {
	const branch = (number: number) => kdfKey(deriveKey(kdfKey(secret), number, 'wb1speri'));
	return { id: hashOf32(deriveKey(branch(1), part, 'wb1spart')), key: deriveKey(branch(2), part, 'wb1spart') };
}
