/** How much the name on a statement is that of a client. Banks write it in capitals, without accents, cut short, and with the legal form or without. */
import { fold } from '../fold.ts';

/** Legal forms and titles say nothing of who it is. */
const FORMS = new Set(
	'gmbh ag kg ohg ug gbr ev eg mbh co und and et y e the der die das sarl sas sasu sa eurl sci snc sl slu sau slne scp ltd llc inc corp plc lp llp limited company pty pvt private srl srls spa bv nv vof cv lda sprl srl asbl herr frau mr mrs ms mme m dr prof sr sra don dona'.split(
		' '
	)
);

export function nameWords(name: string): string[] {
	const words = fold(name)
		// "S.A.R.L." is one word.
		.replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		// As typewriters write umlauts.
		.replace(/ae/g, 'a')
		.replace(/oe/g, 'o')
		.replace(/ue/g, 'u')
		.trim()
		.split(' ')
		.filter((word) => word !== '');
	const telling = words.filter((word) => !FORMS.has(word));
	return telling.length > 0 ? telling : words;
}

/** From 0 to 1: which part of the client's name stands in the line's, by letters. */
export function likeness(client: readonly string[], line: readonly string[]): number {
	if (client.length === 0 || line.length === 0) return 0;
	let whole = 0;
	let found = 0;
	let used = 0;
	for (const word of client) {
		whole += word.length;
		const at = line.findIndex((each, index) => !(index < 30 && used & (1 << index)) && (each === word || isCut(each, word)));
		if (at < 0) continue;
		if (at < 30) used |= 1 << at;
		found += word.length;
	}
	// One letter or two, alone, are nobody's name.
	return found < 3 ? 0 : found / whole;
}

/** The last word of a name that was too long for its field. */
function isCut(short: string, long: string): boolean {
	return short.length >= 4 && long.startsWith(short);
}
