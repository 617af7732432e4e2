import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { subsetFont } from './subset.ts';
import { readTrueType } from './ttf.ts';

const font = readTrueType(new Uint8Array(await readFile(new URL('./fonts/WaxbillDocument-Regular.ttf', import.meta.url))));
const cut = (text: string) => readTrueType(subsetFont(font, new Map([...text].map((c) => [c.codePointAt(0)!, c.codePointAt(0)!]))));
const identity = (text: string) => new Map([...text].map((c) => [c.codePointAt(0)!, c.codePointAt(0)!]));

test('holds exactly the characters asked for, with their widths and simple outlines', () => {
	const text = 'AZaz09€Ωж\u00a0 ';
	const small = cut(text);
	expect([...small.glyphs.keys()].map((code) => String.fromCodePoint(code)).sort()).toEqual([...text].sort());
	for (const [code, glyph] of small.glyphs) {
		const original = font.glyphs.get(code)!;
		expect(small.advance(glyph)).toBe(font.advance(original));
		expect([...small.outline(glyph)].slice(0, 10)).toEqual([...font.outline(original)].slice(0, 10));
	}
});

test('parts of composed letters come along and are renumbered', () => {
	const small = cut('É');
	const composed = small.outline(small.glyphs.get(0xc9)!);
	const part = new DataView(composed.buffer, composed.byteOffset).getUint16(12);
	const base = font.outline(font.glyphs.get(0x45)!);
	expect([...small.outline(part)].slice(0, base.length)).toEqual([...base]);
});

test('one character may borrow the outline of another', () => {
	const small = readTrueType(subsetFont(font, new Map([[0xfffd, 0x25a1]])));
	expect(small.advance(small.glyphs.get(0xfffd)!)).toBe(font.advance(font.glyphs.get(0x25a1)!));
});

test('is small, the same each time, and leaves the font as it was', () => {
	const before = [...font.table('glyf')!.subarray(0, 5000)];
	const first = subsetFont(font, identity('Éàç Facture'));
	expect(first.length).toBeLessThan(4000);
	expect(subsetFont(font, identity('Éàç Facture'))).toEqual(first);
	expect([...font.table('glyf')!.subarray(0, 5000)]).toEqual(before);
});
