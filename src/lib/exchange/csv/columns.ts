/**
 * A record as one row of a table: each field is a column named by its path, with list items counted from 1: `address.city`, `contacts.2.email`,
 * `lines.1.price`. What each column holds follows from `books.schema.json`. Numbers and dates are written as they are stored, in no country's way.
 *
 *     empty cell     the field is not there; of a field that is always there: empty
 *     '              there, and empty
 *     [] and {}      there, a list or group with nothing in it
 *     …:json         what the schema has no name for, or no table can hold, as JSON
 */
import { canonicalJson } from '../../workspace/json.ts';
import type { SchemaObject } from '../json/json-schema.ts';
import { impliedType, memberSchema, membersOf, resolved } from '../xml/shape.ts';
import { neutral, restored } from './cells.ts';

const JSON_CELL = ':json';
/** Members that the schema does not name, together. */
const UNNAMED = `other${JSON_CELL}`;
const EMPTY_TEXT = "'";
const MOST_ITEMS = 1000;
/** No table has these: control characters but for tab and line ends, and halves of a pair. */
// eslint-disable-next-line no-control-regex -- it is these that are looked for
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Cells by path; nothing for what is empty. */
export function cellsOf(value: Record<string, unknown>, schema: SchemaObject): Map<string, string> {
	const cells = new Map<string, string>();
	writeObject(cells, '', value, schema);
	return cells;
}

function write(cells: Map<string, string>, path: string, value: unknown, schema: SchemaObject | undefined, always: boolean): void {
	const type = impliedType(schema);
	if (typeof value === 'string' && type === 'text' && !UNPRINTABLE.test(value)) {
		if (value !== '') cells.set(path, neutral(value));
		else if (!always) cells.set(path, EMPTY_TEXT);
	} else if (typeof value === 'boolean' && type === 'boolean') cells.set(path, String(value));
	else if (Number.isSafeInteger(value) && type === 'integer') cells.set(path, String(value));
	else if (Array.isArray(value) && type === 'list' && value.length <= MOST_ITEMS) {
		const items = resolved(schema!.items);
		if (value.length === 0 && !always) cells.set(path, '[]');
		value.forEach((each, at) => write(cells, `${path}.${at + 1}`, each, items, false));
	} else if (isObject(value) && type === 'object') {
		const before = cells.size;
		writeObject(cells, `${path}.`, value, schema!);
		if (cells.size === before && !always) cells.set(path, '{}');
	} else cells.set(path + JSON_CELL, neutral(canonicalJson(value)));
}

function writeObject(cells: Map<string, string>, prefix: string, value: Record<string, unknown>, schema: SchemaObject): void {
	const members = membersOf(schema);
	const unnamed: Record<string, unknown> = {};
	for (const [name, inner] of Object.entries(value)) {
		if (inner === undefined) continue;
		if (Object.hasOwn(members, name)) write(cells, prefix + name, inner, memberSchema(schema, name), isAlways(schema, name));
		else Object.defineProperty(unnamed, name, { value: inner, enumerable: true });
	}
	if (Object.keys(unnamed).length > 0) cells.set(prefix + UNNAMED, neutral(canonicalJson(unnamed)));
}

export interface CellProblem {
	/** Path of the column. */
	column: string;
	why: 'not-a-number' | 'not-yes-or-no' | 'not-json' | 'bad-path';
}

export class CellRefused extends Error {
	readonly problem: CellProblem;
	constructor(column: string, why: CellProblem['why']) {
		super(`csv: ${why}`);
		this.problem = { column, why };
	}
}

/** The record that the cells are of. Throws CellRefused. Whether it is one that the books take is for the schema to say. */
export function recordOf(cells: ReadonlyMap<string, string>, schema: SchemaObject): Record<string, unknown> {
	const root: Node = { children: new Map() };
	for (const [path, cell] of cells) {
		if (cell === '') continue;
		let at = root;
		for (const name of path.split('.')) {
			let next = at.children.get(name);
			if (!next) at.children.set(name, (next = { children: new Map() }));
			at = next;
		}
		at.cell = cell;
	}
	return readObject(root, schema, '');
}

interface Node {
	cell?: string;
	children: Map<string, Node>;
}

function readObject(node: Node, schema: SchemaObject, path: string): Record<string, unknown> {
	const members: [string, unknown][] = [];
	for (const name of Object.keys(membersOf(schema))) {
		const column = path ? `${path}.${name}` : name;
		const json = node.children.get(name + JSON_CELL)?.cell;
		const found =
			json === undefined ? read(node.children.get(name), memberSchema(schema, name), isAlways(schema, name), column) : parsed(json, column);
		if (found !== undefined) members.push([name, found]);
	}
	const unnamed = node.children.get(UNNAMED)?.cell;
	if (unnamed !== undefined) {
		const others = parsed(unnamed, path ? `${path}.${UNNAMED}` : UNNAMED);
		if (!isObject(others)) throw new CellRefused(UNNAMED, 'not-json');
		members.push(...Object.entries(others));
	}
	// Makes properties of its own of every name, whatever it is.
	return Object.fromEntries(members);
}

function read(node: Node | undefined, schema: SchemaObject | undefined, always: boolean, column: string): unknown {
	const type = impliedType(schema);
	const cell = node?.cell;
	if (type === 'list') return readList(node, schema!, always, column);
	if (type === 'object') {
		if (!node && !always) return undefined;
		return readObject(node ?? { children: new Map() }, schema!, column);
	}
	if (cell === undefined) return always && type === 'text' && !schema!.enum && schema!.const === undefined ? '' : undefined;
	if (type === 'text') return cell === EMPTY_TEXT ? '' : restored(cell);
	const plain = restored(cell).trim();
	if (type === 'integer') {
		if (!/^-?\d{1,15}$/.test(plain)) throw new CellRefused(column, 'not-a-number');
		return Number(plain);
	}
	const said = YES_NO[plain.toLowerCase()];
	if (said === undefined) throw new CellRefused(column, 'not-yes-or-no');
	return said;
}

function readList(node: Node | undefined, schema: SchemaObject, always: boolean, column: string): unknown[] | undefined {
	if (!node) return always ? [] : undefined;
	const items = resolved(schema.items);
	const indexes = [...node.children.keys()].map((name) => ({ name, index: Number(name.replace(JSON_CELL, '')) }));
	for (const { name, index } of indexes)
		if (!Number.isSafeInteger(index) || index < 1 || index > MOST_ITEMS) throw new CellRefused(`${column}.${name}`, 'bad-path');
	return indexes
		.sort((a, b) => a.index - b.index)
		.map(({ name }) => {
			const child = node.children.get(name)!;
			return name.endsWith(JSON_CELL) ? parsed(child.cell ?? '', `${column}.${name}`) : read(child, items, true, `${column}.${name}`);
		});
}

const YES_NO: Record<string, boolean> = { true: true, false: false, yes: true, no: false, '1': true, '0': false };

function parsed(cell: string, column: string): unknown {
	try {
		return JSON.parse(restored(cell)) as unknown;
	} catch {
		throw new CellRefused(column, 'not-json');
	}
}

function isAlways(schema: SchemaObject, name: string): boolean {
	return schema.required?.includes(name) ?? false;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** In the order in which the schema names them; list items by number. */
export function sortedColumns(paths: Iterable<string>, schema: SchemaObject): string[] {
	const keys = [...paths].map((path) => ({ path, key: placeOf(path, schema) }));
	return keys.sort((a, b) => compare(a.key, b.key) || (a.path < b.path ? -1 : 1)).map(({ path }) => path);
}

function placeOf(path: string, root: SchemaObject): number[] {
	let schema: SchemaObject | undefined = root;
	return path.split('.').map((segment) => {
		const name = segment.replace(JSON_CELL, '');
		if (impliedType(schema) === 'list') {
			schema = resolved(schema!.items);
			return Number(name);
		}
		const at = Object.keys(membersOf(schema)).indexOf(name);
		schema = memberSchema(schema, name);
		return at < 0 ? 9999 : at;
	});
}

function compare(a: readonly number[], b: readonly number[]): number {
	for (let at = 0; at < Math.max(a.length, b.length); at++) {
		const difference = (a[at] ?? -1) - (b[at] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}
