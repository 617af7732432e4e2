/** A value as an XML element. What is no text says its type, so that a reader needs no schema and loses nothing. */
import type { SchemaObject } from '../json/json-schema.ts';
import { ENTRY, impliedType, MEMBER, memberSchema, membersOf, OTHER, resolved, type ValueType } from './shape.ts';

/** @param attributes with a space before each */
export function element(tag: string, value: unknown, schema: SchemaObject | undefined, attributes = ''): string {
	const type = valueType(value);
	const expected = impliedType(schema) ?? type;
	const unlike = expected === type ? attributes : `${attributes} type="${type}"`;
	if (type === 'text') return textElement(tag, value as string, unlike);
	if (type === 'object') return objectElement(tag, value as Record<string, unknown>, schema, unlike);
	const open = `<${tag}${attributes} type="${type}"`;
	if (type === 'null') return `${open}/>`;
	if (type !== 'list') return `${open}>${String(value)}</${tag}>`;
	const items = resolved(schema?.items);
	const entries = (value as unknown[]).map((each) => element(ENTRY, each, items));
	return entries.length > 0 ? `${open}>${entries.join('')}</${tag}>` : `${open}/>`;
}

/** For what stands between quotes. */
export function attribute(text: string): string {
	return escapedText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

function objectElement(tag: string, value: Record<string, unknown>, schema: SchemaObject | undefined, attributes: string): string {
	const members = membersOf(schema);
	const isTable = Object.keys(members).length === 0;
	let own = '';
	let others = '';
	for (const [name, inner] of Object.entries(value)) {
		if (inner === undefined) continue;
		const of = memberSchema(schema, name);
		if (Object.hasOwn(members, name) && name !== OTHER && name !== MEMBER) own += element(name, inner, of);
		else others += element(MEMBER, inner, of, ` name="${attribute(backslashed(name))}"`);
	}
	if (others) own += isTable ? others : `<${OTHER}>${others}</${OTHER}>`;
	if (own) return `<${tag}${attributes}>${own}</${tag}>`;
	return `<${tag}${attributes}${attributes.endsWith(' type="object"') ? '' : ' type="object"'}/>`;
}

function textElement(tag: string, text: string, attributes: string): string {
	if (text === '') return `<${tag}${attributes}/>`;
	if (UNWRITABLE.test(text)) return `<${tag}${attributes} escaped="true">${escapedText(backslashed(text))}</${tag}>`;
	return `<${tag}${attributes}>${escapedText(text)}</${tag}>`;
}

/** What XML 1.0 has no way to write: control characters, halves of a surrogate pair, and the two that are no characters. */
// eslint-disable-next-line no-control-regex -- it is these that are looked for
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** As JSON writes a text between its quotes. */
function backslashed(text: string): string {
	return JSON.stringify(text)
		.slice(1, -1)
		.replace(/[\ufffe\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);
}

function escapedText(text: string): string {
	return /[&<>\r]/.test(text)
		? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
		: text;
}

function valueType(value: unknown): ValueType {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
	return typeof value === 'boolean' ? 'boolean' : typeof value === 'object' ? 'object' : 'text';
}
