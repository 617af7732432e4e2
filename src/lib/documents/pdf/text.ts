/** Text as it is set: cleaned, measured, broken into lines. No kerning and no ligatures, in every painter. */
import type { FontMetrics, Weight } from './metrics.ts';

/** Stands for a character the font lacks; drawn as an empty square. */
export const REPLACEMENT = '\u{fffd}';
export const REPLACEMENT_GLYPH = 0x25a1;

/** Control, format and variation characters have no shape of their own: soft hyphen, zero-width and direction marks, selectors. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}]|\p{Variation_Selector}/gu;

/** What will be set of a text: composed, without invisible characters, every character the font lacks replaced by a visible sign. */
export function printable(text: string, metrics: FontMetrics): string {
	let set = '';
	for (const character of normal(text)) {
		set += character === '\n' || metrics.has(character.codePointAt(0)!) ? character : REPLACEMENT;
	}
	return set;
}

/** Characters of a text that the font lacks, each once. */
export function missingIn(text: string, metrics: FontMetrics): string[] {
	const missing = new Set<string>();
	for (const character of normal(text)) {
		if (character !== '\n' && !metrics.has(character.codePointAt(0)!)) missing.add(character);
	}
	return [...missing];
}

function normal(text: string): string {
	return text
		.normalize('NFC')
		.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
		.replace(/\t/g, '  ')
		.replace(INVISIBLE, '');
}

/** Width in points of a text that `printable` has passed. */
export function widthOf(text: string, weight: Weight, size: number, metrics: FontMetrics): number {
	let sum = 0;
	for (const character of text) {
		sum += metrics.advance(weight, character === REPLACEMENT ? REPLACEMENT_GLYPH : character.codePointAt(0)!);
	}
	return (sum * size) / 1000;
}

/**
 * Breaks a text into lines no wider than `width`: at line feeds, at spaces, after hyphens and slashes, and inside a word only when it
 * is wider than a whole line. No-break spaces hold. Spaces at a break are dropped.
 */
export function wrap(text: string, width: number, weight: Weight, size: number, metrics: FontMetrics): string[] {
	const set = printable(text, metrics).replace(/\n+$/, '');
	if (set.trim() === '') return [];
	const measure = (part: string) => widthOf(part, weight, size, metrics);
	return set.split('\n').flatMap((paragraph) => wrapParagraph(paragraph.replace(/ +$/, ''), width, measure));
}

function wrapParagraph(paragraph: string, width: number, measure: (text: string) => number): string[] {
	const lines: string[] = [];
	let line = '';
	let used = 0;
	const close = () => {
		lines.push(line.replace(/ +$/, ''));
		line = '';
		used = 0;
	};
	for (const word of paragraph.match(/ *[^ ]*?(?:[-–/](?=[^ \d])|(?= |$))/g) ?? []) {
		if (word === '') continue;
		const wide = measure(word);
		if (used + wide <= width) {
			line += word;
			used += wide;
			continue;
		}
		if (line !== '') close();
		let rest = word.replace(/^ +/, '');
		while (measure(rest) > width) {
			const [head, tail] = splitWord(rest, width, measure);
			lines.push(head);
			rest = tail;
		}
		line = rest;
		used = measure(rest);
	}
	close();
	return lines;
}

/** The longest head that fits, at least one character. */
function splitWord(word: string, width: number, measure: (text: string) => number): [string, string] {
	const characters = [...word];
	let count = 1;
	let used = measure(characters[0]!);
	while (count < characters.length && (used += measure(characters[count]!)) <= width) count++;
	return [characters.slice(0, count).join(''), characters.slice(count).join('')];
}
