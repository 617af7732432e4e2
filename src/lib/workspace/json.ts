/**
 * JSON for what is sealed: keys sorted, so that equal values have equal bytes (hashes and rebuilds compare them). What JSON lacks is written
 * as an object of one key: bigint {"~": "123"}, bytes {"#": hex}, Map {"%": [[key, value] …]}. No record has fields of these names.
 */
import { fromHex, toHex } from './bytes.ts';

export function encodeJson(value: unknown): Uint8Array {
	return new TextEncoder().encode(canonicalJson(value));
}

/** A name that `revive` could act on. Most records have none, and are read several times faster without it. */
const MARKED = /"[~#%]"\s*:/;
const utf8Decoder = new TextDecoder('utf-8', { fatal: true });

/** Throws on what is no UTF-8 or no JSON. */
export function decodeJson<T>(bytes: Uint8Array): T {
	const text = utf8Decoder.decode(bytes);
	return JSON.parse(text, MARKED.test(text) ? revive : undefined) as T;
}

const decoded = new WeakMap<Uint8Array, unknown>();

/** Like `decodeJson`, for bytes that never change and whose value nobody changes: read once, however many facts come to the record. */
export function decodeFrozen<T>(bytes: Uint8Array): T {
	const known = decoded.get(bytes);
	if (known !== undefined) return known as T;
	const value = decodeJson<T>(bytes);
	decoded.set(bytes, value);
	return value;
}

export function canonicalJson(value: unknown): string {
	return JSON.stringify(plain(value));
}

function plain(value: unknown): unknown {
	if (typeof value === 'bigint') return { '~': value.toString() };
	if (value instanceof Uint8Array) return { '#': toHex(value) };
	if (value instanceof Map) return { '%': [...value].map(plain) };
	if (Array.isArray(value)) {
		const items = value.map(plain);
		return items.every((item, at) => item === value[at]) ? value : items;
	}
	if (value === null || typeof value !== 'object') return value;
	return plainObject(value as Record<string, unknown>);
}

/** What was read of canonical JSON is in order already: it is not copied. */
function plainObject(source: Record<string, unknown>): Record<string, unknown> {
	const made: Record<string, unknown> = {};
	let isSame = !('toJSON' in source);
	let last = '';
	for (const key of Object.keys(source)) {
		const value = (made[key] = plain(source[key]));
		if (value !== source[key] || key < last || key === '__proto__') isSame = false;
		last = key;
	}
	if (isSame) return source;
	const sorted: Record<string, unknown> = {};
	for (const key of Object.keys(made).sort()) if (made[key] !== undefined) sorted[key] = made[key];
	return sorted;
}

function revive(_key: string, value: unknown): unknown {
	if (value === null || typeof value !== 'object') return value;
	if ('~' in value && typeof value['~'] === 'string') return BigInt(value['~']);
	if ('#' in value && typeof value['#'] === 'string') return fromHex(value['#']);
	if ('%' in value && Array.isArray(value['%'])) return new Map(value['%'] as [unknown, unknown][]);
	return value;
}
