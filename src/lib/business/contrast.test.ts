import { expect, it } from 'vitest';
import { contrastWithWhite, READABLE } from './contrast.ts';
import { newBusiness, presetOf } from './presets.ts';

it('measures as WCAG does', () => {
	expect(contrastWithWhite('#000000')).toBeCloseTo(21, 5);
	expect(contrastWithWhite('#ffffff')).toBeCloseTo(1, 5);
	expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2);
	expect(contrastWithWhite('red')).toBe(1);
});

it('starts a business with a colour that can be read', () => {
	expect(contrastWithWhite(newBusiness(presetOf('FR'), 'x').colour)).toBeGreaterThan(READABLE);
});
