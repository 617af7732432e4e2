/** Threat 34: a Yjs bomb by a member. Fuzzed far longer by `npm run test:fuzz`. */
import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import {
	ANY_NULL,
	BOMBS,
	bytes,
	chained,
	inItem,
	inRoot,
	MAP,
	noDeletions,
	ROOT,
	section,
	shape,
	why
} from '../../../tests/support/bombs.ts';
import { STATE_LIMITS, UPDATE_LIMITS } from './guard.ts';
import { liveType } from './live-type.ts';
import { applyUpdate, diffTo, NO_CHANGE, readState, updatesTo } from './record.ts';
import { hashHex } from './transaction.ts';

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
