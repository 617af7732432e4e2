import { describe, expect, it } from 'vitest';
import fc from '../../../tests/support/property.ts';
import { canonicalJson, decodeJson, encodeJson } from './json.ts';

/** Objects with their keys in any order, nested, with what JSON lacks among them. */
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
	tree: fc.oneof(
		{ depthSize: 'medium', withCrossShrink: true },
		fc.constantFrom(null, true, '', 'b', -1, 10, undefined),
		fc.bigInt(),
		fc.array(tie('tree'), { maxLength: 4 }),
		fc
			.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'aa', 'B', '1', '10', '9', 'é', ''), tie('tree')), { maxLength: 6 })
			.map((entries) => Object.fromEntries(entries)),
		fc.array(fc.tuple(fc.string({ maxLength: 2 }), tie('tree')), { maxLength: 3 }).map((entries) => new Map(entries))
	)
}));

/** By the words of the format, without looking at the order a value has: every object written out anew. */
function written(value: unknown): string {
	if (typeof value === 'bigint') return `{"~":"${value}"}`;
	if (value instanceof Map) return `{"%":${written([...value])}}`;
	if (Array.isArray(value)) return `[${value.map((item) => (item === undefined ? 'null' : written(item))).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	// Engines keep keys that are whole numbers before all others, by their number.
	const isWhole = (key: string) => /^(0|[1-9]\d*)$/.test(key);
	entries.sort(([a], [b]) => {
		if (isWhole(a) !== isWhole(b)) return isWhole(a) ? -1 : 1;
		return isWhole(a) ? Number(a) - Number(b) : a < b ? -1 : 1;
	});
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`).join(',')}}`;
}

function turned(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(turned);
	if (typeof value !== 'object' || value === null || value instanceof Map) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, inner]) => [key, turned(inner)])
	);
}

describe('canonical JSON', () => {
	it('has its keys in order whatever order they come in, and leaves the value as it is', () => {
		fc.assert(
			fc.property(
				tree.filter((value) => value !== undefined),
				(value) => {
					const before = structuredClone(value);
					const text = canonicalJson(value);
					expect(text).toBe(written(value));
					expect(canonicalJson(turned(value))).toBe(text);
					expect(value).toStrictEqual(before);
					// Read again it is in order already.
					expect(canonicalJson(decodeJson(encodeJson(value)))).toBe(text);
				}
			),
			{ numRuns: 500 }
		);
	});

	it('writes no more than the fields of an object, and nothing under the name of a prototype', () => {
		expect(canonicalJson({ a: new Date(0), b: [new Date(0)] })).toBe('{"a":{},"b":[{}]}');
		expect(canonicalJson(JSON.parse('{"__proto__":{"x":1},"y":2}'))).toBe('{"y":2}');
	});
});
