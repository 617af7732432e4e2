import { concat } from './derive.ts';
import { sodium } from './sodium.ts';

/** Signed before the bytes of the list: a signature of the same key over anything else is worth nothing here. */
const SIGNED_AS = 'waxbill release 1\n';

/** Plain Ed25519 (RFC 8032), so that whoever doubts checks it with a tool of his own. */
export function signsRelease(publicKey: Uint8Array, list: Uint8Array, signature: Uint8Array): boolean {
	if (publicKey.length !== 32 || signature.length !== 64) return false;
	return sodium().crypto_sign_verify_detached(signature, concat([new TextEncoder().encode(SIGNED_AS), list]), publicKey);
}
