/**
 * One description of a syntax for writing and for reading: a field says where a term of the model stands, and does both. Fields are listed in the
 * order in which the schema wants its elements.
 */
import type { Identifier } from '../model.ts';
import { clean, element, type XmlElement } from './element.ts';

/** What a field may need to know of the document it is in. */
export interface Scope {
	currency: string;
	/** BT-6. */
	vatCurrency: string;
	/** UBL has a document type of its own for credit notes. */
	isCreditNote: boolean;
}

export interface Reading extends Scope {
	/** Every element whose text went into the model. */
	taken: Set<XmlElement>;
}

export interface Field<T> {
	write(from: T, scope: Scope): XmlElement[];
	read(into: T, from: XmlElement, reading: Reading): void;
}

type TextKey<T> = { [K in keyof T]-?: T[K] extends string | undefined ? K : never }[keyof T];
type IdKey<T> = { [K in keyof T]-?: T[K] extends Identifier | undefined ? K : never }[keyof T];
type GroupKey<T> = { [K in keyof T]-?: T[K] extends object | undefined ? K : never }[keyof T];
type ListKey<T> = { [K in keyof T]-?: T[K] extends unknown[] ? K : never }[keyof T];
type Entry<T, K extends keyof T> = T[K] extends (infer E)[] ? E : never;
type Where = (found: XmlElement) => boolean;

export interface LeafOptions<T> {
	/** Attributes that hold terms of the same group. */
	attributes?: Readonly<Record<string, TextKey<T>>>;
	/** Attributes that are always the same, or go by the document. */
	stamped?: (scope: Scope) => Readonly<Record<string, string>>;
	/** How the file says it. */
	toFile?: (text: string) => string;
	fromFile?: (text: string) => string;
	where?: Where;
}

/** A term that is a text. `path` may lead through elements that hold nothing else: "ram:IssueDateTime/udt:DateTimeString". */
export function leaf<T>(path: string, key: TextKey<T>, options: LeafOptions<T> = {}): Field<T> {
	const steps = path.split('/');
	const { attributes = {}, stamped, toFile, fromFile, where } = options;
	return {
		write(from, scope) {
			const text = clean((from[key] as string | undefined) ?? '');
			if (text === '') return [];
			const made = element(steps.at(-1)!, toFile ? toFile(text) : text);
			for (const [name, value] of Object.entries(stamped?.(scope) ?? {})) if (value !== '') made.attributes.set(name, value);
			for (const [name, term] of Object.entries(attributes)) {
				const value = clean((from[term] as string | undefined) ?? '');
				if (value !== '') made.attributes.set(name, value);
			}
			return [nested(steps.slice(0, -1), made)];
		},
		read(into, from, { taken }) {
			const found = first(from, steps, where);
			if (!found || found.text === '') return;
			taken.add(found);
			set(into, key, fromFile ? fromFile(found.text) : found.text);
			for (const [name, term] of Object.entries(attributes)) {
				const value = found.attributes.get(name)?.trim();
				if (value) set(into, term, value);
			}
		}
	};
}

const ID: LeafOptions<Identifier> = { attributes: { schemeID: 'scheme' } };

/** An identifier, its scheme beside it as `schemeID`. */
export function identifier<T>(path: string, key: IdKey<T>, where?: Where): Field<T> {
	const own = leaf<Identifier>(path, 'id', where ? { ...ID, where } : ID);
	return {
		write: (from, scope) => {
			const id = from[key] as Identifier | undefined;
			return id ? own.write(id, scope) : [];
		},
		read(into, from, reading) {
			const id: Identifier = { id: '' };
			own.read(id, from, reading);
			if (id.id !== '') set(into, key, id);
		}
	};
}

/** An element around terms of the same group. Without any of them it is not written. */
export function around<T>(name: string, fields: readonly Field<T>[], where?: Where): Field<T> {
	return {
		write: (from, scope) => holding(name, fields, from, scope),
		read(into, from, reading) {
			const found = from.children.find((each) => each.name === name && (where?.(each) ?? true));
			if (found) for (const field of fields) field.read(into, found, reading);
		}
	};
}

/** A group of its own, once. */
export function group<T, K extends GroupKey<T>>(
	name: string,
	key: K,
	begin: () => NonNullable<T[K]>,
	fields: readonly Field<NonNullable<T[K]>>[],
	where?: Where
): Field<T> {
	return {
		write: (from, scope) => (from[key] ? holding(name, fields, from[key] as NonNullable<T[K]>, scope) : []),
		read(into, from, reading) {
			const found = from.children.find((each) => each.name === name && (where?.(each) ?? true));
			if (found && hasContent(found)) set(into, key, readInto(begin(), found, fields, reading));
		}
	};
}

/** A group that may come again. */
export function list<T, K extends ListKey<T>>(
	name: string,
	key: K,
	begin: () => Entry<T, K>,
	fields: readonly Field<Entry<T, K>>[],
	where?: Where
): Field<T> {
	return {
		write: (from, scope) => (from[key] as Entry<T, K>[]).flatMap((each) => holding(name, fields, each, scope)),
		read(into, from, reading) {
			const found = from.children.filter((each) => each.name === name && (where?.(each) ?? true) && hasContent(each));
			(into[key] as Entry<T, K>[]).push(...found.map((each) => readInto(begin(), each, fields, reading)));
		}
	};
}

/** The same group written in two places, or under two names, as a field of the group that it is in. */
export function of<T, K extends GroupKey<T>>(
	key: K,
	fields: readonly Field<NonNullable<T[K]>>[],
	begin: () => NonNullable<T[K]>
): Field<T> {
	return {
		write: (from, scope) => (from[key] ? fields.flatMap((field) => field.write(from[key] as NonNullable<T[K]>, scope)) : []),
		read(into, from, reading) {
			const before = reading.taken.size;
			const made = readInto((into[key] as NonNullable<T[K]> | undefined) ?? begin(), from, fields, reading);
			if (reading.taken.size > before) set(into, key, made);
		}
	};
}

/** A text that the syntax wants beside others and that says nothing by itself; `isAnyRead` where files may have another in its place. */
export function fixed<T>(path: string, text: string, isAnyRead = false): Field<T> {
	const steps = path.split('/');
	return {
		write() {
			const made = nested(steps.slice(0, -1), element(steps.at(-1)!, text));
			made.fixed = true;
			return [made];
		},
		read(_into, from, { taken }) {
			const found = first(from, steps);
			if (found && (isAnyRead || found.text === text)) taken.add(found);
		}
	};
}

export function holding<T>(name: string, fields: readonly Field<T>[], from: T, scope: Scope): XmlElement[] {
	const children = fields.flatMap((field) => field.write(from, scope));
	return children.some((child) => !child.fixed) ? [element(name, '', children)] : [];
}

export function readInto<T>(into: T, from: XmlElement, fields: readonly Field<T>[], reading: Reading): T {
	for (const field of fields) field.read(into, from, reading);
	return into;
}

/** The text at the end of a path of names, for telling elements of one name apart. */
export function textAt(from: XmlElement, path: string): string {
	return first(from, path.split('/'))?.text ?? '';
}

function first(from: XmlElement, steps: readonly string[], where?: Where): XmlElement | undefined {
	const [name, ...rest] = steps;
	for (const child of from.children) {
		if (child.name !== name) continue;
		const found = rest.length ? first(child, rest, where) : !where || where(child) ? child : undefined;
		if (found) return found;
	}
	return undefined;
}

function nested(steps: readonly string[], inner: XmlElement): XmlElement {
	return steps.reduceRight((held, name) => element(name, '', [held]), inner);
}

function hasContent({ text, children }: XmlElement): boolean {
	return children.length > 0 || text !== '';
}

function set<T>(into: T, key: keyof T, value: unknown) {
	(into as Record<keyof T, unknown>)[key] = value;
}

/** Paths of all elements that hold a text and were not taken. */
export function leftOver(root: XmlElement, taken: ReadonlySet<XmlElement>): string[] {
	const found = new Set<string>();
	const look = (at: XmlElement, path: string) => {
		if (at.text !== '' && !taken.has(at)) found.add(path);
		for (const child of at.children) look(child, `${path}/${child.name}`);
	};
	look(root, root.name);
	return [...found];
}
