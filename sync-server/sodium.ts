/** The one file of the relay that imports libsodium: hashes and the checking of signatures. The relay has no keys and opens nothing. */
import libsodium from 'libsodium-wrappers';
import { MAX_ENTRY, type Hash } from './protocol/codec.ts';
import type { Suite, Verify } from './protocol/position.ts';

await libsodium.ready;

const encoder = new TextEncoder();
const PACK = encoder.encode('wb1/pack');
const domains = new Map<string, Uint8Array>();
/** The parts of a hash are put one behind the other here; longer input goes the slow way. */
const workbench = new Uint8Array(MAX_ENTRY + 4096);

const hash: Hash = (length, ...parts) => {
	if (parts.length === 1) return libsodium.crypto_generichash(length, parts[0]!, null);
	let at = 0;
	for (const part of parts) {
		if (at + part.length > workbench.length) return inPieces(length, parts);
		workbench.set(part, at);
		at += part.length;
	}
	return libsodium.crypto_generichash(length, workbench.subarray(0, at), null);
};

/** Ed25519 over BLAKE2b-256(domain ‖ bytes), as devices sign. */
const verify: Verify = (publicKey, domain, bytes, signature) => {
	if (publicKey.length !== 32 || signature.length !== 64) return false;
	return libsodium.crypto_sign_verify_detached(signature, hash(32, domainBytes(domain), bytes), publicKey);
};

export const suite: Suite = { hash, verify };

/** The address of a pack: the hash of its sealed parts in order. */
export function packAddress(parts: Iterable<Uint8Array>): Uint8Array {
	const state = libsodium.crypto_generichash_init(null, 32);
	libsodium.crypto_generichash_update(state, PACK);
	for (const part of parts) libsodium.crypto_generichash_update(state, part);
	return libsodium.crypto_generichash_final(state, 32);
}

function inPieces(length: number, parts: Uint8Array[]): Uint8Array {
	const state = libsodium.crypto_generichash_init(null, length);
	for (const part of parts) libsodium.crypto_generichash_update(state, part);
	return libsodium.crypto_generichash_final(state, length);
}

/** There are as many as kinds of entries. */
function domainBytes(domain: string): Uint8Array {
	let bytes = domains.get(domain);
	if (!bytes) domains.set(domain, (bytes = encoder.encode(domain)));
	return bytes;
}
