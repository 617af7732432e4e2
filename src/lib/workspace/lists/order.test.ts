import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { ROWS } from './block.ts';
import { PackedList } from './list.ts';
import { select } from './select.ts';
import type { ListShape } from './shape.ts';

const SHAPE: ListShape = {
	list: 'document',
	columns: { number: 'text', status: 'value', date: 'date', amount: 'amount' },
	ties: ['number']
};
const COLUMNS = [...Object.keys(SHAPE.columns), 'note'];

const idOf = (n: number) => (n * 7919).toString(16).padStart(32, '0');
interface Row {
	number: string;
	status: string;
	date: string;
	amount: bigint;
	note: string;
}
const row = fc.record({
	number: fc.constantFrom('', 'F-9', 'F-10', 'f-10', 'É-1'),
	status: fc.constantFrom('open', 'paid'),
	date: fc.constantFrom('', '2026-11-01', '2026-11-02', '1969-01-01'),
	amount: fc.constantFrom(0n, 100n, 2n ** 60n),
	note: fc.constantFrom('a', 'b')
});

function listOf(rows: readonly (readonly [number, Row])[]): PackedList {
	const list = new PackedList(SHAPE);
	for (const [n, each] of rows) list.set(idOf(n), each, undefined);
	return list;
}

async function ids(list: PackedList, sort: { by: string; descending: boolean }, offset = 0, limit = Infinity): Promise<string[]> {
	const reading = {
		today: '2026-11-22',
		find: () => list,
		readWords: () => Promise.reject(new Error('nothing is searched')),
		pause: () => Promise.resolve(),
		isSuperseded: () => false
	};
	const found = await select(list, { filters: { status: { anyOf: ['open', 'paid'] } } }, reading);
	return found!.rows(sort, offset, limit).map(({ id }) => String(id));
}

describe('the order of equals', () => {
	it('is one on two devices where the rows arrived, changed and went in orders of their own, in whole and page by page', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(row, { minLength: 1, maxLength: 40 }).chain((rows) => {
					const numbered = rows.map((each, n) => [n, each] as const);
					const all = fc.shuffledSubarray(numbered, { minLength: rows.length });
					return fc.tuple(all, all, fc.shuffledSubarray(numbered));
				}),
				fc.constantFrom(...COLUMNS),
				fc.boolean(),
				fc.integer({ min: 1, max: 7 }),
				async ([here, there, late], by, descending, page) => {
					const one = listOf(here);
					// What changed last here was something else there first, or had gone; and the list was looked at meanwhile.
					const other = listOf(
						there.map(([n, each]) => [n, late.some(([m]) => m === n) ? { ...each, number: 'Z', status: 'open' } : each])
					);
					await ids(other, { by, descending }, 0, page);
					for (const [n] of late.slice(1)) other.delete(idOf(n));
					await ids(other, { by, descending });
					for (const [n, each] of late) other.set(idOf(n), each, undefined);

					const whole = await ids(one, { by, descending });
					expect(whole).toHaveLength(here.length);
					const paged: string[] = [];
					for (let offset = 0; offset < whole.length; offset += page) paged.push(...(await ids(other, { by, descending }, offset, page)));
					expect(paged).toEqual(whole);
					expect(await ids(other, { by, descending })).toEqual(whole);
					expect((await ids(one, { by, descending: !descending })).reverse()).toEqual(whole);
				}
			),
			{ numRuns: 200 }
		);
	});

	it('is by the number where there is one, by the id where not, over several blocks', async () => {
		const rows = Array.from({ length: ROWS + 200 }, (_, n): [number, Row] => [
			n,
			{ number: n % 3 ? `F-${n}` : '', status: 'paid', date: '2026-11-01', amount: 5n, note: '' }
		]);
		const sort = { by: 'status', descending: false };
		const shown = await ids(listOf(rows.toReversed()), sort);
		const drafts = rows.filter(([n]) => n % 3 === 0).map(([n]) => idOf(n));
		const issued = rows.filter(([n]) => n % 3 !== 0).map(([n]) => idOf(n));
		expect(shown).toEqual([...drafts.sort(), ...issued]);
		expect(await ids(listOf(rows), sort, ROWS - 3, 7)).toEqual(shown.slice(ROWS - 3, ROWS + 4));
	});
});
