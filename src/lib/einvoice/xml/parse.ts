/** An XML file as a tree, for files small enough to be held whole. What is refused of XML itself: `exchange/xml/tokens.ts`. */
import { ImportRefused } from '../../exchange/json/problem.ts';
import { XmlTokens, type OpenTag } from '../../exchange/xml/tokens.ts';
import type { XmlElement } from './element.ts';

/** Attached files come inside, a third larger than they are. */
const LARGEST_FILE = 32 * 1024 * 1024;
const MOST_ELEMENTS = 500_000;
const DEEPEST = 40;

export type XmlProblem =
	| 'too-large'
	| 'too-deep'
	| 'not-xml'
	| 'xml-doctype'
	| 'xml-entity'
	| 'xml-instruction'
	| 'xml-encoding'
	| 'truncated'
	| 'not-an-invoice'
	| 'old-zugferd';

export class EInvoiceRefused extends Error {
	readonly problem: XmlProblem;
	constructor(problem: XmlProblem) {
		super(`e-invoice: ${problem}`);
		this.problem = problem;
	}
}

/** @param prefixes by namespace: what elements of it are called here. One of another namespace keeps its URI: "{urn:x}ID". */
export async function parseXml(bytes: Uint8Array<ArrayBuffer>, prefixes: Readonly<Record<string, string>>): Promise<XmlElement> {
	if (bytes.length > LARGEST_FILE) throw new EInvoiceRefused('too-large');
	try {
		return await tree(new XmlTokens(new Blob([bytes]).stream()), prefixes);
	} catch (cause) {
		if (!(cause instanceof ImportRefused)) throw cause;
		throw new EInvoiceRefused(PROBLEMS[cause.problem] ?? 'not-xml');
	}
}

const PROBLEMS: Partial<Record<string, XmlProblem>> = {
	'xml-doctype': 'xml-doctype',
	'xml-entity': 'xml-entity',
	'xml-instruction': 'xml-instruction',
	'xml-encoding': 'xml-encoding',
	'element-too-large': 'too-large',
	truncated: 'truncated'
};

type Spaces = ReadonlyMap<string, string>;
interface Open {
	element: XmlElement;
	tag: string;
	spaces: Spaces;
}

async function tree(tokens: XmlTokens, prefixes: Readonly<Record<string, string>>): Promise<XmlElement> {
	const open: Open[] = [];
	let root: XmlElement | undefined;
	let count = 0;
	for (let token = await tokens.next(); token; token = await tokens.next()) {
		const top = open.at(-1);
		if (token.kind === 'text') {
			if (top) top.element.text += token.text;
			else if (token.text.trim() !== '') throw new EInvoiceRefused('not-xml');
		} else if (token.kind === 'close') {
			if (!top || top.tag !== `${token.prefix}:${token.name}`) throw new EInvoiceRefused('not-xml');
			top.element.text = top.element.text.trim();
			open.pop();
		} else {
			if (++count > MOST_ELEMENTS) throw new EInvoiceRefused('too-large');
			if (open.length >= DEEPEST) throw new EInvoiceRefused('too-deep');
			if (!top && root) throw new EInvoiceRefused('not-xml');
			const spaces = spacesOf(token, top?.spaces ?? new Map());
			const made: XmlElement = { name: nameOf(token, spaces, prefixes), attributes: new Map(token.attributes), text: '', children: [] };
			if (top) top.element.children.push(made);
			root ??= made;
			if (!token.empty) open.push({ element: made, tag: `${token.prefix}:${token.name}`, spaces });
		}
	}
	if (!root) throw new EInvoiceRefused('not-xml');
	if (open.length) throw new EInvoiceRefused('truncated');
	return root;
}

function spacesOf({ attributes }: OpenTag, above: Spaces): Spaces {
	const declared = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
	return declared.length ? new Map([...above, ...declared.map(([name, uri]) => [name.slice(6), uri] as const)]) : above;
}

function nameOf({ prefix, name }: OpenTag, spaces: Spaces, prefixes: Readonly<Record<string, string>>): string {
	const uri = spaces.get(prefix);
	if (uri === undefined && prefix !== '') throw new EInvoiceRefused('not-xml');
	const known = uri !== undefined && Object.hasOwn(prefixes, uri) ? prefixes[uri] : undefined;
	return known !== undefined ? `${known}:${name}` : `{${uri ?? ''}}${name}`;
}
