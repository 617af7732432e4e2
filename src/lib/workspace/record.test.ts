import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { applyUpdate, diffTo, readState } from './record.ts';

const shape = { texts: ['description'], keyed: ['lines', 'contacts'] };

function save(state: Uint8Array | undefined, next: Record<string, unknown>, author?: number) {
	const update = diffTo(state, next, shape, author);
	return update && { update, state: applyUpdate(state, update, shape).state };
}

describe('a live record', () => {
	it('gives back what was saved, lists in their order', () => {
		const value = {
			name: 'Atelier',
			tags: ['b', 'a'],
			address: { city: 'Montréal' },
			contacts: [
				{ id: 'z', name: 'Zoé' },
				{ id: 'a', name: 'Abel' }
			]
		};
		expect(readState(save(undefined, value)!.state, shape)).toEqual(value);
	});

	it('keeps what two devices changed in different fields and lines', () => {
		const start = save(undefined, {
			name: 'A',
			lines: [
				{ id: '1', order: 'a', price: '1' },
				{ id: '2', order: 'b', price: '2' }
			]
		})!.state;
		const here = save(start, {
			name: 'A',
			lines: [
				{ id: '1', order: 'a', price: '10' },
				{ id: '2', order: 'b', price: '2' }
			]
		})!;
		const there = save(
			start,
			{
				name: 'B',
				lines: [
					{ id: '2', order: 'b', price: '2' },
					{ id: '3', order: 'c', price: '3' }
				]
			},
			7
		)!;
		const expected = {
			name: 'B',
			lines: [
				{ id: '2', order: 'b', price: '2' },
				{ id: '3', order: 'c', price: '3' }
			]
		};
		expect(applyUpdate(here.state, there.update, shape).value()).toEqual(expected);
	});

	it('keeps both people’s words in one description', () => {
		const start = save(undefined, { description: 'one three' })!.state;
		const here = save(start, { description: 'one two three' })!;
		const withFour = applyUpdate(here.state, here.update, shape).state;
		expect(readState(save(withFour, { description: 'one two three four' })!.state, shape)).toEqual({ description: 'one two three four' });
	});

	it('makes no update where nothing changed', () => {
		const value = { name: 'A', tags: ['x'], lines: [{ id: '1', order: 'a', taxes: [{ rate: '5' }] }] };
		expect(save(save(undefined, value)!.state, structuredClone(value))).toBeUndefined();
	});

	it('turns any value into any other', () => {
		const line = fc.record({
			name: fc.string(),
			description: fc.string({ unit: 'grapheme' }),
			taxes: fc.array(fc.record({ rate: fc.string() }), { maxLength: 2 })
		});
		const value = fc
			.record({
				notes: fc.string(),
				description: fc.string({ unit: 'grapheme' }),
				lines: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 6 })
			})
			.chain((head) =>
				fc
					.array(line, { minLength: head.lines.length, maxLength: head.lines.length })
					.map((lines) => ({ ...head, lines: lines.map((each, i) => ({ ...each, id: String(head.lines[i]) })) }))
			);
		fc.assert(
			fc.property(value, value, (first, second) => {
				const before = save(undefined, first)!.state;
				const after = save(before, second);
				expect(readState(after?.state ?? before, shape)).toEqual(second);
				if (after) expect(applyUpdate(before, after.update, shape).value()).toEqual(second);
			}),
			{ numRuns: 200 }
		);
	});

	it('is the same, byte for byte, to who wrote it and to who reads only the update', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀', ' ') });
		const child = fc.record({ name: text, order: fc.option(text, { nil: undefined }), price: fc.integer() });
		const value = fc.record({
			notes: text,
			description: text,
			address: fc.option(fc.record({ city: text }), { nil: undefined }),
			contacts: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 4 }), child), { selector: ([id]) => id })
		});
		const histories = fc.array(fc.tuple(value, fc.constantFrom(1, 7)), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(histories, (history) => {
				let state: Uint8Array | undefined;
				for (const [fields, author] of history) {
					const contacts = fields.contacts.map(([id, contact]) => ({ ...contact, id: String(id) }));
					const made = save(state, { ...fields, contacts }, author);
					if (!made) continue;
					// A copy of the bytes is what another device has, which wrote nothing itself.
					const read = applyUpdate(state, made.update.slice(), shape);
					const known = applyUpdate(state, made.update, shape);
					expect([known.state, known.value()]).toEqual([read.state, read.value()]);
					state = made.state;
				}
			}),
			{ numRuns: 150 }
		);
	});
});
