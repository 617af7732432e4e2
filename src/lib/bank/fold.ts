/** Lower case without accents, and the letters that have no accent to take off: so that names and headings compare as people read them. */
export function fold(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/ß/g, 'ss')
		.replace(/[æœøłđð]/g, (letter) => LETTERS[letter]!);
}

const LETTERS: Record<string, string> = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd' };
