/** The one file of the relay that imports libsodium: hashes and the checking of signatures. The relay has no keys and opens nothing. */
import libsodium from 'libsodium-wrappers';
import { MAX_ENTRY, type Hash } from './protocol/codec.ts';
import type { Suite, Verify } from './protocol/position.ts';

await libsodium.ready;

const encoder = new TextEncoder();
const PACK = encoder.encode('wb1/pack');
const domains = new Map<string, Uint8Array>();
/** The library's own memory, where the parts of a hash are put one behind the other: its wrapper would take and give back memory for each. */
const memory = (libsodium as unknown as { libsodium: SodiumMemory }).libsodium;
const WORKBENCH = MAX_ENTRY + 4096;
const input = memory._malloc(WORKBENCH + 32);
const output = input + WORKBENCH;

interface SodiumMemory {
	/** Another one after the memory has grown. */
	readonly HEAPU8: Uint8Array;
	_malloc(size: number): number;
	_crypto_generichash(out: number, outLength: number, input: number, length: number, high: number, key: number, keyLength: number): number;
}

/** Longer input goes the slow way. */
const hash: Hash = (length, ...parts) => {
	const { HEAPU8: heap } = memory;
	let size = 0;
	for (const part of parts) {
		if (size + part.length > WORKBENCH) return inPieces(length, parts);
		heap.set(part, input + size);
		size += part.length;
	}
	memory._crypto_generichash(output, length, input, size, 0, 0, 0);
	return heap.slice(output, output + length);
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
