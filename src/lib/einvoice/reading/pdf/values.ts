/** Values of a PDF (ISO 32000-1, 7.2 and 7.3) out of its text: one character for each byte. */
import { PdfRefused } from './problem.ts';

export class PdfName {
	readonly name: string;
	constructor(name: string) {
		this.name = name;
	}
}
export class PdfRef {
	readonly id: number;
	constructor(id: number) {
		this.id = id;
	}
}
/** One character for each byte. */
export class PdfString {
	readonly bytes: string;
	constructor(bytes: string) {
		this.bytes = bytes;
	}
}
export type PdfDict = Map<string, PdfValue>;
export type PdfValue = null | boolean | number | PdfName | PdfRef | PdfString | PdfValue[] | PdfDict;

const DEEPEST = 60;
const LONGEST_STRING = 256 * 1024;
const SPACE = /[\0\t\n\f\r ]/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const REFERENCE = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const NAME = /\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y;
const WORD = /[A-Za-z]+/y;

export class ValueReader {
	readonly text: string;
	at: number;

	constructor(text: string, at = 0) {
		this.text = text;
		this.at = at;
	}

	/** The next value. @throws PdfRefused where there is none. */
	value(depth = 0): PdfValue {
		if (depth > DEEPEST) throw new PdfRefused('pdf-broken');
		this.skipSpace();
		const { text, at } = this;
		const first = text[at];
		if (first === '/') return new PdfName(this.#match(NAME)![1]!.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => byte(hex)));
		if (first === '(') return this.#literal();
		if (first === '<') return text[at + 1] === '<' ? this.#dict(depth) : this.#hex();
		if (first === '[') return this.#array(depth);
		const reference = this.#match(REFERENCE);
		if (reference) return new PdfRef(Number(reference[1]));
		const number = this.#match(NUMBER);
		if (number) return Number(number[0]);
		const word = this.#match(WORD)?.[0];
		if (word === 'true' || word === 'false') return word === 'true';
		if (word === 'null') return null;
		throw new PdfRefused('pdf-broken');
	}

	skipSpace(): void {
		for (;;) {
			while (this.#match(SPACE));
			if (this.text[this.at] !== '%') return;
			const end = this.text.slice(this.at, this.at + 10_000).search(/[\r\n]/);
			this.at = end < 0 ? this.text.length : this.at + end;
		}
	}

	#dict(depth: number): PdfDict {
		this.at += 2;
		const dict: PdfDict = new Map();
		for (;;) {
			this.skipSpace();
			if (this.text.startsWith('>>', this.at)) {
				this.at += 2;
				return dict;
			}
			const key = this.value(depth + 1);
			if (!(key instanceof PdfName)) throw new PdfRefused('pdf-broken');
			dict.set(key.name, this.value(depth + 1));
		}
	}

	#array(depth: number): PdfValue[] {
		this.at++;
		const items: PdfValue[] = [];
		for (;;) {
			this.skipSpace();
			if (this.text[this.at] === ']') {
				this.at++;
				return items;
			}
			items.push(this.value(depth + 1));
		}
	}

	#hex(): PdfString {
		const end = this.at + this.text.slice(this.at, this.at + LONGEST_STRING).indexOf('>');
		if (end < this.at) throw new PdfRefused('pdf-broken');
		const digits = this.text.slice(this.at + 1, end).replace(/[^0-9A-Fa-f]/g, '');
		this.at = end + 1;
		return new PdfString((digits.length % 2 ? `${digits}0` : digits).replace(/../g, byte));
	}

	#literal(): PdfString {
		const out: string[] = [];
		let open = 0;
		const end = Math.min(this.text.length, this.at + LONGEST_STRING);
		for (; this.at < end; this.at++) {
			const each = this.text[this.at]!;
			if (each === '(' && open++ === 0) continue;
			if (each === ')' && --open === 0) {
				this.at++;
				return new PdfString(out.join(''));
			}
			out.push(each === '\\' ? this.#escaped() : each);
		}
		throw new PdfRefused('pdf-broken');
	}

	/** Leaves the place at the last character of it. */
	#escaped(): string {
		const octal = /^[0-7]{1,3}/.exec(this.text.slice(this.at + 1, this.at + 4))?.[0];
		if (octal) {
			this.at += octal.length;
			return String.fromCharCode(parseInt(octal, 8) & 0xff);
		}
		const each = this.text[++this.at] ?? '';
		if (each === '\r' && this.text[this.at + 1] === '\n') this.at++;
		if (each === '\r' || each === '\n') return '';
		return ESCAPES[each] ?? each;
	}

	#match(pattern: RegExp): RegExpExecArray | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text);
		if (found) this.at = pattern.lastIndex;
		return found ?? undefined;
	}
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function byte(hex: string): string {
	return String.fromCharCode(parseInt(hex, 16));
}

/** A text string (7.9.2.2): UTF-16 or UTF-8 by its mark, else taken as Latin-1, which PDFDocEncoding is for what names of files are made of. */
export function textOf(value: PdfValue | undefined): string {
	if (!(value instanceof PdfString)) return '';
	const bytes = Uint8Array.from(value.bytes, (each) => each.charCodeAt(0));
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes);
	return value.bytes;
}
