/** Crockford's base32: no I, L, O, U, so that a code survives being read out and typed. The first bit is the highest of the first symbol. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bits that do not fill a last symbol are left out. */
export function toBase32(bytes: Uint8Array): string {
	let text = '';
	let bits = 0;
	let held = 0;
	for (const byte of bytes) {
		held = ((held << 8) | byte) & 0xfff;
		bits += 8;
		for (; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
	}
	return text;
}

/** Whole bytes only; undefined on a symbol that is not one. */
export function fromBase32(symbols: string): Uint8Array | undefined {
	const bytes: number[] = [];
	let bits = 0;
	let held = 0;
	for (const symbol of symbols) {
		const value = ALPHABET.indexOf(symbol);
		if (value < 0) return undefined;
		held = ((held << 5) | value) & 0xfff;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			bytes.push((held >> bits) & 255);
		}
	}
	return Uint8Array.from(bytes);
}

/** What was typed, as symbols: case, blanks, dashes, and O, I, L for 0, 1, 1 do not matter. */
export function typedSymbols(text: string): string {
	return text
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\p{Pd}]/gu, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
}
