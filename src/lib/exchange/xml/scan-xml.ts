/** Reads books as XML without holding them: the same elements as from JSON, one after the other. */
import { ImportRefused } from '../json/problem.ts';
import { DEEPEST, LARGEST_ELEMENT, type Scanned } from '../json/scan.ts';
import type { Schema } from '../json/json-schema.ts';
import { valueOf, type XmlNode } from './decode.ts';
import { NAMESPACE, resolved, SECTIONS, typesOf, type Section } from './shape.ts';
import { XmlTokens, type OpenTag, type Token } from './tokens.ts';

/** Of the root element, in the order in which a reader wants to hear them. */
const HEAD = ['format', 'version', 'exported', 'unreadable'];
const NUMBERS = ['version', 'unreadable'];

export async function* scanXml(stream: ReadableStream<Uint8Array>): AsyncGenerator<Scanned> {
	const reader = new ElementReader(new XmlTokens(stream));
	const root = await reader.root();
	for (const section of HEAD) {
		const text = root.attributes.get(section);
		if (text === undefined) continue;
		yield {
			section,
			index: undefined,
			value: NUMBERS.includes(section) && /^\d{1,15}$/.test(text) ? Number(text) : text,
			read: reader.read
		};
	}
	if (!root.empty) yield* sections(reader);
	await reader.end();
}

async function* sections(reader: ElementReader): AsyncGenerator<Scanned> {
	const seen = new Set<string>();
	for (let open = await reader.child(); open; open = await reader.child()) {
		const section = SECTIONS.find((each) => each === open!.name);
		if (!section) throw new ImportRefused('unknown-section');
		if (seen.has(section)) throw new ImportRefused('duplicate-id', section);
		seen.add(section);
		if (open.empty) continue;
		for (let index = 0, next = await reader.child(); next; next = await reader.child(), index++) {
			const path = `${section}[${index}]`;
			try {
				const node = await reader.whole(next);
				yield { section, index, value: elementOf(section, node), read: reader.read };
			} catch (cause) {
				throw cause instanceof ImportRefused && cause.path === '' ? new ImportRefused(cause.problem, path) : cause;
			}
		}
	}
}

const TYPES: Record<'records' | 'journal', Map<string, Schema>> = { records: typesOf('records'), journal: typesOf('journal') };

function elementOf(section: Section, node: XmlNode): Record<string, unknown> {
	const { attributes, children, text } = node;
	const named = (...names: string[]) =>
		Object.fromEntries(names.flatMap((name) => (attributes.has(name) ? [[name, attributes.get(name)]] : [])));
	if (section === 'files') {
		if (children.length > 0) throw new ImportRefused('wrong-shape');
		return { ...named('id', 'type'), bytes: text.replace(/\s+/g, '') };
	}
	const schema = resolved(TYPES[section].get(node.name));
	const value = valueOf({ name: '', attributes: new Map([['type', 'object']]), children, text }, schema);
	return { type: node.name, ...named('id', section === 'records' ? 'removed' : 'record'), value };
}

export class ElementReader {
	readonly #tokens: XmlTokens;
	#prefix = '';
	/** Names of the elements that are open. */
	readonly #open: string[] = [];

	constructor(tokens: XmlTokens) {
		this.#tokens = tokens;
	}

	get read(): number {
		return this.#tokens.read;
	}

	async root(): Promise<OpenTag> {
		for (;;) {
			const token = await this.#next('not-ours');
			if (token.kind === 'text' && token.text.trim() === '') continue;
			if (token.kind !== 'open') throw new ImportRefused('not-ours');
			const { name, prefix, attributes } = token;
			if (name !== 'books' || attributes.get(prefix ? `xmlns:${prefix}` : 'xmlns') !== NAMESPACE) throw new ImportRefused('not-ours');
			this.#prefix = prefix;
			if (!token.empty) this.#open.push(name);
			return token;
		}
	}

	/** The next element in the one that is open; undefined where that is closed. */
	async child(): Promise<OpenTag | undefined> {
		for (;;) {
			const token = await this.#next();
			if (token.kind === 'text') {
				if (token.text.trim() !== '') throw new ImportRefused('not-xml');
				continue;
			}
			if (token.kind === 'close') {
				this.#closed(token.name);
				return undefined;
			}
			if (!token.empty) this.#open.push(token.name);
			return token;
		}
	}

	/** All of an element that was just opened. */
	async whole(open: OpenTag): Promise<XmlNode> {
		const node: XmlNode = { name: open.name, attributes: open.attributes, children: [], text: '' };
		if (open.empty) return node;
		const depth = this.#open.length;
		const above: XmlNode[] = [node];
		let size = 0;
		while (this.#open.length >= depth) {
			const token = await this.#next();
			const top = above.at(-1)!;
			if (token.kind === 'close') {
				this.#closed(token.name);
				above.pop();
				continue;
			}
			size += token.kind === 'text' ? token.text.length : 64 + token.name.length;
			if (size > LARGEST_ELEMENT) throw new ImportRefused('element-too-large');
			if (token.kind === 'text') {
				top.text += token.text;
				continue;
			}
			const child: XmlNode = { name: token.name, attributes: token.attributes, children: [], text: '' };
			top.children.push(child);
			if (token.empty) continue;
			if (above.length >= DEEPEST) throw new ImportRefused('too-deep');
			this.#open.push(token.name);
			above.push(child);
		}
		return node;
	}

	/** Nothing may follow the root element. */
	async end(): Promise<void> {
		for (let token = await this.#tokens.next(); token; token = await this.#tokens.next())
			if (token.kind !== 'text' || token.text.trim() !== '') throw new ImportRefused('not-xml');
	}

	#closed(name: string): void {
		if (this.#open.pop() !== name) throw new ImportRefused('not-xml');
	}

	async #next(otherwise: 'truncated' | 'not-ours' = 'truncated'): Promise<Token> {
		let token = this.#tokens.take();
		while (token === 'more') {
			if (!(await this.#tokens.fill())) throw new ImportRefused(otherwise);
			token = this.#tokens.take();
		}
		if (token.kind !== 'text' && token.prefix !== this.#prefix && this.#open.length > 0) throw new ImportRefused('not-xml');
		return token;
	}
}
