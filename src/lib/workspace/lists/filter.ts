/** Which rows meet conditions on their columns. Dates, amounts, counts and flags are compared as the numbers they are packed as. */
import { isOddAt, type Block } from './block.ts';
import type { NumberArray } from './numbers.ts';
import type { ColumnKind } from './shape.ts';
import { isOdd, toNumber } from './values.ts';
import type { ListView, OfRow } from './view.ts';

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

export function filterOf(view: ListView, name: string, condition: Condition): (block: Block) => OfRow<boolean> {
	const column = view.column(name);
	const packed = column && numeric(column.kind, condition);
	if (!column || !packed) return view.each(name, (value) => meets(value, condition));
	const { from, to, among } = packed;
	const { index, kind } = column;
	return (block) => {
		const numbers = block.columns[index] as NumberArray;
		return (row) => {
			const number = numbers[row]!;
			if (isOddAt(block, index, row)) return meets(block.value(index, row, view.list.dictionary), condition);
			if (number < from || number > to || (kind === 'date' && number === 0 && packed.ranged)) return false;
			return among === undefined || among.has(number);
		};
	};
}

/** Undefined where the column is no column of numbers, or the condition asks for what none of its numbers stand for. */
function numeric(kind: ColumnKind, { anyOf, from, to, has }: Condition) {
	if (has || kind === 'value' || kind === 'text' || kind === 'decimal') return undefined;
	const number = (value: unknown, otherwise: number) => (value === undefined ? otherwise : toNumber(kind, value));
	const bounds = { from: number(from, -Infinity), to: number(to, Infinity) };
	const among = anyOf?.map((value) => toNumber(kind, value));
	const odd = [bounds.from, bounds.to, ...(among ?? [])].some((each) => Number.isNaN(each) || (Number.isFinite(each) && isOdd(kind, each)));
	if (odd || (kind === 'flag' && (from !== undefined || to !== undefined))) return undefined;
	return { ...bounds, among: among && new Set(among), ranged: from !== undefined || to !== undefined };
}
