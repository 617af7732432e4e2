import { describe, expect, it } from 'vitest';
import { assign, merge, same } from './merge.ts';

const line = (id: string, more: object = {}) => ({ id, name: id, description: '', ...more });
const start = { name: 'A', notes: 'pay soon', price: '1', lines: [line('1'), line('2')], tags: ['x'] };
type Start = typeof start & { due?: string };
const merged = (mine: Start, theirs: Start) => merge<Start>(start, mine, theirs, ['notes', 'description']);

describe('a form and its record', () => {
	it('follow each other field by field', () => {
		expect(merged({ ...start, name: 'B' }, { ...start, price: '2', due: 'today' })).toEqual({
			...start,
			name: 'B',
			price: '2',
			due: 'today'
		});
	});

	it('keep what both wrote into one text, also in a line', () => {
		expect(
			merged(
				{ ...start, notes: 'please pay soon', lines: [line('1', { description: 'here' }), line('2')] },
				{ ...start, notes: 'pay soon, thanks', lines: [line('1', { description: 'there' }), line('2', { name: 'other' })] }
			)
		).toEqual({
			...start,
			notes: 'please pay soon, thanks',
			lines: [line('1', { description: 'therehere' }), line('2', { name: 'other' })]
		});
	});

	it('do not mix two numbers: what is typed here stays until it is saved', () => {
		expect(merged({ ...start, price: '12' }, { ...start, price: '13' }).price).toBe('12');
		expect(merged({ ...start, tags: ['x', 'y'] }, { ...start, tags: ['z'] }).tags).toEqual(['x', 'y']);
	});

	it('agree on lists: added stays where it was put, taken out is out', () => {
		const ids = (mine: string[], theirs: string[]) =>
			merged({ ...start, lines: mine.map((id) => line(id)) }, { ...start, lines: theirs.map((id) => line(id)) }).lines.map(({ id }) => id);
		expect(ids(['1', '3', '2'], ['4', '1', '2'])).toEqual(['4', '1', '3', '2']);
		expect(ids(['1'], ['1', '2', '4'])).toEqual(['1', '4']);
		expect(ids(['2', '1'], ['1', '2', '4'])).toEqual(['2', '4', '1']);
		expect(ids(['3', '1', '2'], [])).toEqual(['3']);
		const typed = { ...start, lines: [line('1'), line('2', { name: 'typed' })] };
		expect(merged(typed, { ...start, lines: [line('1')] }).lines).toEqual([line('1')]);
	});

	it('take out a field that either emptied', () => {
		const before: Start = { ...start, due: 'today' };
		expect('due' in merge<Start>(before, start, { ...before, name: 'B' }, [])).toBe(false);
		expect('due' in merge<Start>(before, { ...before, name: 'B' }, start, [])).toBe(false);
	});
});

describe('a value taken over in place', () => {
	it('holds the same, in the same objects', () => {
		const target: Record<string, unknown> & { lines: object[]; address: object } = {
			lines: [line('1'), line('2')],
			address: { city: 'X', old: true },
			gone: 1
		};
		const [first, second, address] = [target.lines[0], target.lines[1], target.address];
		assign(target, { lines: [line('2', { name: 'new' }), line('3'), line('1')], address: { city: 'Y' } });
		expect(target).toEqual({ lines: [line('2', { name: 'new' }), line('3'), line('1')], address: { city: 'Y' } });
		expect([target.lines[2], target.lines[0], target.address]).toEqual([first, second, address]);
		expect(target.lines[0]).toBe(second);
		expect(target.lines[2]).toBe(first);
		expect(target.address).toBe(address);
	});

	it('is not touched where nothing changed', () => {
		const lines = Object.freeze([line('1')]);
		assign(Object.freeze({ lines, name: 'A' }), { name: 'A', lines: [line('1')] });
	});
});

it('fields in another order, or undefined, are no difference', () => {
	expect(same({ a: 1, b: [{ c: 1 }] }, { b: [{ c: 1, d: undefined }], a: 1 })).toBe(true);
	expect(same({ a: 1 }, { a: 1, b: null })).toBe(false);
	expect(same([1], { 0: 1 })).toBe(false);
});
