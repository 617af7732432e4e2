/**
 * The sRGB colour space (IEC 61966-2-1) as an ICC profile, version 4 (ISO 15076-1), put together here: what the colours of a PDF/A mean.
 * Figures are those of IEC 61966-2-1, adapted from D65 to D50 by Bradford as ISO 15076-1, annex E, has it.
 */

const D50 = [0.9642, 1, 0.8249];
const PRIMARIES = { rXYZ: [0.43607, 0.22249, 0.01392], gXYZ: [0.38515, 0.71687, 0.09708], bXYZ: [0.14307, 0.06061, 0.7141] };
const ADAPTATION = [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];
/** Exponent, then the slope and offset of the curve and of its straight beginning, and where that ends. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

const HEADER = 128;

export function srgbProfile(): Uint8Array {
	const curve = bytes('para', [0x00030000, ...CURVE.map(fixed)]);
	const tags: [name: string, data: Uint8Array][] = [
		['desc', text('sRGB')],
		['cprt', text('No copyright')],
		['wtpt', bytes('XYZ ', D50.map(fixed))],
		['chad', bytes('sf32', ADAPTATION.map(fixed))],
		...Object.entries(PRIMARIES).map(([name, xyz]): [string, Uint8Array] => [name, bytes('XYZ ', xyz.map(fixed))]),
		['rTRC', curve],
		['gTRC', curve],
		['bTRC', curve]
	];
	const start = HEADER + 4 + tags.length * 12;
	const places = new Map<Uint8Array, number>();
	let size = start;
	for (const [, data] of tags) {
		if (places.has(data)) continue;
		places.set(data, size);
		size += data.length;
	}
	const profile = new Uint8Array(size);
	const view = new DataView(profile.buffer);
	view.setUint32(0, size);
	view.setUint32(8, 0x04300000);
	['mntr', 'RGB ', 'XYZ '].forEach((word, index) => write(profile, 12 + index * 4, word));
	// A day must be named: that of the edition followed, at noon.
	[2010, 12, 1, 12, 0, 0].forEach((part, index) => view.setUint16(24 + index * 2, part));
	write(profile, 36, 'acsp');
	D50.forEach((value, index) => view.setUint32(68 + index * 4, fixed(value)));
	view.setUint32(HEADER, tags.length);
	tags.forEach(([name, data], index) => {
		const at = HEADER + 4 + index * 12;
		write(profile, at, name);
		view.setUint32(at + 4, places.get(data)!);
		view.setUint32(at + 8, data.length);
		profile.set(data, places.get(data));
	});
	return profile;
}

/** s15Fixed16Number. */
function fixed(value: number): number {
	return Math.round(value * 0x10000);
}

/** An element: its kind, a reserved word, and numbers of 32 bits. */
function bytes(kind: string, numbers: number[]): Uint8Array {
	const data = new Uint8Array(8 + numbers.length * 4);
	const view = new DataView(data.buffer);
	write(data, 0, kind);
	numbers.forEach((value, index) => view.setInt32(8 + index * 4, value));
	return data;
}

/** multiLocalizedUnicodeType with one entry, in English. */
function text(words: string): Uint8Array {
	const data = new Uint8Array(Math.ceil((28 + words.length * 2) / 4) * 4);
	const view = new DataView(data.buffer);
	write(data, 0, 'mluc');
	view.setUint32(8, 1);
	view.setUint32(12, 12);
	write(data, 16, 'enUS');
	view.setUint32(20, words.length * 2);
	view.setUint32(24, 28);
	[...words].forEach((character, index) => view.setUint16(28 + index * 2, character.charCodeAt(0)));
	return data;
}

function write(data: Uint8Array, at: number, ascii: string): void {
	for (let i = 0; i < ascii.length; i++) data[at + i] = ascii.charCodeAt(i);
}
