import { describe, expect, it } from 'vitest';
import { fold, meetsTerms, sortKey, termsOf } from './words.ts';

const finds = (typed: string, text: string) => meetsTerms(termsOf(typed), (word) => fold(text).includes(word));

describe('what is typed into a search', () => {
	it.each([
		'1 234,50',
		'1234.5',
		'1234,5',
		"1'234.50",
		'1.234,50',
		'1,234.50',
		'1234',
		'1 234',
		'1234,50',
		'1\u202f234,50',
		'+1 234,5',
		'34.5'
	])('finds the amount 1234.50 by %s', (typed) => expect(finds(typed, 'F-1\n1234.50\nDesign')).toBe(true));
	it.each(['1 234,60', '1235', '1.234,5.0', '2 234,50'])('does not find it by %s', (typed) =>
		expect(finds(typed, 'F-1\n1234.50')).toBe(false)
	);
	it.each([
		['1,234', '1234.00'],
		['1.234', 'x 1.234 y'],
		['1 234 567,8', '1234567.80'],
		['3.14', 'version 3.14'],
		['1 234', 'from 1 to 1234'],
		['2026-0042', 'F2026-0042'],
		['10,5 kg', '10.50 paid for kg'],
		['-12,5', '-12.50']
	])('%s finds %s', (typed, text) => expect(finds(typed, text)).toBe(true));
	it('wants all words, in any order, whatever their case and accents', () => {
		expect(finds('ÉCOLE zoe', 'Zoé, école')).toBe(true);
		expect(finds('école max', 'Zoé, école')).toBe(false);
		expect(finds('  ', 'anything')).toBe(true);
		expect(finds('ﬁne', 'Fine wood')).toBe(true);
	});
});

it('texts sort as people sort them', () => {
	const sorted = ['Zoé 10', 'abel', 'Zoe 9', 'École', 'F2026-0010', 'F2026-9', 'zoe 010'].sort((a, b) =>
		sortKey(a) < sortKey(b) ? -1 : 1
	);
	expect(sorted).toEqual(['abel', 'École', 'F2026-9', 'F2026-0010', 'Zoe 9', 'Zoé 10', 'zoe 010']);
});
