import { describe, expect, test } from 'vitest';
import { aLine, anItem, GST, QST } from '../../../tests/support/books.ts';
import { duplicateLine, fillFromItem, insertLine, isBlankLine, moveLine, newLine, removeLine } from './lines.ts';

const three = ['a', 'b', 'c'].map((id, at) => aLine({ id, name: id, order: 'FVk'[at] as string }));
const names = (lines: { name: string }[]) => lines.map((line) => line.name).join('');

describe('editing lines', () => {
	test('a new line goes to the end, with the taxes of the business', () => {
		const line = newLine({ taxes: [GST, QST] }, three);
		expect(names(insertLine(three, { ...line, name: 'd' }))).toBe('abcd');
		expect(line.order > 'k').toBe(true);
		expect(line.taxes).toEqual([GST, QST]);
		expect(line.taxes[0]).not.toBe(GST);
	});

	test('a line goes in after the one named', () => {
		expect(names(insertLine(three, aLine({ id: 'x', name: 'x' }), 'a'))).toBe('axbc');
	});

	test.each([
		['a', 1, 'bac'],
		['a', 2, 'bca'],
		['c', -1, 'acb'],
		['c', -9, 'cab'],
		['a', -1, 'abc'],
		['b', 0, 'abc'],
		['unknown', 1, 'abc']
	])('moving %s by %i gives %s, and only that line gets a new key', (id, by, expected) => {
		const moved = moveLine(three, id, by);
		expect(names(moved)).toBe(expected);
		for (const line of moved) if (line.id !== id) expect(line.order).toBe(three.find((before) => before.id === line.id)?.order);
		expect([...moved].sort((x, y) => (x.order < y.order ? -1 : 1))).toEqual(moved);
	});

	test('a duplicate stands behind its original, with ids of its own', () => {
		const line = aLine({
			id: 'b',
			name: 'b',
			order: 'V',
			allowances: [{ id: 'x', kind: 'allowance', percent: '10', reason: 'Loyal client' }]
		});
		const lines = duplicateLine([three[0]!, line, three[2]!], 'b');
		expect(names(lines)).toBe('abbc');
		expect(new Set(lines.map((entry) => entry.id)).size).toBe(4);
		expect(lines[2]?.allowances[0]?.id).not.toBe('x');
		expect(lines[2]?.allowances[0]?.percent).toBe('10');
	});

	test('removing and changing leave the lines given as they were', () => {
		expect(names(removeLine(three, 'b'))).toBe('ac');
		expect(names(three)).toBe('abc');
	});

	test('a line is blank until something is typed', () => {
		const line = newLine({ taxes: [] });
		expect(isBlankLine(line)).toBe(true);
		expect(isBlankLine({ ...line, quantity: '3' })).toBe(true);
		expect(isBlankLine({ ...line, price: '0' })).toBe(false);
		expect(isBlankLine({ ...line, description: 'x' })).toBe(false);
	});
});

describe('a line filled from an item', () => {
	const presets = [{ id: 'gst', label: 'GST', taxes: [GST] }];

	test('takes its words, unit, price and taxes, and keeps the quantity', () => {
		const line = fillFromItem(aLine({ quantity: '3' }), 'i1', anItem({ taxPreset: 'gst' }), { currency: 'CAD', presets });
		expect(line).toMatchObject({
			itemId: 'i1',
			name: 'Design day',
			description: 'One day of design',
			unit: 'DAY',
			price: '640',
			quantity: '3'
		});
		expect(line.taxes).toEqual([GST]);
	});

	test('has no price when the item is priced in another currency', () => {
		expect(fillFromItem(aLine(), 'i1', anItem(), { currency: 'EUR', presets }).price).toBe('');
	});

	test('keeps its taxes when the item names none', () => {
		expect(fillFromItem(aLine(), 'i1', anItem(), { currency: 'CAD', presets }).taxes).toEqual([GST, QST]);
	});
});
