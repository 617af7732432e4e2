import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import widths from './fonts/metrics.json' with { type: 'json' };
import { documentMetrics, type WidthRuns } from './metrics.ts';
import { readTrueType, type TrueType } from './ttf.ts';

const read = async (style: string) =>
	readTrueType(new Uint8Array(await readFile(new URL(`./fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));

function runs(font: TrueType): WidthRuns {
	const found: WidthRuns = {};
	let open: number[] = [];
	let next = -1;
	for (const code of [...font.glyphs.keys()].sort((a, b) => a - b)) {
		if (code !== next) found[code] = open = [];
		open.push((font.advance(font.glyphs.get(code)!) * 1000) / font.unitsPerEm);
		next = code + 1;
	}
	return found;
}

test('the committed widths are those of the fonts', async () => {
	expect(widths).toEqual({ regular: runs(await read('Regular')), semibold: runs(await read('Semibold')) });
});

test('both weights have the same characters, and figures of one width', async () => {
	const [regular, semibold] = [await read('Regular'), await read('Semibold')];
	expect([...semibold.glyphs.keys()]).toEqual([...regular.glyphs.keys()]);
	for (const weight of ['regular', 'semibold'] as const) {
		const figures = [...'0123456789'].map((digit) => documentMetrics.advance(weight, digit.charCodeAt(0)));
		expect(figures[0]).toBeGreaterThan(400);
		expect(new Set(figures).size).toBe(1);
	}
});

test('Latin, Greek and Cyrillic alphabets, currencies and the sign for a missing character are there', () => {
	const needed = 'AZaz09ÀÿĀžŁłŐőȘțẞßĲœΑΩαωάώΐЀЯаяёєіїґҐђћџ€£$¥₹₽₺₴₩₫₦ƒ–—‘’“”„«»…·•−×÷±°№™□\u00a0\u2009\u202f\u2011';
	for (const character of needed) expect(documentMetrics.has(character.codePointAt(0)!), character).toBe(true);
});
