/**
 * Bytes for one device (X25519 sealed box). It says nothing about who sealed them: it only ever stands inside a signed entry, and a key out
 * of it counts only when it matches the commitment in that entry.
 */
import type { BoxPublic } from './brands.ts';
import type { BoxPair } from './device.ts';
import { sodium } from './sodium.ts';

const OVERHEAD = 32 + 16;

export function boxSeal(recipient: BoxPublic, bytes: Uint8Array): Uint8Array {
	return sodium().crypto_box_seal(bytes, recipient);
}

export function boxOpen(pair: BoxPair, box: Uint8Array): Uint8Array | undefined {
	if (box.length < OVERHEAD) return undefined;
	try {
		return sodium().crypto_box_seal_open(box, pair.publicKey, pair.secretKey);
	} catch {
		return undefined;
	}
}
