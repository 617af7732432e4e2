/**
 * All slots of a list in the order of one column, ascending. Kept between queries: after a few changes the slots that changed are taken out and put
 * back where they belong, so that a list stays sorted while one works in it.
 *
 * [Note: equals] Rows arrive on each device in an order of their own, so equals go by the columns the list names for it (`ties`) and at last by
 * record id. Most equals are never looked at: they are put in their order where somebody looks, with all that are equal to them.
 */
import { ID_BYTES, isOddAt, ROWS, type Block } from './block.ts';
import type { PackedList } from './list.ts';
import type { NumberArray } from './numbers.ts';
import type { ListView } from './view.ts';
import { sortKey } from './words.ts';

const MOST_CHANGED = 256;
const DAY = 86_400_000;

/** What a row sorts by. */
type Keys =
	{ kind: 'number'; block(block: Block): (row: number) => number } | { kind: 'text'; block(block: Block): (row: number) => string };
interface Kept {
	version: number;
	/** What else it depends on: the day, the other list. */
	basis: string;
	slots: Uint32Array;
	/** Places, first and last, whose equals stand in their order. */
	settled: [number, number][];
}

interface Order {
	readonly slots: Uint32Array;
	/** Makes sure that the equals at these places, the last one included, stand in their order. [Note: equals] */
	settle(from: number, to: number): void;
}

const kept = new WeakMap<PackedList, Map<string, Kept>>();

export function orderBy(view: ListView, column: string): Order {
	const order = keptOrder(view, column);
	return { slots: order.slots, settle: (from, to) => settle(view, column, order, from, to) };
}

function keptOrder(view: ListView, column: string): Kept {
	const { list } = view;
	const orders = kept.get(list) ?? new Map<string, Kept>();
	kept.set(list, orders);
	const basis = `${view.turns(column) ? view.today : ''}/${view.joins(column) ? view.other?.version : ''}`;
	const before = orders.get(column);
	if (before?.version === list.version && before.basis === basis) return before;
	const keys = keysOf(view, column);
	const changed = before?.basis === basis ? list.changedSince(before.version) : undefined;
	const slots = before && changed && changed.length <= MOST_CHANGED ? merged(list, before.slots, changed, keys) : sorted(list, keys);
	const order: Kept = { version: list.version, basis, slots, settled: [] };
	orders.set(column, order);
	return order;
}

function settle(view: ListView, column: string, { slots, settled }: Kept, from: number, to: number): void {
	if (to < from || settled.some(([first, last]) => first <= from && to <= last)) return;
	const { blocks } = view.list;
	const keyOf = bySlot(blocks, keysOf(view, column));
	const isEqual = (a: number, b: number) => compare(keyOf(slots[a]!), keyOf(slots[b]!)) === 0;
	let [first, last] = [from, to];
	while (first > 0 && isEqual(first - 1, first)) first--;
	while (last < slots.length - 1 && isEqual(last, last + 1)) last++;
	let ties: ((a: number, b: number) => number) | undefined;
	for (let start = first; start <= last;) {
		let end = start + 1;
		while (end <= last && isEqual(start, end)) end++;
		if (end - start > 1) slots.subarray(start, end).sort((ties ??= tiesOf(view)));
		start = end;
	}
	settled.push([first, last]);
}

/** Tells any two rows apart, equally on every device. [Note: equals] */
function tiesOf(view: ListView): (a: number, b: number) => number {
	const { blocks, layout } = view.list;
	const keys = (layout.shape.ties ?? []).map((column) => {
		const keyOf = bySlot(blocks, keysOf(view, column));
		const known = new Map<number, string | number>();
		return (slot: number) => {
			const found = known.get(slot) ?? keyOf(slot);
			known.set(slot, found);
			return found;
		};
	});
	return (a, b) => {
		for (const keyOf of keys) {
			const order = compare(keyOf(a), keyOf(b));
			if (order !== 0) return order;
		}
		return compareIds(blocks, a, b);
	};
}

function compareIds(blocks: readonly Block[], a: number, b: number): number {
	const [one, two] = [blocks[(a / ROWS) | 0]!.ids, blocks[(b / ROWS) | 0]!.ids];
	const [from, other] = [(a % ROWS) * ID_BYTES, (b % ROWS) * ID_BYTES];
	for (let byte = 0; byte < ID_BYTES; byte++) {
		const order = one[from + byte]! - two[other + byte]!;
		if (order !== 0) return order;
	}
	return 0;
}

/** Each block is prepared when one of its rows is first asked for. */
function bySlot(blocks: readonly Block[], keys: Keys): (slot: number) => string | number {
	const prepared: ((row: number) => string | number)[] = [];
	return (slot) => {
		const block = (slot / ROWS) | 0;
		return (prepared[block] ??= keys.block(blocks[block]!))(slot % ROWS);
	};
}

function sorted(list: PackedList, keys: Keys): Uint32Array {
	const count = list.blocks.reduce((sum, block) => sum + block.count, 0);
	const slots = new Uint32Array(count);
	const values: Float64Array | string[] = keys.kind === 'number' ? new Float64Array(count) : new Array<string>(count);
	let at = 0;
	for (const [index, block] of list.blocks.entries()) {
		const of = keys.block(block);
		for (let row = 0; row < block.count; row++, at++) {
			slots[at] = index * ROWS + row;
			values[at] = of(row);
		}
	}
	const packed = values instanceof Float64Array ? packedOrder(values, slots) : undefined;
	if (packed) return packed;
	const places = Uint32Array.from(slots, (_, place) => place);
	places.sort((a, b) => compare(values[a]!, values[b]!) || a - b);
	return places.map((place) => slots[place]!);
}

const PLACES = 2 ** 21;

/** Whole numbers that span less than 2^32 sort as one column of key and place, which needs no comparing function. */
function packedOrder(values: Float64Array, slots: Uint32Array): Uint32Array | undefined {
	if (values.length > PLACES) return undefined;
	let least = Infinity;
	let most = -Infinity;
	for (const value of values) {
		if (!Number.isInteger(value)) return undefined;
		if (value < least) least = value;
		if (value > most) most = value;
	}
	if (values.length > 0 && !(most - least < 2 ** 32)) return undefined;
	for (let place = 0; place < values.length; place++) values[place] = (values[place]! - least) * PLACES + place;
	values.sort();
	const order = new Uint32Array(slots.length);
	for (let place = 0; place < values.length; place++) order[place] = slots[values[place]! % PLACES]!;
	return order;
}

function merged(list: PackedList, before: Uint32Array, changed: number[], keys: Keys): Uint32Array {
	const keyOf = bySlot(list.blocks, keys);
	const moved = new Set(changed);
	const after = (a: number, b: number) => compare(keyOf(a), keyOf(b)) || a - b;
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
	const column = view.column(name);
	const texts = view.texts(name);
	if (texts && column?.kind === 'text') {
		return { kind: 'text', block: (block) => mapped(texts(block), sortKey) };
	}
	if (texts) return { kind: 'number', block: (block) => mapped(texts(block), decimalKey) };
	if (!column || column.kind === 'value') {
		const { values, codes } = view.coded(name);
		const ranks = ranksOf(values);
		return {
			kind: 'number',
			block(block) {
				const numbers = codes(block);
				return (row) => ranks[numbers[row]!]!;
			}
		};
	}
	const { index, kind } = column;
	const none = kind === 'date' ? NO_DATE : 0;
	return {
		kind: 'number',
		block(block) {
			const numbers = block.columns[index] as NumberArray;
			if (block.odd.size === 0) return (row) => numbers[row]! || none;
			return (row) => (isOddAt(block, index, row) ? oddKey(kind, block.value(index, row, view.list.dictionary)) : numbers[row]! || none);
		}
	};
}

function mapped<T>(texts: (row: number) => string, key: (text: string) => T): (row: number) => T {
	return (row) => key(texts(row));
}

function decimalKey(text: string): number {
	return text === '' ? -Infinity : Number(text) || 0;
}

/** The place of each value among all of them. */
function ranksOf(values: readonly unknown[]): Float64Array {
	const keys = values.map((value) => sortKey(textOf(value)));
	const ranks = new Map([...new Set(keys)].sort(compare).map((key, rank) => [key, rank]));
	return Float64Array.from(keys, (key) => ranks.get(key)!);
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
