import fc from '../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { encodeClear, parseClear, type Clear, type SealedBox } from './clear.ts';
import {
	KIND,
	MAX_CLEAR,
	MAX_ENTRY,
	MAX_GENESIS,
	encodeEntry,
	holdsOperations,
	isParseError,
	parseEntry,
	rollingHash,
	signDomain,
	signedBytes,
	ZERO32,
	type Entry,
	type Kind
} from './codec.ts';
import { Reader, Writer, hex } from './bytes.ts';
import {
	addDevice,
	admit,
	bytesOf,
	genesis,
	invite,
	join,
	lease,
	link,
	pen,
	release,
	removeMember,
	revoke,
	rotation,
	setRole,
	setup,
	suite,
	takeover
} from '../../tests/support/log-story.ts';

const of = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const uint48 = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyEntry: fc.Arbitrary<Entry> = fc
	.record({
		kind: fc.constantFrom(...Object.values(KIND)),
		wsId: of(16),
		devId: of(16),
		devSeq: uint48,
		prevDev: of(32),
		seenN: uint48,
		seenR: of(32),
		epoch: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
		clear: fc.uint8Array({ maxLength: 300 }),
		nonce: of(24),
		ciphertext: fc.uint8Array({ minLength: 17, maxLength: 400 }),
		signature: of(64)
	})
	.map((entry) => (holdsOperations(entry.kind) ? { ...entry, clear: new Uint8Array() } : entry));

const reencodes = (bytes: Uint8Array) => {
	const parsed = parseEntry(bytes);
	return isParseError(parsed) || hex(encodeEntry(parsed)) === hex(bytes);
};

describe('entry codec', () => {
	it('reads back what it wrote', () => {
		fc.assert(
			fc.property(anyEntry, (entry) => {
				expect(parseEntry(encodeEntry(entry))).toEqual(entry);
			})
		);
	});

	it('never throws on random bytes, and takes nothing it would write differently', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => reencodes(bytes)),
			{ numRuns: 2000 }
		);
	});

	it('never throws on a damaged entry, and takes nothing it would write differently', () => {
		const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
		fc.assert(
			fc.property(anyEntry, damage, fc.nat(40), (entry, changes, cut) => {
				const bytes = encodeEntry(entry);
				for (const [at, value] of changes) bytes[at % bytes.length] = value;
				return reencodes(bytes) && reencodes(bytes.subarray(0, bytes.length - cut));
			}),
			{ numRuns: 2000 }
		);
	});

	it('keeps what it read when the frame is used again', () => {
		const { story, laptop } = setup();
		const frame = story.write(laptop, KIND.DATA);
		const entry = parseEntry(frame) as Entry;
		const before = hex(encodeEntry(entry));
		frame.fill(0);
		expect(hex(encodeEntry(entry))).toBe(before);
	});

	const { story, laptop } = setup();
	const data = () => story.write(laptop, KIND.DATA);
	const changed = (at: number, ...values: number[]) => {
		const bytes = data();
		bytes.set(values, at);
		return bytes;
	};
	it.each([
		['nothing', () => new Uint8Array(), 'truncated'],
		['a version and no kind', () => Uint8Array.of(1), 'truncated'],
		['version 0', () => changed(0, 0), 'unknown-version'],
		['version 2', () => changed(0, 2), 'unknown-version'],
		['kind 0', () => changed(1, 0), 'unknown-kind'],
		['kind 22', () => changed(1, 22), 'unknown-kind'],
		['a clear part in DATA', () => changed(114, 0, 0, 0, 1), 'clear-not-allowed'],
		['a clear part longer than allowed', () => changed(1, KIND.ROTATE).fill(255, 114, 118), 'clear-too-long'],
		['a clear part longer than the entry', () => longClear(), 'truncated'],
		['no ciphertext in DATA', () => story.write(laptop, KIND.DATA, { ciphertext: new Uint8Array() }), 'ciphertext-missing'],
		['no ciphertext in ERASE', () => story.write(laptop, KIND.ERASE, { ciphertext: new Uint8Array() }), 'ciphertext-missing'],
		['a ciphertext that is only a tag', () => story.write(laptop, KIND.DATA, { ciphertext: new Uint8Array(16) }), 'ciphertext-too-short'],
		['a nonce for nothing', () => story.write(laptop, lease('F', laptop), { nonce: bytesOf('nonce', 24) }), 'nonce-without-ciphertext'],
		['a header cut short', () => data().subarray(0, 100), 'truncated'],
		['a byte too few', () => data().subarray(0, -1), 'truncated'],
		['a byte too many', () => Uint8Array.of(...data(), 0), 'trailing-bytes'],
		['more than an entry may have', () => new Uint8Array(MAX_ENTRY + 1), 'too-long'],
		['a genesis larger than its frame', () => story.write(laptop, KIND.GENESIS, { clear: new Uint8Array(MAX_GENESIS) }), 'too-long']
	])('refuses %s', (_, bytes, error) => {
		expect(parseEntry(bytes())).toEqual({ error });
	});
	function longClear() {
		const bytes = changed(114, 0, 0, 0xff, 0xff);
		bytes[1] = KIND.ROTATE;
		return bytes;
	}

	it('has room for the largest rotation', () => {
		const everyone = Array.from({ length: 512 }, (_, i) => ({ devId: bytesOf(`device ${i}`, 16) }));
		const clear = encodeClear({ kind: KIND.ROTATE, rotation: rotation(1, ...everyone) });
		expect(clear.length).toBeLessThanOrEqual(MAX_CLEAR);
		expect(isParseError(parseEntry(story.write(laptop, KIND.ROTATE, { clear })))).toBe(false);
	});

	it('signs all but the signature, under a domain for each kind that begins no other', () => {
		expect(data().length - signedBytes(data()).length).toBe(64);
		const domains = Object.values(KIND).map((kind: Kind) => signDomain(kind));
		expect(domains.filter((a) => domains.some((b) => a !== b && b.startsWith(a)))).toEqual([]);
		expect(new Set(domains).size).toBe(21);
	});

	it('refuses to write a field that does not fit', () => {
		expect(() => story.write(laptop, KIND.DATA, { devSeq: 2 ** 48 })).toThrow(RangeError);
		expect(() => story.write(laptop, KIND.DATA, { epoch: -1 })).toThrow(RangeError);
		expect(() => story.write(laptop, KIND.DATA, { wsId: new Uint8Array(15) })).toThrow(RangeError);
		expect(() => new Writer(2).uint(1, 1).finish()).toThrow(RangeError);
	});
});

describe('rolling hash', () => {
	it('differs for another entry, another place and another past', () => {
		const [a, b] = [bytesOf('a', 40), bytesOf('b', 40)];
		const all = [
			rollingHash(suite.hash, ZERO32, 1, a),
			rollingHash(suite.hash, ZERO32, 1, b),
			rollingHash(suite.hash, ZERO32, 2, a),
			rollingHash(suite.hash, ZERO32, 2 ** 32 + 1, a),
			rollingHash(suite.hash, b.subarray(0, 32), 1, a)
		];
		expect(new Set(all.map(hex)).size).toBe(all.length);
	});
});

describe('clear codec', () => {
	const [alice, phone, kit] = [pen('alice'), pen('phone'), pen('kit')];
	const clears: Clear[] = [
		genesis(alice),
		addDevice(phone, 'alice'),
		addDevice(kit, 'alice', 'recovery'),
		revoke(phone, 1, alice, kit),
		{ kind: KIND.ROTATE, rotation: rotation(4_294_967_295, alice, phone, kit) },
		lease('F', alice, { segment: 3, next: 2 ** 40 }),
		release('F', { segment: 65_535, next: 2 ** 40 }),
		takeover('F', phone, alice, { segment: 3, next: 2 ** 40 }),
		...(['none', 'r', 'w', 'a', 'o'] as const).map((role) => invite(link('x'), role)),
		join(phone),
		admit(link('x'), phone, 'r'),
		setRole('bob', 'o'),
		removeMember('bob', 1, alice, kit),
		{ kind: KIND.MIN_VERSION, program: 4_294_967_295 }
	];
	const canonical = (kind: Kind, bytes: Uint8Array) => {
		const clear = parseClear(kind, bytes);
		return !clear || hex(encodeClear(clear)) === hex(bytes);
	};

	it.each(clears.map((clear) => [clear.kind, clear] as const))('reads back kind %i', (kind, clear) => {
		const bytes = encodeClear(clear);
		const parsed = parseClear(kind, bytes)!;
		expect(hex(encodeClear(parsed))).toBe(hex(bytes));
		expect(parsed).toMatchObject({ ...clear, ...('boxes' in clear ? { boxes: ascending(clear.boxes) } : {}), ...rotationOf(clear) });
	});
	it.each(clears.map((clear) => [clear.kind, encodeClear(clear)] as const))('refuses kind %i cut or lengthened anywhere', (kind, bytes) => {
		for (let cut = 1; cut <= bytes.length; cut++) expect(parseClear(kind, bytes.subarray(0, -cut))).toBeUndefined();
		expect(parseClear(kind, Uint8Array.of(...bytes, 0))).toBeUndefined();
	});
	it('never throws, and takes nothing it would write differently', () => {
		const kinds = fc.constantFrom(...Object.values(KIND));
		fc.assert(
			fc.property(kinds, fc.uint8Array({ maxLength: 400 }), (kind, bytes) => canonical(kind, bytes)),
			{ numRuns: 2000 }
		);
		fc.assert(
			fc.property(fc.constantFrom(...clears), fc.nat(), fc.nat(255), (clear, at, value) => {
				const bytes = encodeClear(clear);
				bytes[at % bytes.length] = value;
				return canonical(clear.kind, bytes);
			}),
			{ numRuns: 2000 }
		);
	});
	it('knows five roles, and none where one must be', () => {
		const role = (clear: Clear, at: number, value: number) => {
			const bytes = encodeClear(clear);
			bytes[at] = value;
			return parseClear(clear.kind, bytes) !== undefined;
		};
		const taken = (clear: Clear, at: number) => [0, 1, 4, 5, 255].map((value) => role(clear, at, value));
		expect(taken(invite(link('x')), 32)).toEqual([true, true, true, false, false]);
		expect(taken(setRole('bob', 'w'), 16)).toEqual([false, true, true, false, false]);
		expect(taken(admit(link('x'), phone), 32)).toEqual([false, true, true, false, false]);
	});
	it('of LEAVE is empty', () => {
		expect(encodeClear({ kind: KIND.LEAVE })).toEqual(new Uint8Array());
		expect(parseClear(KIND.LEAVE, Uint8Array.of(0))).toBeUndefined();
	});
	it('refuses boxes out of order and boxes twice', () => {
		const bytes = encodeClear({ kind: KIND.ROTATE, rotation: rotation(1, alice, phone) });
		const [first, second] = [bytes.slice(38, 134), bytes.slice(134, 230)];
		const swapped = bytes.slice();
		swapped.set(second, 38);
		swapped.set(first, 134);
		const twice = bytes.slice();
		twice.set(first, 134);
		expect([bytes, swapped, twice].map((b) => parseClear(KIND.ROTATE, b) !== undefined)).toEqual([true, false, false]);
	});
	it('refuses a sealed previous key that is too long', () => {
		const longest = encodeClear({ kind: KIND.ROTATE, rotation: { ...rotation(1, alice), previous: new Uint8Array(512) } });
		expect(parseClear(KIND.ROTATE, longest)).toBeDefined();
		const longer = Uint8Array.of(...longest, 0);
		longer[longest.length - 513] = 1;
		expect(longer.subarray(-515, -513)).toEqual(Uint8Array.of(2, 1));
		expect(parseClear(KIND.ROTATE, longer)).toBeUndefined();
	});
	it('refuses to write what it would not read', () => {
		const crowd = Array.from({ length: 513 }, (_, i) => ({ devId: bytesOf(`d${i}`, 16) }));
		expect(() => encodeClear({ kind: KIND.ROTATE, rotation: rotation(1, ...crowd) })).toThrow(RangeError);
		expect(() => encodeClear({ kind: KIND.ROTATE, rotation: { ...rotation(1, alice), previous: new Uint8Array(513) } })).toThrow(
			RangeError
		);
		expect(() => encodeClear({ ...addDevice(phone, 'alice'), boxes: [{ devId: phone.devId, box: new Uint8Array(79) }] })).toThrow(
			RangeError
		);
	});

	const ascending = (boxes: SealedBox[]) => [...boxes].sort((a, b) => (hex(a.devId) < hex(b.devId) ? -1 : 1));
	const rotationOf = (clear: Clear) =>
		'rotation' in clear ? { rotation: { ...clear.rotation, boxes: ascending(clear.rotation.boxes) } } : {};
});

describe('reader', () => {
	it('fails for good once it has run short', () => {
		const reader = new Reader(Uint8Array.of(1, 2, 3));
		expect([reader.uint(2), reader.uint(2), reader.uint(1), reader.short, reader.finish()]).toEqual([0x0102, 0, 0, true, false]);
	});
});
