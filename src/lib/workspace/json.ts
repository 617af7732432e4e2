/**
 * JSON for what is sealed: keys sorted, so that equal values have equal bytes (hashes and rebuilds compare them), bigint kept as {"~": "123"}.
 */
export function encodeJson(value: unknown): Uint8Array {
	return new TextEncoder().encode(canonicalJson(value));
}

export function decodeJson<T>(bytes: Uint8Array): T {
	return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), revive) as T;
}

export function canonicalJson(value: unknown): string {
	return JSON.stringify(sortKeys(value));
}

function sortKeys(value: unknown): unknown {
	if (typeof value === 'bigint') return { '~': value.toString() };
	if (Array.isArray(value)) return value.map(sortKeys);
	if (value === null || typeof value !== 'object') return value;
	const source = value as Record<string, unknown>;
	const sorted: Record<string, unknown> = {};
	for (const key of Object.keys(source).sort()) if (source[key] !== undefined) sorted[key] = sortKeys(source[key]);
	return sorted;
}

function revive(_key: string, value: unknown): unknown {
	if (value !== null && typeof value === 'object' && '~' in value && typeof value['~'] === 'string') return BigInt(value['~']);
	return value;
}
