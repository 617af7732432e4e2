/**
 * From what a passkey's PRF gives (WebAuthn, 32 bytes for the salt of one slot) to the key that wraps the device's master key.
 *
 *     P    = BLAKE2b-256("wb1/prf" ‖ PRF bytes)
 *     key  = BLAKE2b-256("wb1/kek-passkey" ‖ P)                             the passkey alone
 *          | BLAKE2b-256("wb1/kek-both" ‖ Argon2id(passphrase) ‖ P)         both together
 *
 * The PRF's own bytes are used for nothing but P, and are kept nowhere.
 */
import { aeadKey, type AeadKey, type Hash32 } from './brands.ts';
import { hash32 } from './derive.ts';

const PRF = 32;

export function passkeySecret(prf: Uint8Array): Hash32 {
	if (prf.length !== PRF) throw new RangeError('a passkey gives 32 bytes');
	return hash32('wb1/prf', prf);
}

export function passkeySlotKey(secret: Hash32): AeadKey {
	return aeadKey(hash32('wb1/kek-passkey', secret));
}

export function togetherSlotKey(stretched: AeadKey, secret: Hash32): AeadKey {
	return aeadKey(hash32('wb1/kek-both', stretched, secret));
}
