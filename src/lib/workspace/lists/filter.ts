/** Which rows meet conditions on their columns. Dates, amounts, counts and flags are compared as the numbers they are packed as. */
import { isOddAt, type Block } from './block.ts';
import type { NumberArray } from './numbers.ts';
import type { ColumnKind } from './shape.ts';
import { isOdd, toNumber } from './values.ts';
import type { ListView } from './view.ts';

/** Bounds are inclusive, an empty value lies in no range; `has` asks a list for one of its values. */
export interface Condition {
	anyOf?: readonly unknown[] | undefined;
	from?: unknown;
	to?: unknown;
	has?: readonly unknown[] | undefined;
}

export function meets(value: unknown, { anyOf, from, to, has }: Condition): boolean {
	if (anyOf && !anyOf.includes(value)) return false;
	if (has && !(Array.isArray(value) && has.some((each) => value.includes(each)))) return false;
	if (from === undefined && to === undefined) return true;
	if (value === undefined || value === '') return false;
	return (from === undefined || !isBefore(value, from)) && (to === undefined || !isBefore(to, value));
}

/** By value for numbers and amounts, by code units for text, which is right for calendar dates. */
function isBefore(a: unknown, b: unknown): boolean {
	return (a as bigint) < (b as bigint);
}

/** Keeps of the first `count` rows those that meet a condition, in place and in order, and says how many these are. */
export type Filter = (block: Block, rows: Uint16Array, count: number) => number;

export function filterOf(view: ListView, name: string, condition: Condition): Filter {
	const column = view.column(name);
	if (!column || column.kind === 'value') {
		const { values, codes } = view.coded(name);
		const table = Uint8Array.from(values, (value) => (meets(value, condition) ? 1 : 0));
		return (block, rows, count) => {
			const numbers = codes(block);
			let left = 0;
			for (let at = 0; at < count; at++) {
				const row = rows[at]!;
				rows[left] = row;
				left += table[numbers[row]!]!;
			}
			return left;
		};
	}
	const { index, kind } = column;
	const packed = numeric(kind, condition);
	return (block, rows, count) => {
		const numbers = block.columns[index] as NumberArray;
		let left = 0;
		for (let at = 0; at < count; at++) {
			const row = rows[at]!;
			rows[left] = row;
			if (!packed || isOddAt(block, index, row)) left += meets(block.value(index, row, view.list.dictionary), condition) ? 1 : 0;
			else left += numbers[row]! >= packed.from && numbers[row]! <= packed.to && (packed.among?.includes(numbers[row]!) ?? true) ? 1 : 0;
		}
		return left;
	};
}

/** The rows of a block that are marked. */
export function markedRows(marks: Uint8Array, count: number, rows: Uint16Array): number {
	let marked = 0;
	for (let row = 0; row < count; row++) {
		rows[marked] = row;
		marked += marks[row]!;
	}
	return marked;
}

/** Undefined where the column is no column of numbers, or the condition asks for what none of its numbers stand for. */
function numeric(kind: ColumnKind, { anyOf, from, to, has }: Condition) {
	if (has || kind === 'value' || kind === 'text' || kind === 'decimal') return undefined;
	const number = (value: unknown, otherwise: number) => (value === undefined ? otherwise : toNumber(kind, value));
	const bounds = { from: number(from, -Infinity), to: number(to, Infinity) };
	const among = anyOf?.map((value) => toNumber(kind, value));
	const odd = [bounds.from, bounds.to, ...(among ?? [])].some((each) => Number.isNaN(each) || (Number.isFinite(each) && isOdd(kind, each)));
	if (odd || (kind === 'flag' && (from !== undefined || to !== undefined))) return undefined;
	const ranged = from !== undefined || to !== undefined;
	// No date lies in no range; days begin at 1.
	return { from: ranged && kind === 'date' ? Math.max(bounds.from, 1) : bounds.from, to: bounds.to, among };
}
