/**
 * The envelope of everything kept on the device, and the sealed part of a log entry. One suite, XChaCha20-Poly1305-IETF; no plain branch, no
 * negotiation, no option to leave out the padding. Chooses no keys and knows no record: what binds bytes to their place is the caller's
 * additional data.
 *
 *     envelope        = version 1 ‖ nonce 24 ‖ ciphertext of pad(plain) (+16)
 *     additional data = version 1 ‖ the caller's
 *
 * The suite does not commit to its key: one ciphertext can be made to open under two keys by who holds both. Where others hand out the key,
 * check its commitment (`epoch.ts`) before opening anything with it.
 */
import { nonce24, sealed, type AeadKey, type Nonce24, type Sealed } from './brands.ts';
import { pad, unpad } from './padding.ts';
import { newNonce } from './random.ts';
import { sodium } from './sodium.ts';
import { wipe } from './wipe.ts';

const VERSION = 1;
const HEAD = 1 + 24;
const TAG = 16;

/** What an entry carries of a sealed batch; its version byte stands in the entry's header, which is the additional data. */
export interface SealedParts {
	nonce: Nonce24;
	ciphertext: Uint8Array;
}

export function seal(key: AeadKey, plain: Uint8Array, additional: Uint8Array): Sealed {
	const { nonce, ciphertext } = sealParts(key, plain, versioned(additional));
	const envelope = new Uint8Array(HEAD + ciphertext.length);
	envelope[0] = VERSION;
	envelope.set(nonce, 1);
	envelope.set(ciphertext, HEAD);
	return sealed(envelope);
}

/** Undefined on any failure, an unknown version included: the caller learns that it did not open, never why. */
export function open(key: AeadKey, envelope: Uint8Array, additional: Uint8Array): Uint8Array | undefined {
	if (envelope[0] !== VERSION || envelope.length < HEAD + TAG) return undefined;
	return openParts(key, { nonce: nonce24(envelope.subarray(1, HEAD)), ciphertext: envelope.subarray(HEAD) }, versioned(additional));
}

/** For log entries: the additional data must hold the version byte itself. */
export function sealParts(key: AeadKey, plain: Uint8Array, additional: Uint8Array): SealedParts {
	const nonce = newNonce();
	const padded = pad(plain);
	const ciphertext = sodium().crypto_aead_xchacha20poly1305_ietf_encrypt(padded, additional, null, nonce, key);
	wipe(padded);
	return { nonce, ciphertext };
}

export function openParts(
	key: AeadKey,
	parts: { nonce: Uint8Array; ciphertext: Uint8Array },
	additional: Uint8Array
): Uint8Array | undefined {
	if (parts.ciphertext.length < TAG || parts.nonce.length !== 24) return undefined;
	let padded: Uint8Array;
	try {
		padded = sodium().crypto_aead_xchacha20poly1305_ietf_decrypt(null, parts.ciphertext, additional, parts.nonce, key);
	} catch {
		return undefined;
	}
	return unpad(padded);
}

/**
 * [Note: entry key] What opens one entry and nothing else: XChaCha20 derives, from the key and the first 16 bytes of the nonce, the key it seals
 * with (HChaCha20), and nothing leads back from that one to the other, or on to those of other nonces. So one entry can be shown without the
 * epoch's key.
 */
export function entryKey(key: AeadKey, nonce: Uint8Array): Uint8Array {
	return sodium().crypto_core_hchacha20(nonce.subarray(0, 16), key, null);
}

/** [Note: entry key] */
export function openWithEntryKey(
	key: Uint8Array,
	parts: { nonce: Uint8Array; ciphertext: Uint8Array },
	additional: Uint8Array
): Uint8Array | undefined {
	if (key.length !== 32 || parts.ciphertext.length < TAG || parts.nonce.length !== 24) return undefined;
	const nonce = new Uint8Array(12);
	nonce.set(parts.nonce.subarray(16), 4);
	try {
		return unpad(sodium().crypto_aead_chacha20poly1305_ietf_decrypt(null, parts.ciphertext, additional, nonce, key));
	} catch {
		return undefined;
	}
}

function versioned(additional: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(1 + additional.length);
	bytes[0] = VERSION;
	bytes.set(additional, 1);
	return bytes;
}
