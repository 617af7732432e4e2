/** The outline of the file; what each element must be is said by `books.schema.json`. */
import schema from './books.schema.json' with { type: 'json' };
import { checkSchema, type SchemaObject } from './json-schema.ts';
import { ImportRefused } from './problem.ts';

export const FORMAT = 'waxbill-books';
export const VERSION = 1;

export interface RecordElement {
	type: string;
	/** Absent of the business: there is one. */
	id?: string;
	value: Record<string, unknown>;
	/** It rests in the bin since that day; empty where the day was not noted. */
	removed?: string;
}
export interface JournalElement {
	type: string;
	/** Of the operation. */
	id: string;
	/** Of the document or payment it makes or is about. */
	record: string;
	value: Record<string, unknown>;
}
export interface FileElement {
	/** The name by which records refer to it. */
	id: string;
	type: 'image/png' | 'image/jpeg' | 'image/webp' | 'application/pdf' | 'application/xml';
	/** Base64. */
	bytes: string;
}

const root = schema as unknown as SchemaObject;
const ELEMENT: Record<string, SchemaObject> = {
	records: { $ref: '#/$defs/record' },
	journal: { $ref: '#/$defs/journalEntry' },
	files: { $ref: '#/$defs/file' }
};
/** Names that the sealed form of a record uses for what JSON lacks, and the one that is no ordinary name. */
const RESERVED = new Set(['~', '#', '%', '__proto__']);

/** Throws ImportRefused with the path of what is wrong. */
export function checkElement(section: string, index: number, value: unknown): void {
	const path = `${section}[${index}]`;
	const element = ELEMENT[section];
	if (!element) throw new ImportRefused('unknown-section');
	const failure = checkSchema(root, element, value);
	if (failure) throw new ImportRefused(failure.rule === 'unknown-branch' ? 'unknown-type' : 'wrong-shape', path + failure.path);
	if (hasReservedName(value)) throw new ImportRefused('reserved-name', path);
}

export function checkMember(section: string, value: unknown): void {
	const known = root.properties?.[section];
	if (known === undefined || section in ELEMENT)
		throw new ImportRefused(section in ELEMENT ? 'wrong-shape' : 'unknown-section', section in ELEMENT ? section : '');
	const failure = checkSchema(root, known, value);
	if (failure) throw new ImportRefused('wrong-shape', section + failure.path);
}

/** Types of record and journal elements that the schema knows. */
export function describedTypes(): string[] {
	const branches = ['record', 'journalEntry'].flatMap((name) => (root.$defs?.[name] as SchemaObject).oneOf!);
	return branches.map(({ properties }) => (properties!.type as SchemaObject).const as string);
}

function hasReservedName(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) return value.some(hasReservedName);
	return Object.entries(value).some(([name, inner]) => RESERVED.has(name) || hasReservedName(inner));
}
