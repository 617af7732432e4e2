/**
 * The tokens of an XML file as it comes, without holding it. Only what carries data is read: elements, attributes, text, CDATA, comments, the five
 * entities every XML has, and character references. A document type, an entity of one's own, an instruction or another encoding is refused before
 * anything of it is looked at: nothing can unfold, and nothing outside the file is ever named. [Note: malicious files]
 */
import { ImportRefused } from '../json/problem.ts';

export interface OpenTag {
	kind: 'open';
	/** Without its prefix. */
	name: string;
	prefix: string;
	attributes: ReadonlyMap<string, string>;
	empty: boolean;
}
export type Tag = OpenTag | { kind: 'close'; name: string; prefix: string };
export type Token = Tag | { kind: 'text'; text: string };

/** Longer than any tag or comment that means something. */
const LONGEST_MARKUP = 1024 * 1024;
const NAME = '[A-Za-z_][\\w.-]*';
const OPEN = new RegExp(`^<(?:(${NAME}):)?(${NAME})((?:\\s+${NAME}(?::${NAME})?\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>$`);
const CLOSE = new RegExp(`^</(?:(${NAME}):)?(${NAME})\\s*>$`);
const ATTRIBUTE = new RegExp(`(${NAME}(?::${NAME})?)\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');
const DECLARATION =
	/^<\?xml\s+version\s*=\s*(["'])1\.\d\1(?:\s+encoding\s*=\s*(["'])([\w.-]+)\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\4)?\s*\?>$/;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** Short tags are known by their text: a file of books has some hundreds that come again and again, and each is read once. */
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 64;
/** The longest reference: `&#1114111;`. */
const LONGEST_REFERENCE = 12;

export class XmlTokens {
	readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
	readonly #decoder = new TextDecoder('utf-8', { fatal: true });
	#text = '';
	#at = 0;
	#ended = false;
	#started = false;
	#inData = false;
	readonly #known = new Map<string, Tag>();
	/** Bytes of the file read so far. */
	read = 0;

	constructor(stream: ReadableStream<Uint8Array>) {
		this.#reader = stream.getReader();
	}

	/** Undefined at the end. */
	async next(): Promise<Token | undefined> {
		for (;;) {
			const token = this.take();
			if (token !== 'more') return token;
			if (!(await this.fill()) && this.#at >= this.#text.length) return undefined;
		}
	}

	/** What the part that is here holds; `more` where it ends within a token. */
	take(): Token | 'more' {
		for (;;) {
			if (this.#inData) return this.#data();
			if (this.#at >= this.#text.length) return 'more';
			if (this.#text[this.#at] !== '<') return this.#plain();
			const markup = this.#markup();
			if (markup) return markup;
		}
	}

	/** False at the end of the file. */
	async fill(): Promise<boolean> {
		if (this.#ended) {
			if (this.#at < this.#text.length || this.#inData) throw new ImportRefused('truncated');
			return false;
		}
		const { done, value } = await this.#reader.read();
		const rest = this.#text.slice(this.#at);
		this.#at = 0;
		try {
			this.#text = rest + (done ? this.#decoder.decode() : this.#decoder.decode(value, { stream: true }));
		} catch {
			throw new ImportRefused('xml-encoding');
		}
		if (done) this.#ended = true;
		else this.read += value.length;
		return true;
	}

	#plain(): Token | 'more' {
		const next = this.#text.indexOf('<', this.#at);
		let end = next < 0 ? this.#text.length : next;
		if (next < 0 && !this.#ended) {
			// A reference, or the end of a line, may go on in the next part.
			const reference = this.#text.lastIndexOf('&', end);
			if (reference >= this.#at && end - reference < LONGEST_REFERENCE && !this.#text.includes(';', reference)) end = reference;
			if (this.#text[end - 1] === '\r') end--;
			if (end === this.#at) return 'more';
		}
		const text = this.#text.slice(this.#at, end);
		this.#at = end;
		if (!this.#started && text.trim() !== '') throw new ImportRefused('not-ours');
		return { kind: 'text', text: unescaped(lines(text)) };
	}

	#data(): Token | 'more' {
		const close = this.#text.indexOf(']]>', this.#at);
		// The mark may come in two parts, and so may the end of a line.
		let end = close < 0 ? Math.max(this.#at, this.#text.length - 3) : close;
		if (close < 0 && end > this.#at && this.#text[end - 1] === '\r') end--;
		if (close < 0 && end === this.#at) return 'more';
		const text = this.#text.slice(this.#at, end);
		this.#at = end;
		if (close >= 0) {
			this.#at += 3;
			this.#inData = false;
		}
		return { kind: 'text', text: lines(text) };
	}

	/** Undefined where it carries nothing, or opens data. */
	#markup(): Token | 'more' | undefined {
		const at = this.#at;
		if (this.#text.length - at < 9 && !this.#ended && !this.#text.includes('>', at)) return 'more';
		const mark = this.#text.charCodeAt(at + 1);
		if (mark === EXCLAMATION) {
			if (this.#text.startsWith('<!--', at)) return this.#passed(this.#through('-->', 4));
			if (!this.#text.startsWith('<![CDATA[', at)) throw new ImportRefused('xml-doctype');
			this.#at += 9;
			this.#inData = true;
			return undefined;
		}
		if (mark === QUESTION) return this.#declaration();
		this.#started = true;
		const found = this.#tag();
		if (found === 'more') return found;
		const known = this.#known.get(found);
		if (known) return known;
		if (found.length > LONGEST_KNOWN || this.#known.size >= MOST_KNOWN) return tagOf(found);
		// A piece of a string keeps all of it; letters put together anew keep themselves.
		const own = [...found].join('');
		const tag = tagOf(own);
		this.#known.set(own, tag);
		return tag;
	}

	#declaration(): 'more' | undefined {
		if (this.#started || !/^<\?xml\s/.test(this.#text.slice(this.#at, this.#at + 6))) throw new ImportRefused('xml-instruction');
		const found = this.#through('?>', 2);
		if (found === 'more') return found;
		const declared = DECLARATION.exec(found);
		if (!declared) throw new ImportRefused('not-xml');
		if (declared[3] && declared[3].toLowerCase() !== 'utf-8' && declared[3].toLowerCase() !== 'us-ascii')
			throw new ImportRefused('xml-encoding');
		this.#started = true;
		return undefined;
	}

	#passed(found: string): 'more' | undefined {
		return found === 'more' ? 'more' : undefined;
	}

	/** All up to the mark, which is taken. */
	#through(mark: string, from: number): string {
		const end = this.#text.indexOf(mark, this.#at + from);
		return end < 0 ? this.#wait() : this.#cut(end + mark.length);
	}

	/** All up to the first `>` that stands in no attribute. */
	#tag(): string {
		let quote = 0;
		for (let at = this.#at + 1; at < this.#text.length; at++) {
			const char = this.#text.charCodeAt(at);
			if (quote !== 0) quote = char === quote ? 0 : quote;
			else if (char === GREATER) return this.#cut(at + 1);
			else if (char === QUOTE || char === APOSTROPHE) quote = char;
			else if (char === LESS) throw new ImportRefused('not-xml');
		}
		return this.#wait();
	}

	#wait(): 'more' {
		if (this.#ended) throw new ImportRefused('truncated');
		if (this.#text.length - this.#at > LONGEST_MARKUP) throw new ImportRefused('element-too-large');
		return 'more';
	}

	#cut(end: number): string {
		const found = this.#text.slice(this.#at, end);
		this.#at = end;
		return found;
	}
}

function tagOf(text: string): Tag {
	const close = CLOSE.exec(text);
	if (close) return { kind: 'close', name: close[2]!, prefix: close[1] ?? '' };
	const open = OPEN.exec(text);
	if (!open) throw new ImportRefused('not-xml');
	return { kind: 'open', name: open[2]!, prefix: open[1] ?? '', attributes: attributesOf(open[3]!), empty: open[4] === '/' };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
	if (text === '') return NO_ATTRIBUTES;
	const attributes = new Map<string, string>();
	for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
		if (attributes.has(name!)) throw new ImportRefused('not-xml');
		attributes.set(name!, unescaped(lines(double ?? single!).replace(/[\t\n]/g, ' ')));
	}
	return attributes;
}

/** As the standard reads the ends of lines. */
function lines(text: string): string {
	return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function unescaped(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(
		/&(?:([A-Za-z][\w.-]*)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g,
		(found, name?: string, decimal?: string, hex?: string) => {
			if (name !== undefined) {
				if (!Object.hasOwn(ENTITIES, name)) throw new ImportRefused('xml-entity');
				return ENTITIES[name]!;
			}
			const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : -1;
			if (found === '&' || !isCharacter(code)) throw new ImportRefused('not-xml');
			return String.fromCodePoint(code);
		}
	);
}

/** `Char` of XML 1.0. */
function isCharacter(code: number): boolean {
	if (code < 0x20) return code === 9 || code === 10 || code === 13;
	return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const EXCLAMATION = 33;
const QUESTION = 63;
const GREATER = 62;
const LESS = 60;
const QUOTE = 34;
const APOSTROPHE = 39;
