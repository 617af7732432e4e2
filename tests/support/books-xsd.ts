/** The schema of books as XML, made from the one of books as JSON, so that the two say the same. `npx tsx tests/support/books-xsd.ts` writes it. */
import { writeFileSync } from 'node:fs';
import schema from '#lib/exchange/json/books.schema.json' with { type: 'json' };
import type { Schema, SchemaObject } from '#lib/exchange/json/json-schema.ts';
import { ENTRY, impliedType, MEMBER, membersOf, NAMESPACE, OTHER, resolved, typesOf } from '#lib/exchange/xml/shape.ts';

const root = schema as unknown as SchemaObject;
const definitions = root.$defs as Record<string, SchemaObject>;

export function booksXsd(): string {
	const types = Object.entries(definitions)
		.filter(([name]) => !['record', 'journalEntry', 'file'].includes(name))
		.flatMap(([name, each]) => named(name, each));
	return `${[...head(), ...types, ...tail()].join('\n')}\n`;
}

function head(): string[] {
	const keyed = (section: 'records' | 'journal') =>
		[...typesOf(section)].flatMap(([type, value]) => indent(2, elementOf(section, type, value)));
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${NAMESPACE}" targetNamespace="${NAMESPACE}" elementFormDefault="qualified">`,
		'<!-- Waxbill books, version 1. Made from ../json/books.schema.json, which says more: lengths, and which fields go together. See README.md. -->',
		'<xs:element name="books"><xs:complexType><xs:all>',
		'	<xs:element name="records" minOccurs="0"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">',
		...keyed('records'),
		'	</xs:choice></xs:complexType></xs:element>',
		'	<xs:element name="journal" minOccurs="0"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">',
		...keyed('journal'),
		'	</xs:choice></xs:complexType></xs:element>',
		'	<xs:element name="files" minOccurs="0"><xs:complexType><xs:sequence>',
		'		<xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:simpleContent><xs:extension base="xs:base64Binary">',
		'			<xs:attribute name="id" type="hash.text" use="required"/><xs:attribute name="type" type="xs:string" use="required"/>',
		'		</xs:extension></xs:simpleContent></xs:complexType></xs:element>',
		'	</xs:sequence></xs:complexType></xs:element>',
		'</xs:all>',
		'	<xs:attribute name="format" use="required" fixed="waxbill-books"/><xs:attribute name="version" use="required" fixed="1"/>',
		'	<xs:attribute name="exported" type="date.text" use="required"/><xs:attribute name="unreadable" type="xs:positiveInteger"/>',
		'</xs:complexType></xs:element>'
	];
}

function elementOf(section: 'records' | 'journal', type: string, value: Schema): string[] {
	const id = (name: string, required: boolean) => `<xs:attribute name="${name}" type="recordId.text"${required ? ' use="required"' : ''}/>`;
	const removed = type === 'business' ? '' : '<xs:attribute name="removed" type="dateOrEmpty.text"/>';
	const attributes = section === 'records' ? (type === 'business' ? '' : id('id', true) + removed) : id('id', true) + id('record', true);
	const base = refOf(value)!;
	if (!attributes) return [`<xs:element name="${type}" type="${base}"/>`];
	return [
		`<xs:element name="${type}"><xs:complexType><xs:complexContent><xs:extension base="${base}">`,
		`	${attributes}`,
		'</xs:extension></xs:complexContent></xs:complexType></xs:element>'
	];
}

function tail(): string[] {
	const other = [
		`<xs:complexType name="${OTHER}"><xs:annotation><xs:documentation>Members that have no element of their own.</xs:documentation></xs:annotation>`,
		`	<xs:sequence><xs:element name="${MEMBER}" type="anything" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>`,
		'</xs:complexType>'
	];
	const anything = [
		'<xs:complexType name="anything" mixed="true">',
		'	<xs:sequence><xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>',
		'	<xs:attribute name="name"/><xs:attribute name="type"/><xs:attribute name="escaped" type="xs:boolean"/>',
		'</xs:complexType>'
	];
	const scalar = (name: string, base: string) => [
		`<xs:complexType name="${name}"><xs:simpleContent><xs:extension base="${base}"><xs:attribute name="type" fixed="${name}"/></xs:extension></xs:simpleContent></xs:complexType>`
	];
	const plain = simpleText('plain', 'xs:string');
	return [...other, ...anything, ...scalar('integer', 'xs:integer'), ...scalar('boolean', 'xs:boolean'), ...plain, '</xs:schema>'];
}

function named(name: string, schema: SchemaObject): string[] {
	const told = schema.description
		? `<xs:annotation><xs:documentation>${escaped(schema.description as string)}</xs:documentation></xs:annotation>`
		: '';
	if (impliedType(schema) === 'object') return objectType(schema, ` name="${name}"`, told);
	const base = `${name}.text`;
	return [
		`<xs:simpleType name="${base}">${told}<xs:restriction base="xs:string">${facets(schema)}</xs:restriction></xs:simpleType>`,
		...simpleText(name, base)
	];
}

/** A text that may be escaped says so. */
function simpleText(name: string, base: string): string[] {
	const escapes = '<xs:attribute name="escaped" type="xs:boolean"/>';
	const id = name ? ` name="${name}"` : '';
	return [
		`<xs:complexType${id}><xs:simpleContent><xs:extension base="${base}">${escapes}</xs:extension></xs:simpleContent></xs:complexType>`
	];
}

function objectType(schema: SchemaObject, id: string, told = ''): string[] {
	const members = membersOf(schema);
	const typed = '<xs:attribute name="type" fixed="object"/>';
	if (Object.keys(members).length === 0)
		return [
			`<xs:complexType${id}>${told}<xs:sequence><xs:element name="${MEMBER}" type="anything" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>${typed}</xs:complexType>`
		];
	const required = new Set(schema.oneOf ? ['kind'] : schema.required);
	return [
		`<xs:complexType${id}>${told}<xs:all>`,
		...Object.entries(members).flatMap(([name, member]) =>
			indent(1, memberElement(name, member, required.has(name) ? '' : ' minOccurs="0"'))
		),
		`	<xs:element name="${OTHER}" type="${OTHER}" minOccurs="0"/>`,
		`</xs:all>${typed}</xs:complexType>`
	];
}

function memberElement(name: string, schema: Schema, occurs: string): string[] {
	const open = `<xs:element name="${name}"${occurs}`;
	const reference = refOf(schema);
	if (reference) return [`${open} type="${reference}"/>`];
	const inner = resolved(schema)!;
	const type = impliedType(inner);
	if (type === 'integer' || type === 'boolean') return [`${open} type="${type}"/>`];
	if (type === 'object') return [`${open}>`, ...indent(1, objectType(inner, '')), '</xs:element>'];
	if (type === 'list')
		return [
			`${open}><xs:complexType><xs:sequence>`,
			...indent(1, memberElement(ENTRY, inner.items!, ' minOccurs="0" maxOccurs="unbounded"')),
			'</xs:sequence><xs:attribute name="type" fixed="list"/></xs:complexType></xs:element>'
		];
	const limits = facets(inner);
	if (!limits) return [`${open} type="plain"/>`];
	return [
		`${open}><xs:complexType><xs:simpleContent><xs:restriction base="plain">${limits}</xs:restriction></xs:simpleContent></xs:complexType></xs:element>`
	];
}

function facets({ pattern, enum: values, const: constant }: SchemaObject): string {
	if (pattern !== undefined && !pattern.includes('\\p{Cc}')) return `<xs:pattern value="${escaped(anchored(pattern))}"/>`;
	return [...(values ?? []), ...(typeof constant === 'string' ? [constant] : [])]
		.map((each) => `<xs:enumeration value="${escaped(String(each))}"/>`)
		.join('');
}

/** Patterns of XML Schema hold for the whole text, and know no anchors. */
function anchored(pattern: string): string {
	return pattern.replace(/(\[\^)|[\^$]/g, (_found, set?: string) => set ?? '');
}

function refOf(schema: Schema): string | undefined {
	return typeof schema === 'object' && schema.$ref ? schema.$ref.replace('#/$defs/', '') : undefined;
}

function indent(tabs: number, lines: readonly string[]): string[] {
	return lines.map((line) => '\t'.repeat(tabs) + line);
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

if (process.argv[1]?.endsWith('books-xsd.ts')) writeFileSync(new URL('../../src/lib/exchange/xml/books.xsd', import.meta.url), booksXsd());
