import fc from '../../../../tests/support/property.ts';
import { expect, test } from 'vitest';
import { contrastOf, INK, legibleOnWhite, MUTED, solid, tint } from './colour.ts';

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('any sender’s colour can be read on paper and on its own tint', () => {
	fc.assert(
		fc.property(colours, (colour) => {
			expect(contrastOf(legibleOnWhite(colour), '#ffffff')).toBeGreaterThanOrEqual(4.5);
			expect(contrastOf(legibleOnWhite(colour), tint(colour))).toBeGreaterThanOrEqual(3);
		})
	);
});
test('a dark colour is left as it is', () => expect(legibleOnWhite('#1f4e5f')).toBe('#1f4e5f'));
test('the fixed colours can be read', () => {
	for (const colour of [INK, MUTED]) expect(contrastOf(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
});
test('what is no colour becomes one', () => expect(solid('url(#x)')).toMatch(/^#[0-9a-f]{6}$/));
