/** Up to a thousand rows of one list side by side, column by column. A row keeps its place for as long as the pages live, removed or not. */
import type { Dictionary } from './dictionary.ts';
import { numbers, withNumber, type NumberArray } from './numbers.ts';
import { shapeName, type ColumnKind, type ListShape } from './shape.ts';
import { TextColumn } from './texts.ts';
import { fromNumber, isOdd, toNumber } from './values.ts';

export const ROWS = 1024;
export const ID_BYTES = 16;

/** A shape with its columns in order. Fields it does not name share one more column, `rest`. */
export interface Layout {
	shape: ListShape;
	/** What stored pages must have been packed with. */
	name: string;
	names: readonly string[];
	kinds: readonly ColumnKind[];
	/** Index of the column of all other fields: a dictionary of objects. */
	rest: number;
}

export function layoutOf(shape: ListShape): Layout {
	const names = Object.keys(shape.columns);
	return { shape, name: shapeName(shape), names, kinds: [...Object.values(shape.columns), 'value'], rest: names.length };
}

export function isText(kind: ColumnKind): boolean {
	return kind === 'text' || kind === 'decimal';
}

export class Block {
	readonly layout: Layout;
	count = 0;
	ids = new Uint8Array(ROWS * ID_BYTES);
	/** 1 for rows that are there, 0 for removed ones. */
	alive: Uint8Array = new Uint8Array(ROWS);
	readonly columns: (NumberArray | TextColumn)[];
	/** Values that their column's kind has no number for, by `oddKey`. */
	odd = new Map<number, unknown>();

	/** Empty, or of columns that were read. */
	constructor(layout: Layout, columns?: (NumberArray | TextColumn)[]) {
		this.layout = layout;
		this.columns = columns ?? layout.kinds.map((kind) => (isText(kind) ? new TextColumn(ROWS) : numbers(1, ROWS)));
	}

	setRow(row: number, fields: Readonly<Record<string, unknown>>, dictionary: Dictionary): void {
		const { names, rest } = this.layout;
		this.alive[row] = 1;
		for (let column = 0; column < rest; column++) this.#set(column, row, fields[names[column]!], dictionary);
		const others = Object.entries(fields).filter(([name, value]) => name !== 'id' && value !== undefined && !names.includes(name));
		this.#set(rest, row, others.length > 0 ? Object.fromEntries(others) : undefined, dictionary);
	}

	/** The place stays, nothing of what stood there does. */
	clearRow(row: number): void {
		this.alive[row] = 0;
		for (const [column, data] of this.columns.entries()) {
			this.odd.delete(oddKey(column, row));
			if (data instanceof TextColumn) data.set(row, '', this.count);
			else data[row] = 0;
		}
	}

	value(column: number, row: number, dictionary: Dictionary): unknown {
		if (this.odd.size > 0 && this.odd.has(oddKey(column, row))) return this.odd.get(oddKey(column, row));
		const data = this.columns[column]!;
		if (data instanceof TextColumn) return data.at(row);
		const kind = this.layout.kinds[column]!;
		return kind === 'value' ? dictionary.values[column]![data[row]!] : fromNumber(kind, data[row]!);
	}

	/** The fields as they were given, without the id. */
	fields(row: number, dictionary: Dictionary): Record<string, unknown> {
		const { names, rest } = this.layout;
		const fields: Record<string, unknown> = {};
		for (let column = 0; column < rest; column++) {
			const value = this.value(column, row, dictionary);
			if (value !== undefined) fields[names[column]!] = Array.isArray(value) ? [...(value as unknown[])] : value;
		}
		const code = (this.columns[rest] as NumberArray)[row]!;
		// Copied by way of JSON's own reading, since a caller may change what it is given.
		return code === 0 ? fields : Object.assign(fields, structuredClone(dictionary.values[rest]![code]));
	}

	#set(column: number, row: number, value: unknown, dictionary: Dictionary): void {
		const kind = this.layout.kinds[column]!;
		const key = oddKey(column, row);
		if (this.odd.size > 0) this.odd.delete(key);
		const data = this.columns[column]!;
		if (data instanceof TextColumn) {
			const plain = typeof value === 'string' && value.isWellFormed();
			data.set(row, plain ? value : '', this.count);
			if (!plain) this.odd.set(key, value);
			return;
		}
		const number = kind === 'value' ? dictionary.code(column, value) : toNumber(kind, value);
		if (kind !== 'value' && isOdd(kind, number)) this.odd.set(key, value);
		this.columns[column] = withNumber(data, row, number);
	}
}

function oddKey(column: number, row: number): number {
	return column * ROWS + row;
}

export function isOddAt(block: Block, column: number, row: number): boolean {
	return block.odd.size > 0 && block.odd.has(oddKey(column, row));
}
