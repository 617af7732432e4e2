import fc from '../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { changesBetween, mergeTexts, movedPlace } from './text-changes.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '😀', '😁'), maxLength: 30 });
const apply = (before: string, after: string) =>
	changesBetween(before, after).reduceRight(
		(whole, { at, removed, added }) => whole.slice(0, at) + added + whole.slice(at + removed),
		before
	);

describe('changes of a text', () => {
	it('make the one of the other, and cut no letter in two', () => {
		fc.assert(
			fc.property(text, text, (before, after) => {
				expect(apply(before, after)).toBe(after);
				for (const { added } of changesBetween(before, after)) expect(added.isWellFormed()).toBe(true);
			})
		);
	});

	it('leave alone what lies between two of them', () => {
		expect(changesBetween('one two three', 'One two three!')).toEqual([
			{ at: 0, removed: 1, added: 'O' },
			{ at: 13, removed: 0, added: '!' }
		]);
	});

	it('replace what is too long to compare whole', () => {
		const [before, after] = ['a'.repeat(5000), `x${'b'.repeat(5000)}y`];
		expect(changesBetween(`<${before}>`, `<${after}>`)).toEqual([{ at: 1, removed: 5000, added: after }]);
	});
});

describe('a text changed by two', () => {
	it.each([
		['pay soon', 'please pay soon', 'pay soon, thanks', 'please pay soon, thanks'],
		['pay soon', 'pay soon', 'pay late', 'pay late'],
		['pay soon', 'pay now', 'pay soon', 'pay now'],
		['', 'mine', 'theirs', 'theirsmine'],
		['abc', '', 'abXc', 'X']
	])('%o, here %o, there %o, is %o', (before, mine, theirs, merged) => expect(mergeTexts(before, mine, theirs)).toBe(merged));

	it('keeps every letter that either wrote and none that either took away', () => {
		fc.assert(
			fc.property(text, text, (before, theirs) => {
				expect(mergeTexts(before, before, theirs)).toBe(theirs);
				expect(mergeTexts(before, theirs, before)).toBe(theirs);
				const longer = `${before}Z`;
				expect([...mergeTexts(before, longer, theirs)].sort()).toEqual([...theirs, 'Z'].sort());
				expect(mergeTexts(before, longer, theirs).isWellFormed()).toBe(true);
			})
		);
	});
});

describe('a cursor', () => {
	it.each([
		['pay |soon', 'please pay soon', 'please pay |soon'],
		['pay |soon', 'pay soon, thanks', 'pay |soon, thanks'],
		['pay |soon', 'pay very soon', 'pay |very soon'],
		['pay so|on', 'pay late', 'pay late|'],
		['one |two', 'ONE! two', 'ONE! |two'],
		['|', 'all new', '|all new']
	])('in %o stays where it is when the text becomes %o', (marked, after, expected) => {
		const place = marked.indexOf('|');
		const moved = movedPlace(changesBetween(marked.replace('|', ''), after), place);
		expect(`${after.slice(0, moved)}|${after.slice(moved)}`).toBe(expected);
	});

	it('at the beginning of a selection stays with what is selected', () => {
		expect(movedPlace(changesBetween('one two', 'one and two'), 4, true)).toBe(8);
		expect(movedPlace(changesBetween('one two', 'one 222'), 4, true)).toBe(4);
	});

	it('is always inside the text', () => {
		fc.assert(
			fc.property(text, text, fc.nat(30), (before, after, at) => {
				const moved = movedPlace(changesBetween(before, after), Math.min(at, before.length));
				expect(moved).toBeGreaterThanOrEqual(0);
				expect(moved).toBeLessThanOrEqual(after.length);
			})
		);
	});
});
