import { describe, expect, it } from 'vitest';
import { runQuery } from './query.ts';

const rows = [
	{ id: '1', name: 'École Sainte-Anne', total: 300n, status: 'paid', tags: ['école', 'vip'] },
	{ id: '2', name: 'abel', total: 20n, status: 'open', tags: [] },
	{ id: '3', name: 'Zoé 10', total: 20n, status: 'open', tags: ['vip'] },
	{ id: '4', name: 'Zoé 9', total: -5n, status: 'paid', tags: [] }
];
const ids = (found: { part: { id: string }[] }) => found.part.map(({ id }) => id);

describe('a list query', () => {
	it('finds words in any column, whatever their case and accents, and never in the id', () => {
		expect(ids(runQuery(rows, { search: 'ecole' }))).toEqual(['1']);
		expect(ids(runQuery(rows, { search: 'VIP zoe' }))).toEqual(['3']);
		expect(ids(runQuery(rows, { search: 'zoe abel' }))).toEqual([]);
		expect(ids(runQuery([{ id: 'abel', name: 'x' }], { search: 'abel' }))).toEqual([]);
	});

	it('keeps rows whose columns are equal to those asked for', () => {
		expect(ids(runQuery(rows, { where: { status: 'open' } }))).toEqual(['2', '3']);
		expect(ids(runQuery(rows, { where: { status: undefined } }))).toHaveLength(4);
	});

	it('keeps rows within bounds, of one of several values, and with a tag', () => {
		const dated = [
			{ id: '1', day: '2026-01-31', total: 5n },
			{ id: '2', day: '2026-02-01', total: -7n },
			{ id: '3', day: '', total: 2n ** 70n }
		];
		expect(ids(runQuery(dated, { filters: { day: { from: '2026-02-01' } } }))).toEqual(['2']);
		expect(ids(runQuery(dated, { filters: { day: { to: '2026-01-31' } } }))).toEqual(['1']);
		expect(ids(runQuery(dated, { filters: { total: { from: 5n } } }))).toEqual(['1', '3']);
		expect(ids(runQuery(dated, { filters: { total: { to: 5n }, day: { anyOf: ['2026-02-01', ''] } } }))).toEqual(['2']);
		expect(ids(runQuery(rows, { filters: { tags: { has: ['vip', 'other'] } } }))).toEqual(['1', '3']);
		expect(ids(runQuery(rows, { filters: { tags: { has: ['vi'] } } }))).toEqual([]);
	});

	it('sorts text as people do and amounts exactly', () => {
		expect(ids(runQuery(rows, { sort: { by: 'name' } }))).toEqual(['2', '1', '4', '3']);
		expect(ids(runQuery(rows, { sort: { by: 'total' } }))).toEqual(['4', '2', '3', '1']);
	});

	it('goes by the id among equals, and turns all of it round when descending', () => {
		expect(ids(runQuery(rows, { sort: { by: 'total', descending: true } }))).toEqual(['1', '3', '2', '4']);
	});

	it('gives the part asked for and counts the whole', () => {
		const found = runQuery(rows, { sort: { by: 'name' }, offset: 1, limit: 2 });
		expect([ids(found), found.all.length]).toEqual([['1', '4'], 4]);
	});
});
