/** Threat 34: a Yjs bomb by a member. Fuzzed far longer by `npm run test:fuzz`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { scanUpdate, STATE_LIMITS, UnsafeUpdate, UPDATE_LIMITS, type Unsafe } from './guard.ts';
import { liveType } from './live-type.ts';
import { applyUpdate, diffTo, NO_CHANGE, readState, updatesTo } from './record.ts';
import { hashHex } from './transaction.ts';

const RUNS = Number(process.env.FUZZ_UPDATES ?? 1000);
const shape = { texts: ['description'], keyed: ['lines'] };

/** A number as Yjs writes it. */
function v(value: number): number[] {
	const bytes = [];
	for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value % 128));
	return [...bytes, value];
}
const bytes = (...parts: (number | number[])[]) => Uint8Array.from(parts.flat());
const section = (client: number, clock: number, structs: number[][]) => [v(structs.length), v(client), v(clock), structs].flat(2);
const noDeletions = [0];
const ROOT = [1, 1, 114];
const key = (name: string) => [v(name.length), [...name].map((c) => c.charCodeAt(0))].flat();
const inRoot = (name: string, content: number[]) => [0x20 | content[0]!, ROOT, key(name), content.slice(1)].flat();
const ANY_NULL = [8, 1, 126];
const MAP = [7, 1];
const inItem = (client: number, clock: number, name: string, content: number[]) =>
	[0x20 | content[0]!, 0, v(client), v(clock), key(name), content.slice(1)].flat();

function why(update: Uint8Array, state?: Uint8Array): Unsafe | undefined {
	try {
		applyUpdate(state, update, shape);
		return undefined;
	} catch (error) {
		if (error instanceof UnsafeUpdate) return error.why;
		throw error;
	}
}

function documentWith(change: (document: Y.Doc) => void): Uint8Array {
	const document = new Y.Doc();
	change(document);
	return Y.encodeStateAsUpdate(document);
}

const flood = (length: number, part: (i: number) => number[]) =>
	bytes(
		1,
		section(
			1,
			0,
			Array.from({ length }, (_, i) => part(i))
		),
		noDeletions
	);

/** Two parts that cannot be joined, so that Yjs keeps them apart: a text's piece and a deleted piece by turns, each after the one before. */
const chained = (length: number, client: number, from = 0) =>
	Array.from({ length }, (_, i) =>
		i + from === 0 ? [0x04, ROOT, 1, 97].flat() : [[i % 2 ? 0x88 : 0x84], v(client), v(i + from - 1), i % 2 ? [1, 126] : [1, 97]].flat()
	);

const BOMBS: [name: string, Unsafe, Uint8Array][] = [
	['version 2 of the format', 'malformed', Y.encodeStateAsUpdateV2(new Y.Doc())],
	[
		'twenty bytes of version 2 that name many parts',
		'malformed',
		bytes(0, 0, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0)
	],
	['four thousand million parts', 'too-many-structs', bytes(1, v(2 ** 32 - 1), 1, 0)],
	['four thousand million clients', 'too-many-clients', bytes(v(2 ** 32 - 1))],
	[
		'twenty thousand clients',
		'update-too-large',
		bytes(v(20_000), Array.from({ length: 20_000 }, (_, i) => section(i + 1, 0, [inRoot('a', ANY_NULL)])).flat(), noDeletions)
	],
	[
		'seventeen clients',
		'too-many-clients',
		bytes(17, Array.from({ length: 17 }, (_, i) => section(i + 1, 0, [inRoot('a', ANY_NULL)])).flat(), noDeletions)
	],
	['a client twice', 'malformed', bytes(2, section(1, 0, [inRoot('a', ANY_NULL)]), section(1, 1, [inRoot('b', ANY_NULL)]), noDeletions)],
	['five thousand lists in each other', 'too-deep', flood(1, () => inRoot('a', [8, 1, ...Array(5000).fill([117, 1]).flat(), 126]))],
	[
		'five thousand objects in each other',
		'too-deep',
		flood(1, () => inRoot('a', [8, 1, ...Array(5000).fill([118, 1, 1, 97]).flat(), 126]))
	],
	['three thousand maps in each other', 'too-deep', flood(3000, (i) => (i === 0 ? inRoot('a', MAP) : inItem(1, i - 1, 'a', MAP)))],
	[
		'three thousand maps in each other, deleted at once',
		'too-deep',
		bytes(
			1,
			section(
				1,
				0,
				Array.from({ length: 3000 }, (_, i) => (i === 0 ? inRoot('a', MAP) : inItem(1, i - 1, 'a', MAP)))
			),
			[1, 1, 1, 0, ...v(3000)]
		)
	],
	[
		'maps in each other, each beside a neighbour',
		'too-deep',
		flood(3000, (i) => (i === 0 ? inRoot('a', MAP) : i % 2 ? inItem(1, i - 1, 'a', MAP) : [[0x87], v(1), v(i - 1), [1]].flat()))
	],
	[
		'maps that lie in each other in a circle',
		'malformed',
		bytes(
			2,
			section(1, 0, [inItem(2, 0, 'a', MAP), ...Array.from({ length: 40 }, (_, i) => inRoot(`k${i}`, MAP))]),
			section(2, 0, [inItem(1, 0, 'a', MAP)]),
			noDeletions
		)
	],
	['a list that is said to have more values than there are bytes', 'malformed', flood(1, () => inRoot('a', [8, ...v(2 ** 40), 126]))],
	['a list in a value that never ends', 'foreign-content', flood(1, () => inRoot('a', [8, 1, 117, ...v(2 ** 50), 126]))],
	['a text longer than the update', 'malformed', flood(1, () => inRoot('a', [4, ...v(2 ** 40), 97]))],
	['a deleted part of the largest length', 'malformed', flood(1, () => inRoot('a', [1, ...v(2 ** 52)]))],
	['lost parts of the largest length', 'malformed', flood(3, () => [0, ...v(2 ** 52)])],
	['parts of no length', 'malformed', flood(100, () => inRoot('a', [8, 0]))],
	['empty texts', 'malformed', flood(100, () => inRoot('a', [4, 0]))],
	['lost parts of no length', 'malformed', flood(100, () => [0, 0])],
	['a flood of lost parts', 'too-many-structs', flood(20_000, () => [0, 1])],
	['a flood of gaps', 'too-many-structs', flood(20_000, () => [10, 1])],
	['a number that does not end', 'malformed', bytes(1, 1, 1, 0, Array(40).fill(0xff))],
	['deletions over each other', 'malformed', bytes(0, 1, 1, v(20_000), Array(20_000).fill([0, 100]).flat())],
	['deletions of nothing', 'malformed', bytes(0, 1, 1, 1, 5, 0)],
	['deletions of everything there will ever be', 'malformed', bytes(0, 1, 1, 1, 0, v(2 ** 52))],
	[
		'deletions by three thousand clients',
		'too-many-clients',
		bytes(0, v(3000), Array.from({ length: 3000 }, (_, i) => [v(i), 1, 0, 1].flat()).flat())
	],
	['what follows the end', 'malformed', bytes(0, 0, 0)],
	['a text that is no text', 'malformed', flood(1, () => inRoot('a', [4, 2, 0xc3, 0x28]))],
	['half a character', 'malformed', flood(1, () => inRoot('a', [8, 1, 119, 1, 0xf0]))],
	['a field that is every object’s prototype', 'foreign-content', flood(1, () => inRoot('a', [8, 1, 118, 1, ...key('__proto__'), 118, 0]))],
	['a key that is every object’s prototype', 'foreign-content', flood(1, () => inRoot('__proto__', ANY_NULL))],
	['a document inside', 'foreign-content', documentWith((d) => d.getMap('r').set('a', new Y.Doc()))],
	['bytes', 'foreign-content', documentWith((d) => d.getMap('r').set('a', new Uint8Array(3)))],
	['bytes in a value', 'foreign-content', documentWith((d) => d.getMap('r').set('a', [new Uint8Array(3)]))],
	['a bigint', 'foreign-content', documentWith((d) => d.getMap('r').set('a', 5n))],
	[
		'marks in a text',
		'foreign-content',
		documentWith((d) => (d.getMap('r').set('a', new Y.Text('b')) as Y.Text).format(0, 1, { b: true }))
	],
	['an array', 'foreign-content', documentWith((d) => d.getMap('r').set('a', Y.Array.from([1])))],
	['XML', 'foreign-content', documentWith((d) => d.getMap('r').set('a', new Y.XmlElement('a')))],
	['another root', 'foreign-content', documentWith((d) => d.getMap('s').set('a', 1))],
	['nothing at all', 'malformed', bytes()]
];

describe('threat 34: what no record is made of', () => {
	it.each(BOMBS)('%s', (_, reason, update) => {
		expect(why(update)).toBe(reason);
		const state = diffTo(undefined, { description: 'kept' }, shape)!;
		const before = state.slice();
		expect(why(update, state)).toBe(reason);
		expect(state).toEqual(before);
	});

	it('maps deeper than a record is, given one at a time', () => {
		let state: Uint8Array | undefined;
		const reasons = [];
		for (let i = 0; i < 60; i++) {
			const update = bytes(1, section(1, i, [i === 0 ? inRoot('a', MAP) : inItem(1, i - 1, 'a', MAP)]), noDeletions);
			reasons.push(why(update, state));
			if (!reasons.at(-1)) state = applyUpdate(state, update, shape).state;
		}
		expect(reasons.indexOf('too-deep')).toBe(UPDATE_LIMITS.depth);
		expect(new Set(reasons.slice(0, UPDATE_LIMITS.depth))).toEqual(new Set([undefined]));
	});

	it('maps that only come together when a missing one arrives', () => {
		const maps = (from: number, to: number, parent: number) =>
			Array.from({ length: to - from }, (_, i) => inItem(1, i === 0 ? parent : from + i - 1, 'a', MAP));
		let state = applyUpdate(undefined, bytes(1, section(1, 0, [inRoot('a', MAP), ...maps(1, 30, 0)]), noDeletions), shape).state;
		// Clock 30 is not there yet, and is no map when it comes.
		state = applyUpdate(state, bytes(1, section(1, 31, maps(31, 60, 29)), noDeletions), shape).state;
		expect(why(bytes(1, section(1, 30, [inItem(1, 0, 'b', ANY_NULL)]), noDeletions), state)).toBe('too-deep');
	});

	it('parts written at one place, which Yjs compares with each other', () => {
		const parts = 3900;
		let state = applyUpdate(undefined, bytes(1, section(1, 0, chained(parts, 1)), noDeletions), shape).state;
		state = applyUpdate(state, bytes(1, section(1, parts, chained(parts, 1, parts)), noDeletions), shape).state;
		const beside = Array.from({ length: parts }, () => [0x04, ...ROOT, 1, 97]);
		expect(why(bytes(1, section(2, 0, beside), noDeletions), state)).toBe('too-much-work');
	});

	it('more sessions, parts and bytes than a record has', () => {
		const grow = (make: (i: number) => Uint8Array, rounds: number) => {
			let state: Uint8Array | undefined;
			for (let i = 0; i < rounds; i++) {
				const reason = why(make(i), state);
				if (reason) return reason;
				state = applyUpdate(state, make(i), shape).state;
			}
			return undefined;
		};
		const sessions = (i: number) =>
			bytes(16, Array.from({ length: 16 }, (_, at) => section(1 + i * 16 + at, 0, [inRoot(`k${at}`, ANY_NULL)])).flat(), noDeletions);
		expect(grow(sessions, STATE_LIMITS.clients / 16 - 1)).toBeUndefined();
		expect(grow(sessions, STATE_LIMITS.clients / 16 + 1)).toBe('too-many-clients');
		const fields = (i: number) =>
			bytes(
				1,
				section(
					i + 1,
					0,
					Array.from({ length: 4000 }, (_, at) => inRoot(`k${at}`, ANY_NULL))
				),
				noDeletions
			);
		expect(grow(fields, 8)).toBe('too-many-structs');
		const text = (i: number) => diffTo(undefined, { [`k${i}`]: 'x'.repeat(60_000) }, shape, i + 1)!;
		expect(grow(text, 20)).toBe('record-too-large');
	});
});

describe('a refused update', () => {
	it('leaves the record as it was, in the books too', () => {
		const type = liveType<{ description: string }>({
			type: 'note',
			schema: 1,
			shape,
			list: 'notes',
			row: (id, value) => ({ id, ...value })
		});
		const operation = (body: Uint8Array) =>
			({ opId: new Uint8Array(16), recordId: new Uint8Array(16), type: 'note', schema: 1, action: 'put', body }) as const;
		const placed = { n: 1, by: '00', hash: hashHex, tenures: () => [] };
		const { state } = type.fold(undefined, operation(diffTo(undefined, { description: 'kept' }, shape)!), placed, {}, 'id', new Map());
		for (const [name, , update] of BOMBS) {
			const result = type.fold(state, operation(update), placed, {}, 'id', new Map());
			expect([name, result.refused]).toEqual([name, expect.stringMatching(/^(unsafe|too-large)$/)]);
			expect(result.state).toBe(state);
		}
	});
});

describe('what this program makes', () => {
	const text = fc.string({ unit: 'grapheme', maxLength: 20 });
	const value = fc.record({
		description: text,
		tags: fc.array(fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.constant(null), fc.boolean())),
		address: fc.option(fc.record({ city: text, [`deep`]: fc.object({ maxDepth: 3, key: text.filter((name) => name !== '__proto__') }) }), {
			nil: undefined
		}),
		lines: fc
			.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), text), { selector: ([id]) => id, maxLength: 40 })
			.map((lines) => lines.map(([id, description]) => ({ id: String(id), description, taxes: [{ rate: '5' }] })))
	});

	it('passes, whatever is written over whatever', () => {
		fc.assert(
			fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
				let state: Uint8Array | undefined;
				for (const [author, next] of values.entries()) {
					const update = diffTo(state, next, shape, author + 1);
					if (update) state = applyUpdate(state, update.slice(), shape).state;
				}
			}),
			{ numRuns: 200 }
		);
	});

	it('passes when it is as large as a draft can be, and stays as it is written', () => {
		const lines = Array.from({ length: 1000 }, (_, i) => ({
			...{
				id: `${i}`.padStart(32, '0'),
				order: `a${`${i}`.padStart(4, '0')}`,
				name: 'Conseil en organisation',
				description: 'Deux journées sur place',
				quantity: '2'
			},
			...{ unit: 'DAY', price: '850.00', discount: '0', itemId: `${i}`.padStart(32, 'f'), taxes: [{ code: 'S', rate: '20' }], period: null }
		}));
		const draft = { description: '🙂'.repeat(20_000), lines };
		let state: Uint8Array | undefined;
		const updates = updatesTo(undefined, draft, shape);
		expect(updates.length).toBeGreaterThan(1);
		for (const update of updates) state = applyUpdate(state, update.slice(), shape).state;
		expect(readState(state!, shape)).toEqual(draft);
		const edited = { ...draft, description: '', lines: lines.map((line) => ({ ...line, price: '900.00' })) };
		for (const update of updatesTo(state, edited, shape, 2)) state = applyUpdate(state, update, shape).state;
		expect(readState(state!, shape)).toEqual(edited);
	});

	it('takes a record out of the bin with nothing', () => {
		let state = diffTo(undefined, { description: 'a' }, shape, 1)!;
		for (let author = 2; author < 30; author++)
			state = applyUpdate(state, diffTo(state, { description: `a${author}` }, shape, author)!, shape).state;
		expect(applyUpdate(state, NO_CHANGE.slice(), shape).state).toEqual(state);
		expect(why(state.slice())).toBe('too-many-clients');
	});
});

describe('a name that two authors write under', () => {
	it('gives a record that reads as it is written down', () => {
		const base = diffTo(undefined, { description: 'a longer text', lines: [{ id: '1', price: '1' }] }, shape, 1)!;
		// As the fuzzing below found it: the same author and numbers, other parts from some number on.
		const hex =
			'01090100270101720b6465736372697074696f6e02040001000d61206c6f6e676572207465787427010172056c696e6573012700010e0131012700000f0b6465736372697074696f6e020400011001622800010f057072696365017701312800010f017e017d002801017204746167730175037d017701637e00';
		const update = Uint8Array.from(Buffer.from(hex, 'hex'));
		const { state, value } = applyUpdate(base, update, shape);
		expect(value()).toEqual(readState(state, shape));
	});
});

describe('parts that stand where no writer puts them', () => {
	const text = diffTo(undefined, { description: 'a longer text' }, shape, 1)!;
	const between = (left: number, right: number) => Uint8Array.from([1, 1, 2, 0, 0xc4, 1, left, 1, right, 1, 0x78, 0]);

	it('are taken between neighbours in their order, refused before what they follow or between texts', () => {
		expect(applyUpdate(text, between(3, 4), shape).value()).toEqual({ description: 'a lxonger text' });
		for (const [left, right] of [
			[4, 4],
			[7, 3],
			// The text itself, as a field of the root, and a character in it.
			[0, 7]
		] as const)
			expect(why(between(left, right), text)).toBe('malformed');
	});
	it('are refused where they name themselves or what their author writes later', () => {
		for (const at of [0, 5]) expect(why(Uint8Array.from([1, 1, 2, 0, 0x84, 2, at, 1, 0x78, 0]), text)).toBe('malformed');
	});
	it('are not taken out before they are there', () => {
		const { state } = applyUpdate(text, Uint8Array.from([0, 1, 9, 1, 0, 3]), shape);
		expect(applyUpdate(state, diffTo(state, { description: 'mine' }, shape, 9)!, shape).value()).toEqual({ description: 'mine' });
	});
});

describe(`${RUNS} hostile updates`, () => {
	const seeds = [
		...BOMBS.map(([, , update]) => update.slice(0, 2000)),
		diffTo(
			undefined,
			{ description: 'a longer text', lines: [{ id: '1', description: 'b', price: '1' }], tags: [1, 'c', null] },
			shape,
			1
		)!,
		(() => {
			const first = diffTo(undefined, { description: 'a longer text', lines: [{ id: '1', price: '1' }] }, shape, 1)!;
			return diffTo(first, { description: 'another text', lines: [] }, shape, 2)!;
		})(),
		bytes(1, section(1, 0, chained(20, 1)), [1, 1, 2, 0, 1, 5, 3])
	];
	const change = fc.oneof(
		fc.record({ at: fc.nat(), byte: fc.nat(255) }).map(
			({ at, byte }) =>
				(update: number[]) =>
					void (update[at % update.length] = byte)
		),
		fc.record({ at: fc.nat(), bit: fc.nat(7) }).map(
			({ at, bit }) =>
				(update: number[]) =>
					void (update[at % update.length]! ^= 1 << bit)
		),
		fc.record({ at: fc.nat(), number: fc.nat(2 ** 31) }).map(
			({ at, number }) =>
				(update: number[]) =>
					void update.splice(at % update.length, 1, ...v(number))
		),
		fc.record({ at: fc.nat(), length: fc.nat(20) }).map(
			({ at, length }) =>
				(update: number[]) =>
					void update.splice(at % update.length, length)
		),
		fc
			.record({ from: fc.nat(), length: fc.nat(40), to: fc.nat(), times: fc.integer({ min: 1, max: 200 }) })
			.map(({ from, length, to, times }) => (update: number[]) => {
				const piece = update.slice(from % update.length, (from % update.length) + length);
				update.splice(to % update.length, 0, ...Array(times).fill(piece).flat());
			})
	);
	const hostile = fc.oneof(
		fc.uint8Array({ maxLength: 300 }),
		fc
			.tuple(fc.oneof(fc.constantFrom(...seeds), fc.constantFrom(...seeds.slice(-3))), fc.array(change, { minLength: 1, maxLength: 6 }))
			.map(([seed, changes]) => {
				const update = [...seed];
				for (const mutate of changes) if (update.length > 0) mutate(update);
				return Uint8Array.from(update.slice(0, 70_000));
			})
	);

	it('are refused with a reason or leave a record that can be read, written and stored', () => {
		let taken = 0;
		fc.assert(
			fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (updates) => {
				let state: Uint8Array | undefined = diffTo(
					undefined,
					{ description: 'a longer text', lines: [{ id: '1', price: '1' }] },
					shape,
					1
				)!;
				for (const update of updates) {
					if (why(update, state)) continue;
					taken++;
					// The walk and Yjs have read the same bytes the same way.
					expect(() => Y.decodeUpdate(update)).not.toThrow();
					const { state: next, value } = applyUpdate(state, update, shape);
					const read = JSON.stringify(value());
					expect(JSON.stringify(readState(next, shape))).toBe(read);
					expect(next.length).toBeLessThanOrEqual(STATE_LIMITS.bytes);
					const edit = diffTo(next, { description: 'mine' }, shape, 9);
					if (edit) expect(applyUpdate(next, edit, shape).value()).toEqual({ description: 'mine' });
					state = next;
				}
			}),
			{ numRuns: RUNS / 2.5, seed: process.env.FUZZ_SEED ? Number(process.env.FUZZ_SEED) : undefined }
		);
		expect(taken).toBeGreaterThan(RUNS / 200);
	});

	it('are refused by the walk wherever Yjs itself would throw', () => {
		fc.assert(
			fc.property(hostile, (update) => {
				try {
					scanUpdate(update);
				} catch (error) {
					expect(error).toBeInstanceOf(UnsafeUpdate);
					return;
				}
				Y.decodeUpdate(update);
			}),
			{ numRuns: RUNS }
		);
	});
});
