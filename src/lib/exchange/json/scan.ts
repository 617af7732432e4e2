/**
 * Reads one large JSON object without holding it: its members are handed out as they pass, those of a list one by one. Only the outline is
 * parsed here; each element is bounded in size and depth and then read by JSON.parse. Any valid JSON will do, however it is laid out.
 */
import { ImportRefused } from './problem.ts';

export interface Scanned {
	/** Name of the member. */
	section: string;
	/** Place in the member's list; undefined where it is no list. */
	index: number | undefined;
	value: unknown;
	/** Bytes of the file read so far. */
	read: number;
}

/** The largest element: a file of 10 MiB in base64, with room. */
export const LARGEST_ELEMENT = 16 * 1024 * 1024;
export const DEEPEST = 40;

export async function* scanJson(stream: ReadableStream<Uint8Array>): AsyncGenerator<Scanned> {
	const source = new Source(stream);
	await source.expect('{', 'not-ours');
	const seen = new Set<string>();
	for (let first = true; ; first = false) {
		const next = await source.next();
		if (next === '}' && first) break;
		source.back();
		const section = await source.value();
		if (typeof section !== 'string') throw new ImportRefused('not-json');
		if (seen.has(section)) throw new ImportRefused('duplicate-id', nameOf(section));
		seen.add(section);
		await source.expect(':');
		if ((await source.next()) === '[') yield* elements(source, section);
		else {
			source.back();
			yield { section, index: undefined, value: await source.value(), read: source.read };
		}
		const after = await source.next();
		if (after === '}') break;
		if (after !== ',') throw new ImportRefused('not-json', nameOf(section));
	}
	if ((await source.nextOrEnd()) !== undefined) throw new ImportRefused('not-json');
}

async function* elements(source: Source, section: string): AsyncGenerator<Scanned> {
	for (let index = 0; ; index++) {
		if ((await source.next()) === ']' && index === 0) return;
		source.back();
		try {
			yield { section, index, value: await source.value(), read: source.read };
		} catch (cause) {
			throw cause instanceof ImportRefused && cause.path === '' ? new ImportRefused(cause.problem, `${nameOf(section)}[${index}]`) : cause;
		}
		const after = await source.next();
		if (after === ']') return;
		if (after !== ',') throw new ImportRefused('not-json', `${nameOf(section)}[${index}]`);
	}
}

/** A name from the file is shown only when it can hold no text of a record. */
function nameOf(section: string): string {
	return ['records', 'journal', 'files', 'format', 'version', 'exported'].includes(section) ? section : '';
}

class Source {
	readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
	readonly #decoder = new TextDecoder('utf-8', { fatal: true });
	#text = '';
	#at = 0;
	#ended = false;
	read = 0;

	constructor(stream: ReadableStream<Uint8Array>) {
		this.#reader = stream.getReader();
	}

	/** The next character that is no white space. */
	async next(): Promise<string> {
		const found = await this.nextOrEnd();
		if (found === undefined) throw new ImportRefused('truncated');
		return found;
	}

	async nextOrEnd(): Promise<string | undefined> {
		for (;;) {
			while (this.#at < this.#text.length) {
				const char = this.#text[this.#at++]!;
				if (char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') return char;
			}
			if (!(await this.#more())) return undefined;
		}
	}

	back(): void {
		this.#at--;
	}

	async expect(char: string, otherwise: 'not-json' | 'not-ours' = 'not-json'): Promise<void> {
		if ((await this.next()) !== char) throw new ImportRefused(otherwise);
	}

	/** One whole JSON value. */
	async value(): Promise<unknown> {
		await this.next();
		this.back();
		let end = this.#at;
		let depth = 0;
		let quoted = false;
		for (;;) {
			if (end >= this.#text.length) {
				const from = this.#at;
				if (end - from > LARGEST_ELEMENT) throw new ImportRefused('element-too-large');
				const held = end - from;
				if (!(await this.#more())) {
					if (depth > 0 || quoted || held === 0) throw new ImportRefused('truncated');
					break;
				}
				end = this.#at + held;
				continue;
			}
			if (quoted) {
				// Most of a file is text: up to its end, or to what is escaped in it, nothing needs to be looked at.
				MARK.lastIndex = end;
				const mark = MARK.exec(this.#text);
				end = mark ? mark.index + 1 : this.#text.length;
				if (mark?.[0] === '\\') end++;
				else if (mark) quoted = false;
				if (!quoted && depth === 0) break;
				continue;
			}
			const char = this.#text.charCodeAt(end);
			if (depth === 0 && (char === COMMA || char === COLON || char === CLOSE_BRACE || char === CLOSE_BRACKET || char <= 32)) break;
			if (char === QUOTE) quoted = true;
			else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
				if (++depth > DEEPEST) throw new ImportRefused('too-deep');
			} else if ((char === CLOSE_BRACE || char === CLOSE_BRACKET) && --depth === 0) {
				end++;
				break;
			}
			end++;
		}
		if (end > this.#text.length) throw new ImportRefused('truncated');
		const text = this.#text.slice(this.#at, end);
		this.#at = end;
		if (text.length > LARGEST_ELEMENT) throw new ImportRefused('element-too-large');
		try {
			return JSON.parse(text) as unknown;
		} catch {
			throw new ImportRefused('not-json');
		}
	}

	/** Drops what was read and takes in the next part. */
	async #more(): Promise<boolean> {
		if (this.#ended) return false;
		const { done, value } = await this.#reader.read();
		this.#text = this.#text.slice(this.#at);
		this.#at = 0;
		try {
			this.#text += done ? this.#decoder.decode() : this.#decoder.decode(value, { stream: true });
		} catch {
			throw new ImportRefused('not-json');
		}
		if (done) this.#ended = true;
		else this.read += value.length;
		return !done || this.#text.length > 0;
	}
}

const MARK = /["\\]/g;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
