/**
 * Cuts a font down to the characters of one document. jsPDF embeds the character map, glyph index and names of the whole font with every
 * file; given a font that holds nothing else than what is used, it embeds a few kilobytes and is several times faster.
 */
import { type TrueType, view } from './ttf.ts';

/** Composite glyph flags. */
const WORDS = 0x0001;
const SCALE = 0x0008;
const MORE = 0x0020;
const XY_SCALE = 0x0040;
const TWO_BY_TWO = 0x0080;

/** What the checksum of a whole font adds up to, by `checkSumAdjustment` in its head. */
const WHOLE_SUM = 0xb1b0afba;

/** A font program with the glyphs of `characters` (code point to the code point whose outline it shows), each with its own number. */
export function subsetFont(font: TrueType, characters: Map<number, number>): Uint8Array {
	const codes = [...characters.keys()].sort((a, b) => a - b);
	const sources = [0, ...codes.map((code) => font.glyphs.get(characters.get(code)!)!)];
	const outlines = collectOutlines(font, sources);
	return writeFont([
		['OS/2', font.table('OS/2')!],
		['cmap', characterMap(codes)],
		['glyf', concat(outlines)],
		['head', withLongOffsets(font.table('head')!)],
		['hhea', withCount(font.table('hhea')!, 34, sources.length)],
		['hmtx', metrics(font, sources)],
		['loca', offsets(outlines)],
		['maxp', withCount(font.table('maxp')!, 4, sources.length)],
		['name', font.table('name')!],
		['post', withCount(font.table('post')!.slice(0, 32), 0, 3)]
	]);
}

/** Outlines by new glyph number; parts of composites that no character shows are appended to `sources`. */
function collectOutlines(font: TrueType, sources: number[]): Uint8Array[] {
	const numbers = new Map(sources.map((glyph, index) => [glyph, index]));
	const outlines: Uint8Array[] = [];
	for (let i = 0; i < sources.length; i++) {
		const outline = font.outline(sources[i]!).slice();
		for (const at of componentPositions(outline)) {
			const part = view(outline).getUint16(at);
			if (!numbers.has(part)) numbers.set(part, sources.push(part) - 1);
			view(outline).setUint16(at, numbers.get(part)!);
		}
		outlines.push(padded(outline));
	}
	return outlines;
}

/** Where in a composite outline the numbers of its parts stand. */
function componentPositions(outline: Uint8Array): number[] {
	const positions: number[] = [];
	const data = view(outline);
	if (outline.length === 0 || data.getInt16(0) >= 0) return positions;
	let at = 10;
	for (let flags = MORE; flags & MORE;) {
		flags = data.getUint16(at);
		positions.push(at + 2);
		at += 4 + (flags & WORDS ? 4 : 2);
		at += flags & SCALE ? 2 : flags & XY_SCALE ? 4 : flags & TWO_BY_TWO ? 8 : 0;
	}
	return positions;
}

function metrics(font: TrueType, sources: number[]): Uint8Array {
	const table = new Uint8Array(sources.length * 4);
	sources.forEach((glyph, i) => {
		view(table).setUint16(i * 4, font.advance(glyph));
		const outline = font.outline(glyph);
		view(table).setInt16(i * 4 + 2, outline.length ? view(outline).getInt16(2) : 0);
	});
	return table;
}

function offsets(outlines: Uint8Array[]): Uint8Array {
	const table = new Uint8Array((outlines.length + 1) * 4);
	let at = 0;
	outlines.forEach((outline, i) => view(table).setUint32((i + 1) * 4, (at += outline.length)));
	return table;
}

/** Format 4, one segment per run of neighbouring characters; glyph numbers follow the characters, starting at 1. */
function characterMap(codes: number[]): Uint8Array {
	const segments: { first: number; last: number; glyph: number }[] = [];
	codes.forEach((code, i) => {
		const open = segments.at(-1);
		if (open && open.last === code - 1) open.last = code;
		else segments.push({ first: code, last: code, glyph: i + 1 });
	});
	segments.push({ first: 0xffff, last: 0xffff, glyph: 0 });
	const count = segments.length;
	const table = new Uint8Array(12 + 16 + count * 8);
	const data = view(table);
	[0, 1, 3, 1, 0, 12, 4, 16 + count * 8, 0, count * 2].forEach((value, i) => data.setUint16(i * 2, value));
	const power = 2 ** Math.floor(Math.log2(count));
	data.setUint16(20, power * 2);
	data.setUint16(22, Math.log2(power));
	data.setUint16(24, (count - power) * 2);
	segments.forEach(({ first, last, glyph }, i) => {
		data.setUint16(26 + i * 2, last);
		data.setUint16(28 + count * 2 + i * 2, first);
		data.setUint16(28 + count * 4 + i * 2, last === 0xffff ? 1 : (glyph - first) & 0xffff);
	});
	return table;
}

function withCount(table: Uint8Array, at: number, value: number): Uint8Array {
	const copy = table.slice();
	if (at === 0) view(copy).setUint32(0, value * 0x10000);
	else view(copy).setUint16(at, value);
	return copy;
}

function withLongOffsets(head: Uint8Array): Uint8Array {
	const copy = head.slice();
	view(copy).setUint32(8, 0);
	view(copy).setInt16(50, 1);
	return copy;
}

function writeFont(tables: [string, Uint8Array][]): Uint8Array {
	const power = 2 ** Math.floor(Math.log2(tables.length));
	const header = new Uint8Array(12 + tables.length * 16);
	const data = view(header);
	data.setUint32(0, 0x00010000);
	[tables.length, power * 16, Math.log2(power), (tables.length - power) * 16].forEach((value, i) => data.setUint16(4 + i * 2, value));
	let at = header.length;
	const bodies = tables.map(([tag, bytes], i) => {
		const body = padded(bytes);
		const entry = 12 + i * 16;
		for (let c = 0; c < 4; c++) header[entry + c] = tag.charCodeAt(c);
		data.setUint32(entry + 4, checksum(body));
		data.setUint32(entry + 8, at);
		data.setUint32(entry + 12, bytes.length);
		at += body.length;
		return body;
	});
	const font = concat([header, ...bodies]);
	const head = 12 + tables.findIndex(([tag]) => tag === 'head') * 16;
	view(font).setUint32(data.getUint32(head + 8) + 8, (WHOLE_SUM - checksum(font)) >>> 0);
	return font;
}

function checksum(table: Uint8Array): number {
	const data = view(table);
	let sum = 0;
	for (let at = 0; at < table.length; at += 4) sum = (sum + data.getUint32(at)) >>> 0;
	return sum;
}

function padded(bytes: Uint8Array): Uint8Array {
	if (bytes.length % 4 === 0) return bytes;
	const copy = new Uint8Array(bytes.length + 4 - (bytes.length % 4));
	copy.set(bytes);
	return copy;
}

function concat(parts: Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
