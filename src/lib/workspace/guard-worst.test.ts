/** Threat 34: how much work the worst update is that is still taken. Counted in Yjs' own steps, since milliseconds are a machine's. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { STATE_LIMITS, UnsafeUpdate, UPDATE_LIMITS } from './guard.ts';
import { applyUpdate } from './record.ts';

const shape = { texts: [], keyed: [] };

/** A number as Yjs writes it. */
function v(value: number): number[] {
	const bytes = [];
	for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value % 128));
	return [...bytes, value];
}

/** Parts of one author, and no deletions. */
const update = (client: number, parts: number[][]) => Uint8Array.from([1, ...v(parts.length), ...v(client), 0, ...parts.flat(), 0]);
/** A letter at the very beginning of the record's root, so that it is compared with all that stands there. */
const ATOP = [0x04, 1, 1, 114, 1, 97];
/** Each behind the one before it; letters and values by turns, which cannot be joined. */
const chain = (length: number) =>
	Array.from({ length }, (_, i) =>
		i === 0 ? ATOP : [...(i % 2 ? [0x88] : [0x84]), ...v(1), ...v(i - 1), ...(i % 2 ? [1, 126] : [1, 97])]
	);

/** Steps as `limitSteps` counts them. */
function stepsOf(state: Uint8Array, added: Uint8Array): number {
	const document = new Y.Doc();
	Y.applyUpdate(document, state);
	const { store } = document;
	let steps = 0;
	Object.defineProperty(document, 'store', { get: () => (steps++, store) });
	Y.applyUpdate(document, added);
	return steps;
}

/** Twice the product of two lengths is what it takes. */
const MOST = Math.floor(Math.sqrt(STATE_LIMITS.steps / 2));
const beside = (parts: number) => update(2, Array<number[]>(parts).fill(ATOP));

it('takes no more steps than the limit, for what was written at the same place at the same time', () => {
	const { state } = applyUpdate(undefined, update(1, chain(MOST)), shape);
	const steps = stepsOf(state, beside(MOST - 5));
	expect(steps).toBeGreaterThan(STATE_LIMITS.steps * 0.98);
	expect(steps).toBeLessThanOrEqual(STATE_LIMITS.steps);
	applyUpdate(state, beside(MOST - 5), shape);
	expect(() => applyUpdate(state, beside(MOST + 5), shape)).toThrow(UnsafeUpdate);
});

it('compares no more parts with each other than the limit, where that takes no steps', () => {
	const most = Math.min(STATE_LIMITS.siblings, UPDATE_LIMITS.structs);
	const atop = update(1, Array<number[]>(most).fill(ATOP));
	const { state } = applyUpdate(undefined, atop, shape);
	expect(stepsOf(Uint8Array.of(0, 0), atop)).toBeLessThan(STATE_LIMITS.steps / 100);
	expect(() => applyUpdate(state, update(2, [ATOP]), shape)).toThrow(UnsafeUpdate);
});
