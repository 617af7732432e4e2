import { expect, it } from 'vitest';
import { mentioning, withMention } from './mentioning.ts';

const people = ['Bob', 'Bob Kaya', 'Zoé Île', ''].map((name, at) => ({ member: String(at), name }));
/** The cursor is where the bar stands. */
const named = (text: string) => {
	const found = mentioning(text.replace('|', ''), text.indexOf('|'), people);
	return found && { from: found.from, names: found.found.map(({ name }) => name) };
};

it('offers everybody with a name behind a bare @, and fewer with each letter', () => {
	expect(named('@|')).toEqual({ from: 0, names: ['Bob', 'Bob Kaya', 'Zoé Île'] });
	expect(named('look, @b|')).toEqual({ from: 6, names: ['Bob', 'Bob Kaya'] });
	expect(named('@Bob |')).toEqual({ from: 0, names: ['Bob Kaya'] });
	expect(named('@zoe i|')).toEqual({ from: 0, names: ['Zoé Île'] });
	expect(named('@ile|')).toEqual({ from: 0, names: ['Zoé Île'] });
});

it('offers nobody in an address, before the @, or where nobody is called so', () => {
	expect(named('bob@b|')).toBeUndefined();
	expect(named('|@Bob')).toBeUndefined();
	expect(named('@Bob, and then|')).toBeUndefined();
	expect(named('@x|')).toBeUndefined();
	expect(named('|')).toBeUndefined();
});

it('puts the name in place of what was typed, with one blank behind it', () => {
	expect(withMention('see @bo please', { from: 4, cursor: 7, name: 'Bob Kaya' })).toEqual({ text: 'see @Bob Kaya please', cursor: 14 });
	expect(withMention('@', { from: 0, cursor: 1, name: 'Bob' })).toEqual({ text: '@Bob ', cursor: 5 });
});
