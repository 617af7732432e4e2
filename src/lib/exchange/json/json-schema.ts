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

/** What is wrong with a value, found by one schema; the path begins at that value. */
type Check = (value: unknown) => Failure | undefined;

/** The first thing that is wrong, or undefined. */
export function checkSchema(root: SchemaObject, schema: Schema, value: unknown): Failure | undefined {
	return checkOf(root, schema)(value);
}

/** Files have many elements of few kinds: what a schema asks for is looked up in it once. */
const made = new WeakMap<SchemaObject, WeakMap<SchemaObject, Check>>();

function checkOf(root: SchemaObject, schema: Schema): Check {
	if (typeof schema === 'boolean') return schema ? () => undefined : () => ({ path: '', rule: 'not-allowed' });
	let known = made.get(root);
	if (!known) made.set(root, (known = new WeakMap()));
	let check = known.get(schema);
	if (!check) {
		const rules: Check[] = [];
		check = (value) => {
			for (const rule of rules) {
				const failure = rule(value);
				if (failure) return failure;
			}
			return undefined;
		};
		// Before its rules are made: a schema may name itself.
		known.set(schema, check);
		try {
			for (const word of Object.keys(schema)) if (!SAID_ONLY.has(word)) rules.push(ruleOf(root, schema, word));
		} catch (cause) {
			known.delete(schema);
			throw cause;
		}
	}
	return check;
}

function ruleOf(root: SchemaObject, schema: SchemaObject, word: string): Check {
	const rule = RULES[word];
	if (!rule) throw new TypeError(`the schema uses ${word}, which is not enforced`);
	return rule(root, schema);
}

type Rule = (root: SchemaObject, schema: SchemaObject) => Check;

function must(rule: string, holds: (schema: SchemaObject) => (value: unknown) => boolean): Rule {
	return (_root, schema) => {
		const isRight = holds(schema);
		return (value) => (isRight(value) ? undefined : { path: '', rule });
	};
}

/** The failure of a part, seen from the whole. */
function within(step: string, failure: Failure): Failure {
	return { path: step + failure.path, rule: failure.rule };
}

const RULES: Record<string, Rule> = {
	$ref: (root, schema) => checkOf(root, named(root, schema.$ref!)),
	type: must('type', ({ type }) => {
		const types = [type].flat();
		return (value) => types.includes(typeOf(value) as TypeName);
	}),
	const: must('const', (schema) => (value) => schema.const === value),
	enum: must('enum', (schema) => (value) => schema.enum!.includes(value)),
	pattern: must('pattern', ({ pattern }) => {
		const expression = new RegExp(pattern!, 'u');
		return (value) => typeof value !== 'string' || expression.test(value);
	}),
	maxLength: must('maxLength', ({ maxLength }) => {
		return (value) => typeof value !== 'string' || value.length <= maxLength! || [...value].length <= maxLength!;
	}),
	minimum: must(
		'minimum',
		({ minimum }) =>
			(value) =>
				typeof value !== 'number' || value >= minimum!
	),
	maximum: must(
		'maximum',
		({ maximum }) =>
			(value) =>
				typeof value !== 'number' || value <= maximum!
	),
	maxItems: must(
		'maxItems',
		({ maxItems }) =>
			(value) =>
				!Array.isArray(value) || value.length <= maxItems!
	),
	required: (_root, { required }) => {
		return (value) => {
			const missing = isObject(value) ? required!.find((name) => !Object.hasOwn(value, name)) : undefined;
			return missing === undefined ? undefined : { path: `.${missing}`, rule: 'required' };
		};
	},
	properties(root, { properties }) {
		const checks = Object.entries(properties!).map(([name, schema]) => [name, checkOf(root, schema)] as const);
		return (value) => {
			if (!isObject(value)) return undefined;
			for (const [name, check] of checks) {
				const failure = Object.hasOwn(value, name) ? check(value[name]) : undefined;
				if (failure) return within(`.${name}`, failure);
			}
			return undefined;
		};
	},
	additionalProperties(root, { additionalProperties, properties }) {
		const names = new Set(Object.keys(properties ?? {}));
		const check = checkOf(root, additionalProperties!);
		return (value) => {
			if (!isObject(value)) return undefined;
			for (const name of Object.keys(value)) {
				const failure = names.has(name) ? undefined : check(value[name]);
				if (failure) return failure;
			}
			return undefined;
		};
	},
	items(root, { items }) {
		const check = checkOf(root, items!);
		return (value) => {
			if (!Array.isArray(value)) return undefined;
			for (let index = 0; index < value.length; index++) {
				const failure = check(value[index]);
				if (failure) return within(`[${index}]`, failure);
			}
			return undefined;
		};
	},
	oneOf(root, { oneOf }) {
		const branches = oneOf!.map((branch) => ({ constants: constantsOf(root, branch), check: checkOf(root, branch) }));
		return (value) => {
			const branch = isObject(value)
				? branches.find(({ constants }) => constants.length > 0 && constants.every(([name, constant]) => value[name] === constant))
				: undefined;
			return branch ? branch.check(value) : { path: '', rule: 'unknown-branch' };
		};
	}
};

function named(root: SchemaObject, ref: string): Schema {
	const name = ref.replace('#/$defs/', '');
	const target = root.$defs?.[name];
	if (target === undefined) throw new TypeError(`the schema names ${name}, which it does not define`);
	return target;
}

/** A branch fits when every constant it names stands in the value. */
function constantsOf(root: SchemaObject, branch: SchemaObject): [name: string, constant: unknown][] {
	const target = branch.$ref ? (named(root, branch.$ref) as SchemaObject) : branch;
	return Object.entries(target.properties ?? {}).flatMap(([name, each]) =>
		typeof each === 'object' && 'const' in each ? [[name, each.const] as [string, unknown]] : []
	);
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
