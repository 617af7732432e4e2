/** Which members of an object have an element of their own: those that `books.schema.json` names. The schema of the XML follows from it. */
import schema from '../json/books.schema.json' with { type: 'json' };
import type { Schema, SchemaObject } from '../json/json-schema.ts';

const root = schema as unknown as SchemaObject;

export const NAMESPACE = 'urn:waxbill:books';
/** Holds the members that the schema does not name. */
export const OTHER = 'other';
/** A member by its `name`: one that has no element of its own, or that stands in a table whose keys are data. */
export const MEMBER = 'member';
/** One of a list. */
export const ENTRY = 'entry';

export type ValueType = 'text' | 'integer' | 'number' | 'boolean' | 'null' | 'list' | 'object';

export const SECTIONS = ['records', 'journal', 'files'] as const;
export type Section = (typeof SECTIONS)[number];

/** Schema of the value of each record and of each entry of the journal, by section and type. */
export function typesOf(section: 'records' | 'journal'): Map<string, Schema> {
	const branches = (root.$defs![section === 'records' ? 'record' : 'journalEntry'] as SchemaObject).oneOf!;
	return new Map(branches.map(({ properties }) => [(properties!.type as SchemaObject).const as string, properties!.value!]));
}

/** What `$ref` names so. */
export function definition(name: string): SchemaObject {
	return root.$defs![name] as SchemaObject;
}

export function resolved(given: Schema | undefined): SchemaObject | undefined {
	let schema = given;
	while (typeof schema === 'object' && schema.$ref) schema = root.$defs![schema.$ref.slice('#/$defs/'.length)];
	return typeof schema === 'object' ? schema : undefined;
}

const known = new WeakMap<SchemaObject, Record<string, Schema>>();

/** Of an object, whatever kind it is of: kinds share what is called alike. */
export function membersOf(schema: SchemaObject | undefined): Record<string, Schema> {
	if (!schema) return {};
	let members = known.get(schema);
	if (!members) {
		members = { ...schema.properties };
		for (const branch of schema.oneOf ?? [])
			for (const [name, member] of Object.entries(resolved(branch)!.properties ?? {}))
				members[name] = name in members && isConstant(member) ? { type: 'string' } : member;
		known.set(schema, members);
	}
	return members;
}

const resolvedMembers = new WeakMap<SchemaObject, ReadonlyMap<string, SchemaObject | undefined>>();

/** Schema of what is called so. */
export function memberSchema(schema: SchemaObject | undefined, name: string): SchemaObject | undefined {
	if (!schema) return undefined;
	let members = resolvedMembers.get(schema);
	if (!members) {
		members = new Map(Object.entries(membersOf(schema)).map(([each, member]) => [each, resolved(member)]));
		resolvedMembers.set(schema, members);
	}
	return members.has(name) ? members.get(name) : resolved(schema.additionalProperties);
}

/** What a value without a `type` is. */
export function impliedType(schema: SchemaObject | undefined): ValueType | undefined {
	if (!schema) return undefined;
	if (schema.oneOf) return 'object';
	const { type, const: constant } = schema;
	if (typeof constant === 'boolean') return 'boolean';
	if (typeof constant === 'string' || schema.enum) return 'text';
	if (type === 'string') return 'text';
	if (type === 'array') return 'list';
	return type === 'object' || type === 'integer' || type === 'boolean' ? type : undefined;
}

function isConstant(schema: Schema): boolean {
	return typeof schema === 'object' && 'const' in schema;
}
