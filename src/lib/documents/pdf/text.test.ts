import fc from '../../../../tests/support/property.ts';
import { describe, expect, test } from 'vitest';
import { documentMetrics as metrics } from './metrics.ts';
import { missingIn, printable, REPLACEMENT, widthOf, wrap } from './text.ts';

const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijk WÀéΩЖ-/–\u00a0\u202f.,0123456789\n'), maxLength: 300 });

describe('what will be set', () => {
	test('letters and marks are composed', () => expect(printable('e\u0301', metrics)).toBe('é'));
	test('invisible characters go', () => expect(printable('so\u00adft\u200b\u202e!\u0000', metrics)).toBe('soft!'));
	test('a character the face lacks is shown as missing, one sign for each', () => {
		expect(printable('a😀नb', metrics)).toBe(`a${REPLACEMENT}${REPLACEMENT}b`);
		expect(missingIn('a😀न😀b', metrics)).toEqual(['😀', 'न']);
	});
	test('line feeds of every system are one', () => expect(printable('a\r\nb\rc\u2028d', metrics)).toBe('a\nb\nc\nd'));
});

describe('lines', () => {
	const set = (text: string, width: number) => wrap(text, width, 'regular', 10, metrics);

	test('no line is wider than its box, and nothing but spaces at the ends is lost', () => {
		fc.assert(
			fc.property(letters, fc.integer({ min: 15, max: 300 }), (text, width) => {
				const lines = set(text, width);
				for (const line of lines) expect(widthOf(line, 'regular', 10, metrics)).toBeLessThanOrEqual(width + 1e-9);
				expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
			})
		);
	});
	test('words stay whole when they fit', () => {
		expect(set('one two three', widthOf('one two', 'regular', 10, metrics) + 0.1)).toEqual(['one two', 'three']);
	});
	test('a no-break space holds, figures keep their signs', () => {
		expect(set('5\u00a0% 10\u00a0%', 30)).toEqual(['5\u00a0%', '10\u00a0%']);
		expect(set('2026-11-21', 48)).toEqual(['2026-11-21']);
	});
	test('a compound breaks after its hyphen', () => {
		expect(set('Bord-de-l’Eau', widthOf('Bord-de-', 'regular', 10, metrics) + 0.1)).toEqual(['Bord-de-', 'l’Eau']);
	});
	test('a word wider than the box breaks inside', () => expect(set('W'.repeat(9), 30).join('')).toBe('W'.repeat(9)));
	test('empty lines between paragraphs stay, blank text sets nothing', () => {
		expect(set('a\n\nb\n\n', 100)).toEqual(['a', '', 'b']);
		expect(set(' \n ', 100)).toEqual([]);
	});
	test('a hundred kilobytes are set at once', () => expect(set('x y '.repeat(25_000), 200).length).toBeGreaterThan(1000));
});
