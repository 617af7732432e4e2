/** The answer to a list query: which rows, counted and summed, and as objects only those asked for. */
import { ROWS } from './block.ts';
import { filterOf, markedRows } from './filter.ts';
import type { NumberArray } from './numbers.ts';
import { orderBy } from './order.ts';
import type { ListView } from './view.ts';

/** One sum over the rows that have these values in these columns. */
interface SumPart {
	column: string;
	where: Readonly<Record<string, unknown>>;
}

interface Group<P extends string> {
	count: number;
	sums: Record<P, bigint>;
}

export class Selection {
	readonly view: ListView;
	/** By slot. */
	readonly #marks: Uint8Array;
	readonly total: number;

	constructor(view: ListView, marks: Uint8Array) {
		this.view = view;
		this.#marks = marks;
		let total = 0;
		for (const mark of marks) total += mark;
		this.total = total;
	}

	/** In the order of a column; without one, in the order of arrival. */
	rows(sort: { by: string; descending?: boolean | undefined } | undefined, offset = 0, limit = Infinity): Record<string, unknown>[] {
		return this.#slots(sort, offset, limit).map((slot) => this.view.row(slot));
	}

	/** The rows that have something in a column which most leave out, without making objects of the others; in the order of arrival. */
	having(name: string): Record<string, unknown>[] {
		const { list } = this.view;
		const { values, codes } = this.view.coded(name);
		if (values.every((value) => value === undefined)) return [];
		const found: Record<string, unknown>[] = [];
		for (const [at, block] of list.blocks.entries()) {
			const numbers = codes(block);
			for (let row = 0; row < block.count; row++)
				if (this.#marks[at * ROWS + row] === 1 && values[numbers[row]!] !== undefined) found.push(this.view.row(at * ROWS + row));
		}
		return found;
	}

	/** Sums of amount columns by the values of another column. */
	sums<P extends string>(by: string, parts: Readonly<Record<P, SumPart>>): Map<unknown, Group<P>> {
		const { list } = this.view;
		const names = Object.keys(parts) as P[];
		const { values, codes } = this.view.coded(by);
		const places = new Map<unknown, number>();
		const placeOf = Uint32Array.from(values, (value) => places.get(value) ?? (places.set(value, places.size), places.size - 1));
		const groups = Array.from(places.keys(), () => ({
			count: 0,
			sums: Object.fromEntries(names.map((name) => [name, 0n])) as Record<P, bigint>
		}));
		const makers = names.map((name) => {
			const { column, where } = parts[name];
			const filters = Object.entries(where).map(([each, value]) => filterOf(this.view, each, { anyOf: [value] }));
			return { name, index: this.view.column(column)!.index, filters };
		});
		const counts = new Float64Array(groups.length);
		const marked = new Uint16Array(ROWS);
		const rows = new Uint16Array(ROWS);
		for (const [at, block] of list.blocks.entries()) {
			const all = markedRows(this.#marks.subarray(at * ROWS), block.count, marked);
			if (all === 0) continue;
			const numbers = codes(block);
			const placeAt = (row: number) => placeOf[numbers[row]!]!;
			for (let each = 0; each < all; each++) counts[placeAt(marked[each]!)]!++;
			for (const { name, index, filters } of makers) {
				rows.set(marked);
				let count = all;
				for (const filter of filters) count = filter(block, rows, count);
				const amounts = block.columns[index] as NumberArray;
				const sums = new Float64Array(groups.length);
				for (let each = 0; each < count; each++) {
					const row = rows[each]!;
					const amount = amounts[row]!;
					if (amount <= SMALL && amount >= -SMALL) sums[placeAt(row)]! += amount;
					else groups[placeAt(row)]!.sums[name] += bigintOf(block.value(index, row, list.dictionary));
				}
				for (const [place, sum] of sums.entries()) if (sum !== 0) groups[place]!.sums[name] += BigInt(sum);
			}
		}
		for (const [place, group] of groups.entries()) group.count = counts[place]!;
		return new Map([...places].flatMap(([value, place]) => (groups[place]!.count > 0 ? [[value, groups[place]!] as const] : [])));
	}

	#slots(sort: { by: string; descending?: boolean | undefined } | undefined, offset: number, limit: number): number[] {
		const slots: number[] = [];
		if (!sort) {
			for (let slot = this.#marks.indexOf(1); slot >= 0 && slots.length < offset + limit; slot = this.#marks.indexOf(1, slot + 1))
				slots.push(slot);
			return slots.slice(offset);
		}
		const order = orderBy(this.view, sort.by);
		const places = this.#places(order.slots, sort.descending === true, offset, limit);
		const [first, last] = [places[0], places.at(-1)];
		if (first === undefined || last === undefined) return slots;
		order.settle(Math.min(first, last), Math.max(first, last));
		// Equals have changed places with each other, and which of them are marked is known again only now.
		return this.#places(order.slots, sort.descending === true, offset, limit).map((place) => order.slots[place]!);
	}

	/** Where in the order the rows asked for stand. */
	#places(order: Uint32Array, descending: boolean, offset: number, limit: number): number[] {
		const places: number[] = [];
		const step = descending ? -1 : 1;
		let skip = offset;
		for (let at = descending ? order.length - 1 : 0; at >= 0 && at < order.length && places.length < limit; at += step) {
			if (this.#marks[order[at]!] !== 1) continue;
			if (skip > 0) skip--;
			else places.push(at);
		}
		return places;
	}
}

/** So many of them in a block still add up exactly in eight bytes; larger ones are added one by one. */
const SMALL = 2 ** 53 / ROWS;

function bigintOf(value: unknown): bigint {
	return typeof value === 'bigint' ? value : 0n;
}
