/**
 * The part of JSON Schema (draft 2020-12) that `books.schema.json` is written in, so that the schema published is the one that is enforced.
 * Code cannot be made from a schema under this app's content policy; the schema is walked instead. A word of JSON Schema that is not known
 * here throws, so that no rule is ever passed over.
 */
export type Schema = boolean | SchemaObject;
export interface SchemaObject {
	$ref?: string;
	$defs?: Record<string, Schema>;
	type?: TypeName | TypeName[];
	const?: unknown;
	enum?: unknown[];
	pattern?: string;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	properties?: Record<string, Schema>;
	required?: string[];
	additionalProperties?: Schema;
	items?: Schema;
	maxItems?: number;
	/** Branches told apart by the constant of one property. */
	oneOf?: SchemaObject[];
	[word: string]: unknown;
}
type TypeName = 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'null';
export interface Failure {
	/** ".value.lines[0].price"; names are those of the schema, never of the file. */
	path: string;
	/** `unknown-branch`: no branch of a `oneOf` has that constant. */
	rule: string;
}

const SAID_ONLY = new Set(['$schema', '$id', 'title', 'description', '$defs', '$comment']);

/** The first thing that is wrong, or undefined. */
export function checkSchema(root: SchemaObject, schema: Schema, value: unknown, path = ''): Failure | undefined {
	if (typeof schema === 'boolean') return schema ? undefined : { path, rule: 'not-allowed' };
	for (const word of Object.keys(schema)) {
		if (SAID_ONLY.has(word)) continue;
		const rule = RULES[word];
		if (!rule) throw new TypeError(`the schema uses ${word}, which is not enforced`);
		const failure = rule(root, schema, value, path);
		if (failure) return failure;
	}
	return undefined;
}

type Rule = (root: SchemaObject, schema: SchemaObject, value: unknown, path: string) => Failure | undefined;

function must(rule: string, holds: (schema: SchemaObject, value: unknown) => boolean): Rule {
	return (_root, schema, value, path) => (holds(schema, value) ? undefined : { path, rule });
}

const RULES: Record<string, Rule> = {
	$ref(root, schema, value, path) {
		const name = schema.$ref!.replace('#/$defs/', '');
		const target = root.$defs?.[name];
		if (target === undefined) throw new TypeError(`the schema names ${name}, which it does not define`);
		return checkSchema(root, target, value, path);
	},
	type: must('type', ({ type }, value) => [type].flat().some((each) => each === typeOf(value))),
	const: must('const', (schema, value) => schema.const === value),
	enum: must('enum', (schema, value) => schema.enum!.includes(value)),
	pattern: must('pattern', ({ pattern }, value) => typeof value !== 'string' || regExp(pattern!).test(value)),
	maxLength: must(
		'maxLength',
		({ maxLength }, value) => typeof value !== 'string' || value.length <= maxLength! || [...value].length <= maxLength!
	),
	minimum: must('minimum', ({ minimum }, value) => typeof value !== 'number' || value >= minimum!),
	maximum: must('maximum', ({ maximum }, value) => typeof value !== 'number' || value <= maximum!),
	maxItems: must('maxItems', ({ maxItems }, value) => !Array.isArray(value) || value.length <= maxItems!),
	required(_root, { required }, value, path) {
		const missing = isObject(value) ? required!.find((name) => !Object.hasOwn(value, name)) : undefined;
		return missing === undefined ? undefined : { path: `${path}.${missing}`, rule: 'required' };
	},
	properties(root, { properties }, value, path) {
		if (!isObject(value)) return undefined;
		for (const [name, schema] of Object.entries(properties!)) {
			const failure = Object.hasOwn(value, name) ? checkSchema(root, schema, value[name], `${path}.${name}`) : undefined;
			if (failure) return failure;
		}
		return undefined;
	},
	additionalProperties(root, { additionalProperties, properties }, value, path) {
		if (!isObject(value)) return undefined;
		for (const name of Object.keys(value)) {
			if (properties && Object.hasOwn(properties, name)) continue;
			const failure = checkSchema(root, additionalProperties!, value[name], path);
			if (failure) return failure;
		}
		return undefined;
	},
	items(root, { items }, value, path) {
		if (!Array.isArray(value)) return undefined;
		for (const [index, item] of value.entries()) {
			const failure = checkSchema(root, items!, item, `${path}[${index}]`);
			if (failure) return failure;
		}
		return undefined;
	},
	oneOf(root, { oneOf }, value, path) {
		const branch = isObject(value) ? oneOf!.find((each) => isBranch(root, each, value)) : undefined;
		return branch ? checkSchema(root, branch, value, path) : { path, rule: 'unknown-branch' };
	}
};

/** A branch fits when every constant it names stands in the value. */
function isBranch(root: SchemaObject, branch: SchemaObject, value: Record<string, unknown>): boolean {
	const target = branch.$ref ? (root.$defs?.[branch.$ref.replace('#/$defs/', '')] as SchemaObject) : branch;
	const constants = Object.entries(target.properties ?? {}).filter(([, each]) => typeof each === 'object' && 'const' in each);
	return constants.length > 0 && constants.every(([name, each]) => (each as SchemaObject).const === value[name]);
}

function typeOf(value: unknown): TypeName | 'number' | undefined {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
	const type = typeof value;
	return type === 'object' || type === 'string' || type === 'boolean' ? type : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeOf(value) === 'object';
}

const compiled = new Map<string, RegExp>();
function regExp(pattern: string): RegExp {
	let expression = compiled.get(pattern);
	if (!expression) compiled.set(pattern, (expression = new RegExp(pattern, 'u')));
	return expression;
}
