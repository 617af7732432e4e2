/** Threat 34, at random: FUZZ_UPDATES sets how many, FUZZ_SEED plays a printed run again. */
import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BOMBS, bytes, chained, section, shape, v, why } from '../../../tests/support/bombs.ts';
import { scanUpdate, STATE_LIMITS, UnsafeUpdate } from './guard.ts';
import { applyUpdate, diffTo, readState } from './record.ts';

const RUNS = Number(process.env.FUZZ_UPDATES ?? 1000);

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
