/**
 * A list as it reads on a day: what turns with the calendar has turned, and what is taken from another list stands in its place. Values that rows
 * share are looked at once each, not once a row.
 */
import { isOddAt, isText, ROWS, type Block } from './block.ts';
import type { PackedList } from './list.ts';
import type { NumberArray } from './numbers.ts';
import type { ColumnKind, Join } from './shape.ts';
import type { TextColumn } from './texts.ts';
import { dayNumber, fromNumber } from './values.ts';

/** Of the rows of one block. */
type OfRow<T> = (row: number) => T;

interface Coded {
	values: readonly unknown[];
	codes(block: Block): NumberArray;
}

export class ListView {
	readonly list: PackedList;
	/** Empty: nothing turns. */
	readonly today: string;
	readonly #todayNumber: number;
	/** The list that `join` takes columns from. */
	readonly other: PackedList | undefined;
	readonly #join: Join | undefined;

	constructor(list: PackedList, today: string, find: (name: string) => PackedList) {
		this.list = list;
		this.today = today;
		this.#todayNumber = today === '' ? 0 : dayNumber(today);
		this.#join = list.layout.shape.join;
		this.other = this.#join && find(this.#join.list);
	}

	column(name: string): { index: number; kind: ColumnKind } | undefined {
		const index = this.list.layout.names.indexOf(name);
		return index < 0 ? undefined : { index, kind: this.list.layout.kinds[index]! };
	}

	/** True when the column's values depend on the day of reading. */
	turns(name: string): boolean {
		return this.list.layout.shape.turn?.column === name;
	}

	joins(name: string): boolean {
		return this.#join !== undefined && name in this.#join.columns;
	}

	/** The row as it reads, as an object of its own. */
	row(slot: number): Record<string, unknown> {
		const row = this.list.rowAt(slot) as Record<string, unknown>;
		const block = this.list.blocks[(slot / ROWS) | 0]!;
		const { turn } = this.list.layout.shape;
		if (turn && this.#turned(block)(slot % ROWS)) {
			const { column = '', becomes = {} } = turn.instead ?? {};
			row[turn.column] = becomes[String(row[column])] ?? turn.becomes;
		}
		if (!this.#join) return row;
		const from = this.other!.get(String(row[this.#join.by])) as Record<string, unknown> | undefined;
		for (const [name, source] of Object.entries(this.#join.columns)) if (isEmpty(row[name]) && from) row[name] = from[source];
		return row;
	}

	/**
	 * A column of shared values as it reads: what each row's number stands for is in `values`. Turned rows have a number of their own, and rows that
	 * take their value from the other list are numbered by whom they join.
	 */
	coded(name: string): Coded {
		const { layout, dictionary } = this.list;
		const column = this.column(name);
		if (!column) {
			const values = dictionary.values[layout.rest]!.map((fields) => (fields as Record<string, unknown> | undefined)?.[name]);
			return { values, codes: (block) => block.columns[layout.rest] as NumberArray };
		}
		const own = (block: Block) => block.columns[column.index] as NumberArray;
		const values = [...dictionary.values[column.index]!];
		if (this.turns(name)) {
			const turned = this.#turnedValue(values);
			return { values, codes: (block) => this.#turnedCodes(block, own(block), turned(block)) };
		}
		const by = this.#join && this.column(this.#join.by);
		const source = this.#join?.columns[name];
		if (!by || source === undefined || !this.other) return { values, codes: own };
		const empty = Uint8Array.from(values, (value) => (isEmpty(value) ? 1 : 0));
		const first = values.length;
		values.push(...this.#joinedValues(by.index, source));
		return {
			values,
			codes(block) {
				const codes = own(block);
				const from = block.columns[by.index] as NumberArray;
				const read = new Uint32Array(ROWS);
				for (let row = 0; row < block.count; row++) read[row] = empty[codes[row]!] === 1 ? first + from[row]! : codes[row]!;
				return read;
			}
		};
	}

	/** The day after which the list reads differently though nothing changed; undefined when there is none to come. */
	nextTurn(): string | undefined {
		const { turn } = this.list.layout.shape;
		const after = turn && this.column(turn.after);
		if (!after) return undefined;
		let next = Infinity;
		for (const block of this.list.blocks) {
			const dates = block.columns[after.index] as NumberArray;
			for (let row = 0; row < block.count; row++) {
				const date = dates[row]!;
				if (date >= this.#todayNumber && date < next && block.alive[row] === 1) next = date;
			}
		}
		return next === Infinity ? undefined : String(fromNumber('date', next));
	}

	/** `of` each value of a column, by row. */
	each<T>(name: string, of: (value: unknown) => T): (block: Block) => OfRow<T> {
		const column = this.column(name);
		if (column && column.kind !== 'value') return (block) => (row) => of(block.value(column.index, row, this.list.dictionary));
		const { values, codes } = this.coded(name);
		const table = values.map(of);
		return (block) => {
			const numbers = codes(block);
			return (row) => table[numbers[row]!]!;
		};
	}

	/** The text column's own text, or undefined where it is none. */
	texts(name: string): ((block: Block) => OfRow<string>) | undefined {
		const column = this.column(name);
		if (!column || !isText(column.kind)) return undefined;
		return (block) => {
			const texts = block.columns[column.index] as TextColumn;
			return (row) =>
				isOddAt(block, column.index, row) ? String(block.value(column.index, row, this.list.dictionary) ?? '') : texts.at(row);
		};
	}

	/** For rows whose related row meets a condition: which codes of the joining column these are. */
	relatedCodes(meets: (slot: number) => boolean): { index: number; codes: Uint8Array } | undefined {
		const by = this.#join && this.column(this.#join.by);
		if (!by || !this.other) return undefined;
		const codes = Uint8Array.from(joinedSlots(this.list, by.index, this.other), (slot) => (slot >= 0 && meets(slot) ? 1 : 0));
		return { index: by.index, codes };
	}

	/** By number of the joining column. */
	#joinedValues(by: number, source: string): unknown[] {
		const other = this.other!;
		const from = other.layout.names.indexOf(source);
		return Array.from(joinedSlots(this.list, by, other), (slot) =>
			slot < 0 ? '' : other.blocks[(slot / ROWS) | 0]!.value(from, slot % ROWS, other.dictionary)
		);
	}

	/** Adds what rows can turn to, and answers the number of it by row. */
	#turnedValue(values: unknown[]): (block: Block) => OfRow<number> {
		const { becomes, instead } = this.list.layout.shape.turn!;
		const usual = values.push(becomes) - 1;
		const by = instead && this.column(instead.column);
		if (!by) return () => () => usual;
		const numbers = new Map([...new Set(Object.values(instead.becomes))].map((value) => [value, values.push(value) - 1]));
		const table = this.list.dictionary.values[by.index]!.map((value) => numbers.get(instead.becomes[String(value)] ?? '') ?? usual);
		return (block) => {
			const codes = block.columns[by.index] as NumberArray;
			return (row) => table[codes[row]!]!;
		};
	}

	#turnedCodes(block: Block, own: NumberArray, turned: OfRow<number>): Uint32Array<ArrayBuffer> {
		const after = this.column(this.list.layout.shape.turn!.after)!;
		const dates = block.columns[after.index] as NumberArray;
		const read = new Uint32Array(ROWS);
		const today = this.#todayNumber;
		for (let row = 0; row < block.count; row++) read[row] = dates[row] !== 0 && dates[row]! < today ? turned(row) : own[row]!;
		if (block.odd.size > 0) {
			const past = this.#turned(block);
			for (let row = 0; row < block.count; row++) if (isOddAt(block, after.index, row)) read[row] = past(row) ? turned(row) : own[row]!;
		}
		return read;
	}

	#turned(block: Block): OfRow<boolean> {
		const after = this.column(this.list.layout.shape.turn!.after)!;
		const dates = block.columns[after.index] as NumberArray;
		return (row) => {
			const date = dates[row]!;
			if (!isOddAt(block, after.index, row)) return date !== 0 && date < this.#todayNumber;
			const text = block.value(after.index, row, this.list.dictionary);
			return typeof text === 'string' && text < this.today;
		};
	}
}

const joined = new WeakMap<PackedList, { version: number; other: PackedList; otherVersion: number; slots: Int32Array }>();

/** By number of the joining column: the slot of the other list's row, −1 where there is none. Kept until either list changes. */
function joinedSlots(list: PackedList, by: number, other: PackedList): Int32Array {
	const known = joined.get(list);
	if (known?.version === list.version && known.other === other && known.otherVersion === other.version) return known.slots;
	const slotOf = (id: unknown) => (typeof id === 'string' && id !== '' ? other.slotOf(id) : -1);
	const slots = Int32Array.from(list.dictionary.values[by]!, slotOf);
	joined.set(list, { version: list.version, other, otherVersion: other.version, slots });
	return slots;
}

/** What a joined column is taken for: nothing, an empty text or an empty list. */
function isEmpty(value: unknown): boolean {
	return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
