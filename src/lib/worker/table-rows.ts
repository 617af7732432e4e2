/** What one row of a table would do to the books. Writes nothing. */
import { newItem } from '../catalog/item-rules.ts';
import type { Business } from '../business/business.ts';
import { newDraft } from '../documents/defaults.ts';
import type { RowFault, RowProblem, TableType, TableWish } from '../exchange/csv/api.ts';
import { CellRefused, cellsOf, recordOf } from '../exchange/csv/columns.ts';
import { completed } from '../exchange/csv/complete.ts';
import { plainCell, schemaAt } from '../exchange/csv/notation.ts';
import type { TableRow } from '../exchange/csv/read-table.ts';
import { checkElement } from '../exchange/json/format.ts';
import type { SchemaObject } from '../exchange/json/json-schema.ts';
import { ImportRefused } from '../exchange/json/problem.ts';
import { resolved, typesOf } from '../exchange/xml/shape.ts';
import { newExpense } from '../expenses/expense-rules.ts';
import { newParty } from '../parties/party-rules.ts';
import type { Party } from '../parties/party.ts';
import { newProject } from '../time/project-rules.ts';
import type { ExpenseRow, ItemRow, PartyRow } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { randomBytes } from '../crypto/random.ts';
import { canonicalJson } from '../workspace/json.ts';
import type { Workspace } from '../workspace/workspace.ts';

type Value = Record<string, unknown>;

export type RowVerdict =
	| { kind: 'make'; id: string; value: Value }
	| { kind: 'change'; id: string; value: Value; before: Value }
	| { kind: 'same' }
	| { kind: 'duplicate' }
	| { kind: 'refused'; fault: RowFault };

export interface RowContext {
	workspace: Workspace;
	business: Business;
	/** Of the person here. */
	memberId: string;
	today: string;
}

export function schemaOf(type: string): SchemaObject {
	return resolved(typesOf('records').get(type) ?? typesOf('journal').get(type))!;
}

/** Judges the rows of one file, one after the other: it knows what came before. */
export class RowJudge {
	readonly #context: RowContext;
	readonly #wish: TableWish;
	readonly #schema: SchemaObject;
	/** What a record is recognised by without its id -> its id. */
	readonly #known: Map<string, string>;
	readonly #columns: ({ path: string; schema: SchemaObject | undefined } | undefined)[];
	readonly #base: Map<string, string>;

	constructor(context: RowContext, wish: TableWish) {
		this.#context = context;
		this.#wish = wish;
		this.#schema = schemaOf(wish.type);
		this.#known = knownKeys(context.workspace, wish.type);
		this.#columns = wish.mapping.map((path) => (path === undefined ? undefined : { path, schema: schemaAt(path, this.#schema) }));
		this.#base = cellsOf(beginningOf(wish.type, context), this.#schema);
	}

	async judge({ cells, line }: TableRow): Promise<RowVerdict> {
		const { workspace } = this.#context;
		const { type, duplicates, notation } = this.#wish;
		const refused = (why: RowProblem, field = ''): RowVerdict => ({ kind: 'refused', fault: { line, field, why } });
		const own = new Map<string, string>();
		let id = '';
		for (const [at, column] of this.#columns.entries()) {
			if (!column) continue;
			const cell = cells[at] ?? '';
			if (column.path === 'id') id = /^[0-9a-f]{32}$/.test(cell) ? cell : '';
			else own.set(column.path, plainCell(cell, column.schema, notation));
		}
		try {
			const state = id ? await workspace.read(id) : undefined;
			if (state && (state.type !== type || state.frozen)) return refused('id-taken', 'id');
			if (state && !state.removed) return await this.#over(id, own, refused);
			// A record of one's own, which says all there is; of another program's, the rest is as for a new one.
			const value = completed(recordOf(id ? own : laidOver(this.#base, own), this.#schema), this.#schema);
			checkElement('records', 0, { type, id: id || '0'.repeat(32), value });
			const keys = id ? [] : keysOf(type, value);
			const twin = keys.map((key) => this.#known.get(key)).find((found) => found !== undefined);
			if (twin !== undefined && duplicates !== 'add') {
				if (duplicates === 'skip' || twin === '') return { kind: 'duplicate' };
				return await this.#over(twin, own, refused);
			}
			for (const key of keys) if (!this.#known.has(key)) this.#known.set(key, '');
			return { kind: 'make', id: id || toHex(randomBytes(16)), value };
		} catch (cause) {
			if (cause instanceof CellRefused) return refused(cause.problem.why, cause.problem.column);
			if (cause instanceof ImportRefused) return refused('wrong-shape', fieldOf(cause.path));
			throw cause;
		}
	}

	/** What is there already, with the columns that the file has. */
	async #over(id: string, own: ReadonlyMap<string, string>, refused: (why: RowProblem, field?: string) => RowVerdict): Promise<RowVerdict> {
		const { type } = this.#wish;
		const before = await this.#context.workspace.live<Value>(type, id);
		if (!before) return refused('id-taken', 'id');
		if (type === 'party' && (before as unknown as Party).restricted) return refused('restricted');
		const value = completed(recordOf(laidOver(cellsOf(before, this.#schema), own, true), this.#schema), this.#schema);
		checkElement('records', 0, { type, id, value });
		return canonicalJson(value) === canonicalJson(before) ? { kind: 'same' } : { kind: 'change', id, value, before };
	}
}

/** @param blank an empty cell empties the field, where it is over what was there */
function laidOver(base: ReadonlyMap<string, string>, own: ReadonlyMap<string, string>, blank = false): Map<string, string> {
	const cells = new Map(base);
	for (const [path, cell] of own) {
		if (cell === '' && !blank) continue;
		cells.delete(`${path}:json`);
		cells.set(path, cell);
	}
	return cells;
}

/** "records[0].value.lines[2].price" -> "lines.3.price". */
export function fieldOf(path: string): string {
	return path.replace(/^records\[0\]\.?(value)?\.?/, '').replace(/\[(\d+)\]/g, (_found, at: string) => `.${Number(at) + 1}`);
}

/** What is not said of a new one. */
export function beginningOf(type: TableType, { business, memberId, today }: RowContext): Value {
	const made: Record<TableType, () => object> = {
		party: () => newParty(business),
		item: () => newItem(business),
		draft: () => newDraft(business, today),
		expense: () => ({ ...newExpense(business, 'expense', today), lines: [] }),
		project: () => newProject(business),
		task: () => ({ state: 'open' }),
		'time-entry': () => ({ member: memberId, date: today, zone: business.timeZone, billable: true })
	};
	return JSON.parse(canonicalJson(made[type]())) as Value;
}

/** Numbers, names and codes, in any case. */
function keysOf(type: TableType, value: Value): string[] {
	if (type === 'party') {
		const { number, name, contacts = [] } = value as unknown as Party;
		return keys({ number, name, email: contacts.find(({ primary }) => primary)?.email ?? contacts[0]?.email });
	}
	if (type === 'item') return keys({ code: value.code, name: value.name });
	if (type === 'expense' && value.number) return keys({ bill: [value.supplierName, value.number, value.date].join('\n') });
	return type === 'project' ? keys({ name: value.name }) : [];
}

function keys(fields: Record<string, unknown>): string[] {
	return Object.entries(fields).flatMap(([field, text]) =>
		typeof text === 'string' && text.trim() !== '' ? [`${field}\n${text.trim().toLowerCase()}`] : []
	);
}

function knownKeys(workspace: Workspace, type: TableType): Map<string, string> {
	const known = new Map<string, string>();
	const add = (id: string, fields: Record<string, unknown>) => keys(fields).forEach((key) => known.set(key, id));
	if (type === 'party')
		for (const row of rows<PartyRow>(workspace, type)) add(row.id, { number: row.number, name: row.name, email: row.email });
	if (type === 'item') for (const row of rows<ItemRow>(workspace, type)) add(row.id, { code: row.code, name: row.name });
	if (type === 'project') for (const row of rows<{ id: string; name: string }>(workspace, type)) add(row.id, { name: row.name });
	if (type === 'expense')
		for (const { id, booked, number, supplierName, date } of rows<ExpenseRow>(workspace, type))
			// What is booked is there, and cannot be changed by a file.
			if (number) add(booked ? '' : id, { bill: [supplierName, number, date].join('\n') });
	return known;
}

function rows<T>(workspace: Workspace, list: string): Iterable<T> {
	return workspace.list(list).values() as Iterable<T>;
}
