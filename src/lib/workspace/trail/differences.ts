/**
 * What changed between two states of a record that people edit, field by field. Lists whose objects have ids are compared object by object; every
 * other list is one value, as it is for whoever writes it. [Note: how an object lies in a Yjs document]
 */
import { canonicalJson } from '../json.ts';

type Plain = Record<string, unknown>;

/** Names of fields from the outside in; an object of a list is named by its id. */
type Path = readonly string[];

export type Difference =
	/** A field; `before` is absent where it was not there, `after` where it is gone. */
	| { kind: 'field'; path: Path; before?: unknown; after?: unknown; row?: RowName }
	| { kind: 'added'; path: Path; at: number; after: Plain; row: RowName }
	| { kind: 'removed'; path: Path; before: Plain; row: RowName }
	/** The objects that stayed stand in another order: all ids as they stand now. */
	| { kind: 'moved'; path: Path; order: string[] };

/** The outermost object of a list that a path leads through, as people know it. */
export interface RowName {
	/** Its place, from 1: now, or, where it is gone, before. */
	place: number;
	name: string;
}

/** @param keyed names of fields that hold a list of objects with ids */
export function differences(before: Plain, after: Plain, keyed: readonly string[]): Difference[] {
	return [...compareObjects(before, after, keyed, [], undefined)];
}

function* compareObjects(
	before: Plain,
	after: Plain,
	keyed: readonly string[],
	path: Path,
	row: RowName | undefined
): Generator<Difference> {
	for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const [was, is] = [before[name], after[name]];
		const here = [...path, name];
		if (keyed.includes(name) && isRows(was ?? []) && isRows(is ?? [])) {
			yield* compareRows((was ?? []) as Plain[], (is ?? []) as Plain[], keyed, here, row);
			// An empty list is not the same as none.
			if (is === undefined || (was === undefined && (is as Plain[]).length === 0)) yield field(here, was && [], is, row);
		} else if (isPlain(was) && isPlain(is)) yield* compareObjects(was, is, keyed, here, row);
		else if (!isSame(was, is)) yield field(here, was, is, row);
	}
}

function field(path: Path, before: unknown, after: unknown, row: RowName | undefined): Difference {
	return { kind: 'field', path, ...(before !== undefined && { before }), ...(after !== undefined && { after }), ...(row && { row }) };
}

function* compareRows(
	before: Plain[],
	after: Plain[],
	keyed: readonly string[],
	path: Path,
	row: RowName | undefined
): Generator<Difference> {
	const was = new Map(before.map((each, at) => [each.id as string, { each, at }]));
	const is = new Map(after.map((each, at) => [each.id as string, { each, at }]));
	for (const [id, { each, at }] of was)
		if (!is.has(id)) yield { kind: 'removed', path: [...path, id], before: each, row: row ?? nameOf(each, at) };
	for (const [id, { each, at }] of is)
		if (!was.has(id)) yield { kind: 'added', path: [...path, id], at, after: each, row: row ?? nameOf(each, at) };
	const stayed = [...was.keys()].filter((id) => is.has(id));
	const stands = [...is.keys()].filter((id) => was.has(id));
	if (!isSame(stayed, stands)) yield { kind: 'moved', path, order: [...is.keys()] };
	for (const id of stands) {
		const { each, at } = is.get(id)!;
		yield* compareObjects(was.get(id)!.each, each, keyed, [...path, id], row ?? nameOf(each, at));
	}
}

const NAMES = ['name', 'label', 'reason', 'holder'] as const;

function nameOf(row: Plain, at: number): RowName {
	const name = NAMES.map((each) => row[each]).find((value) => typeof value === 'string' && value.trim() !== '');
	return { place: at + 1, name: typeof name === 'string' ? name : '' };
}

/** The value with the differences made to it: those between two states, made to the first, give the second. */
export function withDifferences(value: Plain, made: readonly Difference[]): Plain {
	const next = structuredClone(value);
	for (const each of made) {
		const target = at(next, each.path.slice(0, each.kind === 'moved' ? undefined : -1), each.kind === 'added');
		const last = each.path.at(-1)!;
		if (each.kind === 'field') {
			if (each.after === undefined) delete (target as Plain)[last];
			else (target as Plain)[last] = structuredClone(each.after);
		} else if (each.kind === 'moved') {
			const rows = target as Plain[];
			rows.sort((a, b) => each.order.indexOf(a.id as string) - each.order.indexOf(b.id as string));
		} else if (each.kind === 'added') (target as Plain[]).splice(each.at, 0, structuredClone(each.after));
		else
			(target as Plain[]).splice(
				(target as Plain[]).findIndex(({ id }) => id === last),
				1
			);
	}
	return next;
}

/** What a path leads to; a list that is not there yet is made where `makes`. */
function at(value: Plain, path: Path, makes: boolean): Plain | Plain[] {
	let here: Plain | Plain[] = value;
	for (const [index, name] of path.entries()) {
		if (Array.isArray(here)) here = here.find(({ id }) => id === name)!;
		else if (makes && index === path.length - 1) here = (here[name] ??= []) as Plain[];
		else here = here[name] as Plain | Plain[];
	}
	return here;
}

function isRows(value: unknown): value is Plain[] {
	return Array.isArray(value) && value.every((each) => isPlain(each) && typeof each.id === 'string');
}

function isPlain(value: unknown): value is Plain {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
	return a === b || (typeof a === 'object' && typeof b === 'object' && canonicalJson({ a }) === canonicalJson({ a: b }));
}
