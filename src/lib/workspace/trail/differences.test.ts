import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { differences, withDifferences } from './differences.ts';

const KEYED = ['lines', 'allowances'];

describe('differences', () => {
	it('name each field that changed, in nested objects too, with what it was and is', () => {
		const before = { name: 'Ada', address: { city: 'Turin', country: 'IT' }, tags: ['a'], same: 1, gone: 'x' };
		const after = { name: 'Ada', address: { city: 'Milan', country: 'IT' }, tags: ['a', 'b'], same: 1, born: '2026-01-01' };
		expect(differences(before, after, KEYED)).toEqual([
			{ kind: 'field', path: ['address', 'city'], before: 'Turin', after: 'Milan' },
			{ kind: 'field', path: ['tags'], before: ['a'], after: ['a', 'b'] },
			{ kind: 'field', path: ['gone'], before: 'x' },
			{ kind: 'field', path: ['born'], after: '2026-01-01' }
		]);
	});

	it('tell lines that came, went, moved and changed, by the name people know them by', () => {
		const line = (id: string, name: string, more: object = {}) => ({ id, name, price: '1', ...more });
		const before = { lines: [line('a', 'Nails'), line('b', 'Paint', { allowances: [] }), line('c', 'Oak')] };
		const after = {
			lines: [line('c', 'Oak'), line('b', 'Paint', { price: '2', allowances: [{ id: 'd', reason: 'Regular' }] }), line('e', 'Glue')]
		};
		expect(differences(before, after, KEYED)).toEqual([
			{ kind: 'removed', path: ['lines', 'a'], before: line('a', 'Nails'), row: { place: 1, name: 'Nails' } },
			{ kind: 'added', path: ['lines', 'e'], at: 2, after: line('e', 'Glue'), row: { place: 3, name: 'Glue' } },
			{ kind: 'moved', path: ['lines'], order: ['c', 'b', 'e'] },
			{ kind: 'field', path: ['lines', 'b', 'price'], before: '1', after: '2', row: { place: 2, name: 'Paint' } },
			{
				kind: 'added',
				path: ['lines', 'b', 'allowances', 'd'],
				at: 0,
				after: { id: 'd', reason: 'Regular' },
				row: { place: 2, name: 'Paint' }
			}
		]);
	});

	it('say nothing of equal values, whatever the order of their names', () => {
		expect(differences({ tax: [{ name: 'TPS', rate: '5' }] }, { tax: [{ rate: '5', name: 'TPS' }] }, KEYED)).toEqual([]);
	});

	it('made to the first of any two states give the second', () => {
		const value = fc.oneof(fc.string({ maxLength: 3 }), fc.boolean(), fc.array(fc.string({ maxLength: 2 }), { maxLength: 2 }));
		const row = (depth: boolean): fc.Arbitrary<Record<string, unknown>> =>
			fc.record(
				{
					id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
					name: value,
					price: value,
					...(depth && { allowances: rows(false) })
				},
				{ requiredKeys: ['id'] }
			);
		const rows = (depth: boolean): fc.Arbitrary<Record<string, unknown>[]> =>
			fc.uniqueArray(row(depth), { selector: ({ id }) => id, maxLength: 6 });
		const state = fc.record(
			{ name: value, address: fc.oneof(value, fc.record({ city: value, line: value }, { requiredKeys: [] })), lines: rows(true) },
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(fc.array(state, { minLength: 2, maxLength: 5 }), (states) => {
				const [first, ...later] = states as Record<string, unknown>[];
				let here = first!;
				for (const next of later) {
					here = withDifferences(here, differences(here, next, KEYED));
					expect(here).toEqual(next);
				}
			}),
			{ numRuns: 500 }
		);
	});
});
