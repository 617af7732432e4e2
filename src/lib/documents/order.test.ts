import fc from '../../../tests/support/property.ts';
import { expect, test } from 'vitest';
import { inOrder, orderBetween } from './order.ts';

test('a key lies strictly between its neighbours, however often one inserts', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(), { maxLength: 200 }), (places) => {
			const keys: string[] = [];
			for (const place of places) {
				const at = place % (keys.length + 1);
				const key = orderBetween(keys[at - 1], keys[at]);
				keys.splice(at, 0, key);
			}
			expect([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))).toEqual(keys);
			expect(new Set(keys).size).toBe(keys.length);
		})
	);
});

test('appending five hundred lines keeps keys short', () => {
	let last: string | undefined;
	for (let n = 0; n < 500; n++) {
		const next = orderBetween(last, undefined);
		expect(last === undefined || next > last).toBe(true);
		last = next;
	}
	expect((last as string).length).toBeLessThan(12);
});

test('inserting again and again at the start still finds room', () => {
	let first = orderBetween(undefined, undefined);
	for (let n = 0; n < 300; n++) {
		const next = orderBetween(undefined, first);
		expect(next < first).toBe(true);
		first = next;
	}
});

test('keys out of order give a key after the first', () => {
	expect(orderBetween('V', 'A') > 'V').toBe(true);
});

test('equal keys fall back to the id', () => {
	const lines = [
		{ id: 'b', order: 'V' },
		{ id: 'a', order: 'V' },
		{ id: 'c', order: 'A' }
	];
	expect(inOrder(lines).map((line) => line.id)).toEqual(['c', 'a', 'b']);
});
