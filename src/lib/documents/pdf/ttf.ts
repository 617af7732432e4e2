/**
 * Reads what the layout and the subset need of a TrueType font: the character map, the advance widths and the outlines.
 * Only the fonts of this folder pass through here, so a malformed file is a programming error and throws.
 */
export interface TrueType {
	unitsPerEm: number;
	/** Glyph of each Unicode code point. */
	glyphs: Map<number, number>;
	advance(glyph: number): number;
	/** Outline bytes; empty for a blank glyph. */
	outline(glyph: number): Uint8Array;
	/** The raw table, or undefined when the font has none. */
	table(tag: string): Uint8Array | undefined;
}

export function readTrueType(bytes: Uint8Array): TrueType {
	// A Buffer's slices share its memory; a plain array's are copies, which the subset may change.
	const tables = directory(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	const table = (tag: string) => tables.get(tag);
	const need = (tag: string) => {
		const found = tables.get(tag);
		if (!found) throw new Error(`font without ${tag} table`);
		return found;
	};
	const head = view(need('head'));
	const hmtx = view(need('hmtx'));
	const loca = view(need('loca'));
	const glyf = need('glyf');
	const longMetrics = view(need('hhea')).getUint16(34);
	const longOffsets = head.getInt16(50) === 1;
	const offset = (glyph: number) => (longOffsets ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
	return {
		unitsPerEm: head.getUint16(18),
		glyphs: readCharacterMap(view(need('cmap'))),
		advance: (glyph) => hmtx.getUint16(Math.min(glyph, longMetrics - 1) * 4),
		outline: (glyph) => glyf.subarray(offset(glyph), offset(glyph + 1)),
		table
	};
}

function directory(bytes: Uint8Array): Map<string, Uint8Array> {
	const data = view(bytes);
	const tables = new Map<string, Uint8Array>();
	for (let i = 0; i < data.getUint16(4); i++) {
		const entry = 12 + i * 16;
		const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
		const start = data.getUint32(entry + 8);
		tables.set(tag, bytes.subarray(start, start + data.getUint32(entry + 12)));
	}
	return tables;
}

/** The Windows Unicode map in format 4: characters of the basic plane, which is all these fonts have. */
function readCharacterMap(cmap: DataView): Map<number, number> {
	for (let i = 0; i < cmap.getUint16(2); i++) {
		const entry = 4 + i * 8;
		const start = cmap.getUint32(entry + 4);
		if (cmap.getUint16(entry) === 3 && cmap.getUint16(entry + 2) === 1 && cmap.getUint16(start) === 4) return readSegments(cmap, start);
	}
	throw new Error('font without a Unicode character map');
}

function readSegments(cmap: DataView, start: number): Map<number, number> {
	const glyphs = new Map<number, number>();
	const size = cmap.getUint16(start + 6);
	for (let at = start + 14; at < start + 14 + size; at += 2) {
		const last = cmap.getUint16(at);
		const first = cmap.getUint16(at + size + 2);
		const delta = cmap.getUint16(at + 2 * size + 2);
		const rangeAt = at + 3 * size + 2;
		const range = cmap.getUint16(rangeAt);
		for (let code = first; code <= last && code < 0xffff; code++) {
			const glyph = range === 0 ? code + delta : cmap.getUint16(rangeAt + range + (code - first) * 2) + delta;
			if (glyph & 0xffff) glyphs.set(code, glyph & 0xffff);
		}
	}
	return glyphs;
}

export function view(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
