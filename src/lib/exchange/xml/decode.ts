/** An XML element as the value it was written from. */
import { ImportRefused } from '../json/problem.ts';
import type { SchemaObject } from '../json/json-schema.ts';
import { ENTRY, impliedType, MEMBER, memberSchema, OTHER, resolved, type ValueType } from './shape.ts';

export interface XmlNode {
	name: string;
	attributes: ReadonlyMap<string, string>;
	children: XmlNode[];
	/** All text in it, in one piece. */
	text: string;
}

/** Throws ImportRefused with no path: it is the caller who knows where the element stands. */
export function valueOf(node: XmlNode, schema: SchemaObject | undefined): unknown {
	const { text, children, attributes } = node;
	const type = (attributes.get('type') as ValueType | undefined) ?? impliedType(schema) ?? (children.length > 0 ? 'object' : 'text');
	if (type === 'list' || type === 'object') {
		if (text.trim() !== '') throw new ImportRefused('wrong-shape');
		return type === 'list' ? children.map((child) => entryOf(child, schema)) : objectOf(node, schema);
	}
	if (children.length > 0) throw new ImportRefused('wrong-shape');
	return type === 'text' ? textOf(text, attributes.get('escaped') === 'true') : scalarOf(type, text.trim());
}

function entryOf(child: XmlNode, schema: SchemaObject | undefined): unknown {
	if (child.name !== ENTRY) throw new ImportRefused('wrong-shape');
	return valueOf(child, resolved(schema?.items));
}

function objectOf({ children }: XmlNode, schema: SchemaObject | undefined): Record<string, unknown> {
	const members: [string, unknown][] = [];
	const names = new Set<string>();
	const add = (child: XmlNode) => {
		const name = child.name === MEMBER ? textOf(child.attributes.get('name') ?? '', true) : child.name;
		if (names.has(name)) throw new ImportRefused('xml-twice');
		names.add(name);
		members.push([name, valueOf(child, memberSchema(schema, name))]);
	};
	for (const child of children) {
		if (child.name !== OTHER) add(child);
		else if (child.children.every(({ name }) => name === MEMBER) && child.text.trim() === '') child.children.forEach(add);
		else throw new ImportRefused('wrong-shape');
	}
	// Makes properties of its own of every name, whatever it is.
	return Object.fromEntries(members);
}

function textOf(text: string, escaped: boolean): string {
	if (!escaped) return text;
	try {
		return JSON.parse(`"${text}"`) as string;
	} catch {
		throw new ImportRefused('wrong-shape');
	}
}

function scalarOf(type: string, text: string): unknown {
	if (type === 'null' && text === '') return null;
	if (type === 'boolean' && /^(true|false|1|0)$/.test(text)) return text === 'true' || text === '1';
	if ((type === 'integer' || type === 'number') && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
	throw new ImportRefused('wrong-shape');
}
