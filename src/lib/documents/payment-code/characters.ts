/** Text as a payment code may hold it. */

const WRITTEN: Record<string, string> = {
	'‘': "'",
	'’': "'",
	'‚': ',',
	'“': '"',
	'”': '"',
	'„': '"',
	'–': '-',
	'—': '-',
	'…': '...',
	'•': '-'
};

/** Basic Latin, Latin-1, Latin Extended-A, Ș ș Ț ț and € (Swiss Implementation Guidelines QR-bill 2.3, 4.1.1). */
const SWISS = /[ -~\u00a0-\u017f\u0218-\u021b€]/u;

/** In the characters of a Swiss QR-bill: others lose their accents, what has no like becomes a full stop. */
export function inSwissCharacters(text: string): string {
	return [...oneLine(text)].map((character) => (SWISS.test(character) ? character : nearest(character))).join('');
}

function nearest(character: string): string {
	const written = WRITTEN[character];
	if (written) return written;
	const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
	return plain !== '' && [...plain].every((each) => SWISS.test(each)) ? plain : '.';
}

/** Elements are parted by line ends, so none has any. */
export function oneLine(text: string): string {
	return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

export function cut(text: string, length: number): string {
	return [...text].slice(0, length).join('').trim();
}
