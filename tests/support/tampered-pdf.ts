/** A page on which something else is written than what was issued: its text is taken apart, changed, and put back, by glyphs that the file has. */
import { deflateSync, inflateSync } from 'node:zlib';

const NO_BREAK = '\u00a0';

/** @throws where a text does not stand on the page by itself, or a glyph of the new one is not in the file */
export function tampered(pdf: Uint8Array, changes: Record<string, string>): Buffer {
	const bytes = Buffer.from(pdf);
	const text = bytes.toString('latin1');
	const streams = [...text.matchAll(/\/Length (\d+)\n[^]*?>>\nstream\n/g)].map((found) => {
		const start = found.index + found[0].length;
		const packed = bytes.subarray(start, start + Number(found[1]));
		return { from: found.index, end: start + packed.length, head: found[0], packed };
	});
	const unpacked = streams.map(({ packed, head }) => (head.includes('/FlateDecode') ? inflateSync(packed).toString('latin1') : ''));
	const fonts = unpacked.filter((each) => each.includes('beginbfchar') || each.includes('beginbfrange')).map(glyphsOf);
	const left = new Set(Object.keys(changes));
	const parts: Buffer[] = [];
	let at = 0;
	streams.forEach(({ from, end, head }, index) => {
		const content = unpacked[index]!;
		if (!content.includes(' Tj')) return;
		const changed = content.replace(/<([0-9a-f]+)> Tj/g, (whole, hex: string) => {
			for (const glyphs of fonts) {
				const byGlyph = new Map([...glyphs].map(([character, glyph]) => [glyph, character === NO_BREAK ? ' ' : character]));
				const run = hex
					.match(/.{4}/g)!
					.map((each) => byGlyph.get(each) ?? '\0')
					.join('');
				const found = Object.keys(changes).find((each) => run.includes(each));
				if (found === undefined) continue;
				left.delete(found);
				const next = [...run.replaceAll(found, changes[found]!)].map((each) => (each === ' ' && glyphs.get(NO_BREAK)) || glyphs.get(each));
				if (next.includes(undefined)) throw new Error(`no glyph for ${changes[found]!}`);
				return `<${next.join('')}> Tj`;
			}
			return whole;
		});
		const packed = deflateSync(Buffer.from(changed, 'latin1'));
		parts.push(bytes.subarray(at, from), Buffer.from(head.replace(/\/Length \d+/, `/Length ${packed.length}`), 'latin1'), packed);
		at = end;
	});
	if (left.size > 0) throw new Error(`not on the page: ${[...left].join(', ')}`);
	return Buffer.concat([...parts, bytes.subarray(at)]);
}

/** Glyph by character. */
function glyphsOf(map: string): Map<string, string> {
	const pairs = [...map.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>/g)];
	return new Map(pairs.map(([, glyph, code]) => [String.fromCharCode(Number.parseInt(code!, 16)), glyph!.toLowerCase()]));
}
