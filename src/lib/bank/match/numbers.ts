/**
 * Finding the numbers of documents in what a payer wrote. People leave out dashes, put blanks in, and banks tear lines apart; so a number is looked
 * for among letters and digits alone, from the beginning of a word on, and not where more digits follow: "F2026-004" is not in "F2026-0042".
 */
import { fold } from '../fold.ts';
import { payloads } from './structured.ts';

export interface Numbered {
	id: string;
	number: string;
}

export class NumberIndex<T extends Numbered> {
	readonly #byKey = new Map<string, T[]>();
	/** Of numbers with enough digits: their digits alone, as structured references hold them. */
	readonly #byDigits = new Map<string, T[]>();
	/** Length of a number -> how many have it. */
	readonly #lengths = new Map<number, number>();

	constructor(items: Iterable<T> = []) {
		for (const item of items) this.add(item);
	}

	add(item: T): void {
		const key = keyOf(item.number);
		if (!isTelling(key)) return;
		const known = this.#byKey.get(key);
		if (known) known.push(item);
		else this.#byKey.set(key, [item]);
		this.#lengths.set(key.length, (this.#lengths.get(key.length) ?? 0) + 1);
		const digits = digitsOf(item.number);
		if (digits) this.#byDigits.set(digits, [...(this.#byDigits.get(digits) ?? []), item]);
	}

	remove({ id, number }: Numbered): void {
		const key = keyOf(number);
		const known = this.#byKey.get(key);
		const left = known?.filter((each) => each.id !== id);
		if (!known || !left || left.length === known.length) return;
		if (left.length > 0) this.#byKey.set(key, left);
		else this.#byKey.delete(key);
		const digits = digitsOf(number);
		const others = this.#byDigits.get(digits)?.filter((each) => each.id !== id) ?? [];
		if (others.length > 0) this.#byDigits.set(digits, others);
		else this.#byDigits.delete(digits);
		const count = this.#lengths.get(key.length)! - 1;
		if (count > 0) this.#lengths.set(key.length, count);
		else this.#lengths.delete(key.length);
	}

	/** Those whose number stands in the text, each once. */
	find(text: string): T[] {
		const found = new Map<string, T>();
		const { letters, starts } = compact(text);
		for (const start of starts) {
			for (const length of this.#lengths.keys()) {
				const end = start + length;
				if (end > letters.length) continue;
				const items = this.#byKey.get(letters.slice(start, end));
				if (items && !(isDigit(letters[end - 1]) && isDigit(letters[end]) && !starts.has(end)))
					for (const item of items) found.set(item.id, item);
			}
		}
		for (const payload of payloads(text)) for (const item of this.#byDigits.get(payload) ?? []) found.set(item.id, item);
		return [...found.values()];
	}
}

/** A number that is more than a short count: it names one document by itself. */
export function isStrong(number: string): boolean {
	const key = keyOf(number);
	return key.length >= 6 || (key.length >= 4 && /[a-z]/.test(key) && /\d{2}/.test(key));
}

/** What of a number is looked for, in the letters of a text; empty of one that is too short to tell anything. */
export function telling(number: string): string {
	const key = keyOf(number);
	return isTelling(key) ? key : '';
}

/** Letters and digits alone. */
export function lettersOf(text: string): string {
	return compact(text).letters;
}

/** Digits of a number as a structured reference holds it, without zeros in front; empty of fewer than six. */
export function digitsOf(number: string): string {
	const digits = number.replace(/\D/g, '').replace(/^0+/, '');
	return digits.length >= 6 ? digits : '';
}

function keyOf(number: string): string {
	return compact(number).letters;
}

/** Three digits stand in every text. */
function isTelling(key: string): boolean {
	return key.length >= 4 && /\d/.test(key);
}

/** Letters and digits, and where a word begins among them: a change between letters and digits begins one too. */
function compact(text: string): { letters: string; starts: Set<number> } {
	const starts = new Set<number>();
	let letters = '';
	for (const [word] of fold(text).matchAll(/\p{L}+|\p{N}+/gu)) {
		starts.add(letters.length);
		letters += word;
	}
	return { letters, starts };
}

function isDigit(character: string | undefined): boolean {
	return character !== undefined && character >= '0' && character <= '9';
}
