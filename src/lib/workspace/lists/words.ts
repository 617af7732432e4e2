/**
 * What is typed into a search, as the words to look for. An amount is found however it is written: grouped by spaces, points, commas or
 * apostrophes, with a point or a comma before its decimals; lists keep amounts as "1234.50".
 */

/** One must be found, whole: all of its words. */
export type Term = readonly (readonly string[])[];

/** Lower case without accents, so that "ecole" finds "École"; no zero characters, which part the rows of a page. */
export function fold(text: string): string {
	if (/^\p{ASCII}*$/u.test(text) && !text.includes('\0')) return text.toLowerCase();
	return text
		.normalize('NFKD')
		.replace(/[\p{M}\0]/gu, '')
		.toLowerCase();
}

/** What is kept of a text for searches: each word once, since a word that is looked for never reaches over a space. */
export function searchable(text: string): string {
	return [...new Set(fold(text).split(/\s+/))].join(' ');
}

const GROUPED = /(?<![\w.,])[-+]?\d{1,3}(?:[ '’.,]\d{3})+(?:[.,]\d{0,3})?(?![\w])|(?<![\w.,])[-+]?\d+[.,]\d{0,3}(?![\w])/g;

/** All terms must be found. */
export function termsOf(search: string): Term[] {
	const terms: Term[] = [];
	// NFKD has made plain spaces of the narrow and unbreakable ones.
	const text = fold(search);
	let from = 0;
	for (const match of text.matchAll(GROUPED)) {
		terms.push(...wordsOf(text.slice(from, match.index)).map((word) => [[word]]));
		from = match.index + match[0].length;
		const plain = plainAmounts(match[0].replace(/^\+/, ''));
		const alternatives = [wordsOf(match[0]), ...plain.map((amount) => [amount])];
		terms.push(alternatives.filter((one, index) => alternatives.findIndex((other) => other.join() === one.join()) === index));
	}
	return [...terms, ...wordsOf(text.slice(from)).map((word) => [[word]])];
}

/** "1.234,50", "1 234.5" and "1'234" as "1234.50", "1234.5" and "1234"; "1.234" may be either "1234" or "1.234". */
function plainAmounts(typed: string): string[] {
	const point = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','));
	const whole = typed.replace(/[ '’.,]/g, '');
	if (point < 0) return [whole];
	const decimals = typed.slice(point + 1);
	const before = typed.slice(0, point).replace(/[ '’.,]/g, '');
	const asDecimals = decimals === '' ? before : `${before}.${decimals}`;
	const sameMark = typed.split(typed[point]!).length > 2;
	if (sameMark) return [whole];
	return decimals.length === 3 && before.length <= 3 && !/[ '’]/.test(typed) ? [whole, asDecimals] : [asDecimals];
}

function wordsOf(text: string): string[] {
	return text.split(/\s+/).filter(Boolean);
}

/** True when every term is found; `has` says whether one word is. */
export function meetsTerms(terms: readonly Term[], has: (word: string) => boolean): boolean {
	return terms.every((term) => term.some((words) => words.every(has)));
}

/** Every string of a row but its id, for lists whose capability says nothing better. */
export function textOf(row: object): string {
	const { id: _, ...shown } = row as Record<string, unknown>;
	return Object.values(shown)
		.flat()
		.filter((value) => typeof value === 'string')
		.join('\n');
}

/**
 * Orders texts as people do when compared by code units: case and accents make no difference, and runs of digits count as numbers
 * ("Invoice 9" before "Invoice 10"). The same on every device, whatever its language.
 */
export function sortKey(text: string): string {
	return fold(text).replace(/\d+/g, (run) => {
		const number = run.replace(/^0+(?=\d)/, '');
		return String.fromCharCode(0x30 + Math.min(number.length, 0x4f)) + number;
	});
}
