/** Text in the code pages that accounting programs ask for. What a page does not have is written without its accent, or as a question mark. */
export type CodePage = 'windows-1252' | 'iso-8859-15';

const tables = new Map<CodePage, Map<string, number>>();

export function encodeAs(page: CodePage, text: string): Uint8Array<ArrayBuffer> {
	const table = tables.get(page) ?? tableOf(page);
	tables.set(page, table);
	const bytes: number[] = [];
	for (const char of text.normalize('NFC')) {
		const known = table.get(char) ?? table.get(LIKE[char] ?? '');
		if (known !== undefined) bytes.push(known);
		else for (const plain of char.normalize('NFKD').replace(/\p{M}/gu, '') || '?') bytes.push(table.get(plain) ?? 0x3f);
	}
	return new Uint8Array(bytes);
}

/** What looks alike, where the page has it. */
const LIKE: Record<string, string> = {
	'’': "'",
	'‘': "'",
	'“': '"',
	'”': '"',
	'–': '-',
	'—': '-',
	'…': '.',
	'\u202f': ' ',
	'\u00a0': ' ',
	Ł: 'L',
	ł: 'l',
	Đ: 'D',
	đ: 'd',
	ı: 'i'
};

/** Both pages are Latin-1 but for these. Written out: not every engine decodes them alike. */
const DIFFERENT: Record<CodePage, readonly (readonly [from: number, characters: string])[]> = {
	'windows-1252': [
		[0x80, '€'],
		[0x82, '‚ƒ„…†‡ˆ‰Š‹Œ'],
		[0x8e, 'Ž'],
		[0x91, '‘’“”•–—˜™š›œ'],
		[0x9e, 'žŸ']
	],
	'iso-8859-15': [
		[0xa4, '€'],
		[0xa6, 'Š'],
		[0xa8, 'š'],
		[0xb4, 'Ž'],
		[0xb8, 'ž'],
		[0xbc, 'ŒœŸ']
	]
};

function tableOf(page: CodePage): Map<string, number> {
	const table = new Map<string, number>();
	const replaced = new Set(DIFFERENT[page].flatMap(([from, characters]) => [...characters].map((_, at) => from + at)));
	for (let byte = 0; byte < 256; byte++)
		if (!replaced.has(byte) && (byte < 0x80 || byte > 0x9f)) table.set(String.fromCharCode(byte), byte);
	for (const [from, characters] of DIFFERENT[page]) [...characters].forEach((char, at) => table.set(char, from + at));
	return table;
}
