/**
 * All slots of a list in the order of one column, ascending, equals by arrival. Kept between queries: after a few changes the slots that changed are
 * taken out and put back where they belong, so that a list stays sorted while one works in it.
 */
import { isOddAt, ROWS, type Block } from './block.ts';
import type { PackedList } from './list.ts';
import type { NumberArray } from './numbers.ts';
import type { ListView } from './view.ts';
import { sortKey } from './words.ts';

const MOST_CHANGED = 256;
const DAY = 86_400_000;

type Keys = { of(slot: number): number } | { of(slot: number): string };
interface Kept {
	version: number;
	/** What else it depends on: the day, the other list. */
	basis: string;
	order: Uint32Array;
}

const kept = new WeakMap<PackedList, Map<string, Kept>>();

export function orderBy(view: ListView, column: string): Uint32Array {
	const { list } = view;
	const orders = kept.get(list) ?? new Map<string, Kept>();
	kept.set(list, orders);
	const basis = `${view.turns(column) ? view.today : ''}/${view.joins(column) ? view.other?.version : ''}`;
	const before = orders.get(column);
	if (before?.version === list.version && before.basis === basis) return before.order;
	const keys = keysOf(view, column);
	const changed = before?.basis === basis ? list.changedSince(before.version) : undefined;
	const order = before && changed && changed.length <= MOST_CHANGED ? merged(before.order, changed, keys) : sorted(list, keys);
	orders.set(column, { version: list.version, basis, order });
	return order;
}

function sorted(list: PackedList, keys: Keys): Uint32Array {
	const slots = new Uint32Array(list.blocks.reduce((sum, { count }) => sum + count, 0));
	let at = 0;
	for (const [index, { count }] of list.blocks.entries()) for (let row = 0; row < count; row++) slots[at++] = index * ROWS + row;
	const values = Array.from(slots, (slot) => keys.of(slot));
	const packed = packedOrder(values, slots);
	if (packed) return packed;
	const places = Array.from(slots, (_, place) => place);
	places.sort((a, b) => compare(values[a]!, values[b]!) || a - b);
	return Uint32Array.from(places, (place) => slots[place]!);
}

const PLACES = 2 ** 21;

/** Whole numbers that span less than 2^32 sort as one column of key and place, which needs no comparing function. */
function packedOrder(values: (number | string)[], slots: Uint32Array): Uint32Array | undefined {
	if (values.length > PLACES) return undefined;
	let least = Infinity;
	let most = -Infinity;
	for (const value of values) {
		if (!Number.isInteger(value)) return undefined;
		if ((value as number) < least) least = value as number;
		if ((value as number) > most) most = value as number;
	}
	if (values.length > 0 && !(most - least < 2 ** 32)) return undefined;
	const packed = Float64Array.from(values as number[], (value, place) => (value - least) * PLACES + place).sort();
	return Uint32Array.from(packed, (each) => slots[each % PLACES]!);
}

function merged(before: Uint32Array, changed: number[], keys: Keys): Uint32Array {
	const moved = new Set(changed);
	const after = (a: number, b: number) => compare(keys.of(a), keys.of(b)) || a - b;
	const rest = before.filter((slot) => !moved.has(slot));
	const order = new Uint32Array(rest.length + changed.length);
	let from = 0;
	for (const [done, slot] of changed.sort(after).entries()) {
		let to = rest.length;
		let low = from;
		while (low < to) {
			const middle = (low + to) >>> 1;
			if (after(rest[middle]!, slot) < 0) low = middle + 1;
			else to = middle;
		}
		order.set(rest.subarray(from, low), from + done);
		order[low + done] = slot;
		from = low;
	}
	order.set(rest.subarray(from), from + changed.length);
	return order;
}

function compare(a: number | string, b: number | string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function keysOf(view: ListView, name: string): Keys {
	const { list } = view;
	const column = view.column(name);
	const ofBlock = <T>(make: (block: Block) => (row: number) => T) => {
		const blocks = list.blocks.map(make);
		return { of: (slot: number) => blocks[(slot / ROWS) | 0]!(slot % ROWS) };
	};
	const texts = view.texts(name);
	if (texts && column?.kind === 'decimal') return ofBlock((block) => decimalOf(texts(block)));
	if (texts) return ofBlock((block) => keyOf(texts(block)));
	if (!column || column.kind === 'value') return ofBlock(view.each(name, ranksOf(view, name)));
	const { index, kind } = column;
	return ofBlock((block) => {
		const numbers = block.columns[index] as NumberArray;
		const none = kind === 'date' ? NO_DATE : 0;
		return (row) => (isOddAt(block, index, row) ? oddKey(kind, block.value(index, row, list.dictionary)) : numbers[row]! || none);
	});
}

function decimalOf(texts: (row: number) => string): (row: number) => number {
	return (row) => {
		const text = texts(row);
		return text === '' ? -Infinity : Number(text) || 0;
	};
}

function keyOf(texts: (row: number) => string): (row: number) => string {
	return (row) => sortKey(texts(row));
}

/** The place of each value of a column among all its values. */
function ranksOf(view: ListView, name: string): (value: unknown) => number {
	const keys = new Map<unknown, string>();
	view.each(name, (value) => void keys.set(value, sortKey(textOf(value))));
	const ranks = new Map([...new Set(keys.values())].sort(compare).map((key, rank) => [key, rank]));
	return (value) => ranks.get(keys.get(value) ?? '') ?? 0;
}

function textOf(value: unknown): string {
	return Array.isArray(value)
		? value.join(', ')
		: value === undefined || value === null
			? ''
			: typeof value === 'object'
				? ''
				: String(value);
}

/** Before all days, those before 1970 included. */
const NO_DATE = -1e9;

/** Days and amounts that do not fit their column still stand where they belong; what is neither stands before them. */
function oddKey(kind: string, value: unknown): number {
	if (typeof value === 'bigint') return Number(value);
	const day = kind === 'date' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(day) ? NO_DATE + 1 : Math.floor(day / DAY) + 1;
}
