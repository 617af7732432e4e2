/**
 * Subkeys, hashes and tags, all BLAKE2b. Draws no randomness and stretches no password.
 *
 * [Note: domains] A hash is BLAKE2b(domain ‖ parts), as `wb1` writes it. That is free of collisions between uses because no domain is the
 * beginning of another (checked when a domain is first used), and within one use because every part but the last has a fixed length.
 * Signatures hash the same way, so their domains are in the same set.
 */
import { aeadKey, hashOf32, id16, tagKey, type AeadKey, type Hash32, type Id16, type KdfKey, type TagKey } from './brands.ts';
import { sodium, sodiumMemory } from './sodium.ts';

const encoder = new TextEncoder();
const domains = new Map<string, Uint8Array>();

export function utf8(text: string): Uint8Array {
	return encoder.encode(text);
}

/** @param context eight ASCII characters naming the tree the key belongs to */
export function deriveKey(master: KdfKey, id: number, context: string): AeadKey {
	return aeadKey(subkey(master, id, context));
}

export function deriveTagKey(master: KdfKey, id: number, context: string): TagKey {
	return tagKey(subkey(master, id, context));
}

/** [Note: domains] */
export function hash32(domain: string, ...parts: Uint8Array[]): Hash32 {
	return hashOf32(blake2b(32, domainBytes(domain), ...parts));
}

/** BLAKE2b-128, not a cut BLAKE2b-256. [Note: domains] */
export function hash16(domain: string, ...parts: Uint8Array[]): Id16 {
	return id16(blake2b(16, domainBytes(domain), ...parts));
}

/** Each part goes in behind its length, so parts of any length cannot run into each other. */
export function keyedTag16(key: TagKey, ...parts: Uint8Array[]): Uint8Array {
	return hashed(
		16,
		parts.flatMap((part) => [length32(part), part]),
		key
	);
}

/** Plain BLAKE2b of the parts, without a domain: the form `sync-server/protocol` asks for. Elsewhere use `hash32` and `hash16`. */
export function blake2b(length: 16 | 32, ...parts: Uint8Array[]): Uint8Array {
	return hashed(length, parts);
}

/** Where parts are put one behind the other in the library's memory; longer input goes the slow way. */
const BENCH = 4096;
let bench: { input: number; output: number; key: number } | undefined;

function hashed(length: 16 | 32, parts: Uint8Array[], key?: Uint8Array): Uint8Array {
	let size = 0;
	for (const part of parts) size += part.length;
	if (size > BENCH) return sodium().crypto_generichash(length, parts.length === 1 ? parts[0]! : concat(parts), key ?? null);
	const memory = sodiumMemory();
	if (!bench) {
		const input = memory._malloc(BENCH + 64);
		bench = { input, output: input + BENCH, key: input + BENCH + 32 };
	}
	const { HEAPU8: heap } = memory;
	let at = bench.input;
	for (const part of parts) {
		heap.set(part, at);
		at += part.length;
	}
	if (key) heap.set(key, bench.key);
	memory._crypto_generichash(bench.output, length, bench.input, size, 0, key ? bench.key : 0, key?.length ?? 0);
	if (key) heap.fill(0, bench.key, bench.key + key.length);
	return heap.slice(bench.output, bench.output + length);
}

export function concat(parts: Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

function subkey(master: KdfKey, id: number, context: string): Uint8Array {
	if (!/^[\x21-\x7e]{8}$/.test(context)) throw new RangeError('a key context is eight ASCII characters');
	if (!Number.isSafeInteger(id) || id < 0) throw new RangeError('a subkey id is a whole number');
	return sodium().crypto_kdf_derive_from_key(32, BigInt(id), context, master);
}

function domainBytes(domain: string): Uint8Array {
	const known = domains.get(domain);
	if (known) return known;
	if (!/^wb1\/[\x21-\x7e]+$/.test(domain)) throw new RangeError('a hash domain begins with wb1/');
	for (const other of domains.keys()) {
		if (other.startsWith(domain) || domain.startsWith(other)) throw new RangeError(`hash domains ${domain} and ${other} overlap`);
	}
	const bytes = utf8(domain);
	domains.set(domain, bytes);
	return bytes;
}

function length32(part: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, part.length);
	return bytes;
}
