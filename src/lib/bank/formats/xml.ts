/**
 * A small reader of XML for files that come from elsewhere. It knows elements, attributes, text and the five entities, and refuses whatever could
 * make a file reach out or grow: document types and declared entities. It works through the text once and keeps only the elements it is asked for.
 */
import { FileRefused } from './problem.ts';

export interface Element {
	/** Without its prefix. */
	name: string;
	/** Names without their prefix. */
	attributes: Record<string, string>;
	/** Its own text, with that of no child. */
	text: string;
	children: Element[];
	/** Line of the file it begins on. */
	at: number;
}

const DEEPEST = 64;
const NAME = /[^\s/>=]+/y;
const VALUE = /\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

/**
 * Calls `visit` for each element as it ends, children before parents; one for which it answers true is let go and is no child of its parent.
 * Answers the root.
 */
export function readXml(text: string, visit: (element: Element, depth: number) => boolean): Element {
	const open: Element[] = [];
	let root: Element | undefined;
	let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
	let line = 1;
	let counted = 0;
	const lineAt = (index: number) => {
		for (let next = text.indexOf('\n', counted); next !== -1 && next < index; next = text.indexOf('\n', counted)) {
			line++;
			counted = next + 1;
		}
		return line;
	};
	const broken = (index: number): never => {
		throw new FileRefused('broken', lineAt(index));
	};
	while (at < text.length) {
		const start = text.indexOf('<', at);
		const end = start === -1 ? text.length : start;
		if (end > at) addText(open, text.slice(at, end), () => broken(at));
		if (start === -1) break;
		at = start;
		if (text.startsWith('<!--', at)) at = after('-->', at + 4);
		else if (text.startsWith('<![CDATA[', at)) {
			const close = text.indexOf(']]>', at);
			if (close === -1 || open.length === 0) broken(at);
			open.at(-1)!.text += text.slice(at + 9, close);
			at = close + 3;
		} else if (text.startsWith('<?', at)) at = after('?>', at + 2);
		else if (text.startsWith('<!', at)) throw new FileRefused('doctype', lineAt(at));
		else if (text.charCodeAt(at + 1) === 0x2f) {
			const close = text.indexOf('>', at);
			const element = open.pop();
			if (close === -1 || !element || localName(text.slice(at + 2, close).trim()) !== element.name) return broken(at);
			finish(element);
			at = close + 1;
		} else at = openElement();
	}
	if (!root || open.length > 0) return broken(text.length);
	return root;

	function after(mark: string, from: number): number {
		const close = text.indexOf(mark, from);
		return close === -1 ? broken(from) : close + mark.length;
	}
	function openElement(): number {
		const element: Element = { name: localName(nameAt(at + 1)), attributes: {}, text: '', children: [], at: lineAt(at) };
		let next = at + 1 + nameAt(at + 1).length;
		for (;;) {
			while (/\s/.test(text.charAt(next))) next++;
			if (text.startsWith('/>', next) || text.charAt(next) === '>') break;
			const name = nameAt(next);
			next += name.length;
			VALUE.lastIndex = next;
			const value = VALUE.exec(text);
			if (!value) return broken(next);
			element.attributes[localName(name)] = decoded(value[1] ?? value[2]!, () => broken(next));
			next += value[0].length;
		}
		if (open.length >= DEEPEST || (open.length === 0 && root)) return broken(at);
		if (text.charAt(next) === '>') {
			open.push(element);
			return next + 1;
		}
		finish(element);
		return next + 2;
	}
	function nameAt(index: number): string {
		NAME.lastIndex = index;
		return NAME.exec(text)?.[0] ?? broken(index);
	}
	function finish(element: Element): void {
		const gone = visit(element, open.length);
		const parent = open.at(-1);
		if (!parent) root = element;
		else if (!gone) parent.children.push(element);
	}
}

function addText(open: readonly Element[], raw: string, broken: () => never): void {
	const element = open.at(-1);
	if (element) {
		// Blanks between elements are no text.
		if (element.children.length === 0 || raw.trim() !== '') element.text += decoded(raw, broken);
	} else if (raw.trim() !== '') broken();
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(raw: string, broken: () => never): string {
	if (!raw.includes('&')) return raw;
	return raw.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));|&/gi, (_, hex?: string, decimal?: string, name?: string) => {
		if (name !== undefined) return ENTITIES[name] ?? broken();
		const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : NaN;
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : broken();
	});
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

/** The first element of that path below it. */
export function find(element: Element | undefined, ...path: string[]): Element | undefined {
	let found = element;
	for (const name of path) found = found?.children.find((child) => child.name === name);
	return found;
}

export function findAll(element: Element | undefined, ...path: string[]): Element[] {
	let found = element ? [element] : [];
	for (const name of path) found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
	return found;
}

/** Text of the first element of that path; empty where there is none. */
export function textOf(element: Element | undefined, ...path: string[]): string {
	return find(element, ...path)?.text.trim() ?? '';
}
