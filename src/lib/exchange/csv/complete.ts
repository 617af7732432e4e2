/** What a table of another program cannot know and every record has: ids and places of list items, and a no where nothing is said. */
import type { SchemaObject } from '../json/json-schema.ts';
import { impliedType, memberSchema, membersOf, resolved } from '../xml/shape.ts';

export function completed(value: Record<string, unknown>, schema: SchemaObject): Record<string, unknown> {
	return objectOf(value, schema, undefined);
}

function objectOf(value: Record<string, unknown>, schema: SchemaObject, index: number | undefined): Record<string, unknown> {
	const made = { ...value };
	for (const name of Object.keys(membersOf(schema))) {
		const inner = memberSchema(schema, name);
		const type = impliedType(inner);
		const found = made[name];
		if (Array.isArray(found) && type === 'list') made[name] = found.map((each, at) => itemOf(each, resolved(inner!.items), at));
		else if (isObject(found) && type === 'object') made[name] = objectOf(found, inner!, undefined);
		else if (schema.required?.includes(name) && found === undefined && type === 'boolean') made[name] = name === 'primary' && index === 0;
		else if (found === '' && name === 'id') made.id = index === undefined ? idOf(made.name) : String(index + 1);
		else if (found === '' && name === 'order') made.order = `a${String(index ?? 0).padStart(4, '0')}`;
	}
	return made;
}

function itemOf(each: unknown, schema: SchemaObject | undefined, index: number): unknown {
	return isObject(each) && impliedType(schema) === 'object' ? objectOf(each, schema!, index) : each;
}

/** The same name gives the same id. */
function idOf(name: unknown): string {
	const plain =
		typeof name === 'string'
			? name
					.normalize('NFC')
					.replace(/[^\p{L}\p{N}]+/gu, '-')
					.toLowerCase()
					.slice(0, 60)
			: '';
	return plain || '1';
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
