/** The answer to a list query: which rows, counted and summed, and as objects only those asked for. */
import { ROWS } from './block.ts';
import { filterOf } from './filter.ts';
import type { NumberArray } from './numbers.ts';
import { orderBy } from './order.ts';
import type { ListView } from './view.ts';

/** One sum over the rows that have these values in these columns. */
export interface SumPart {
	column: string;
	where: Readonly<Record<string, unknown>>;
}

export interface Group<P extends string> {
	count: number;
	sums: Record<P, bigint>;
}

/** Whole numbers below this add up exactly. */
const EXACT = 2 ** 52;

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

	/** Sums of amount columns by the values of another column. */
	sums<P extends string>(by: string, parts: Readonly<Record<P, SumPart>>): Map<unknown, Group<P>> {
		const { list } = this.view;
		const names = Object.keys(parts) as P[];
		const groups = new Map<unknown, Group<P>>();
		const groupOf = this.view.each(by, (value) => {
			const group = { count: 0, sums: Object.fromEntries(names.map((name) => [name, 0n])) as Record<P, bigint> };
			return groups.get(value) ?? (groups.set(value, group), group);
		});
		const makers = names.map((name) => {
			const { column, where } = parts[name];
			const conditions = Object.entries(where).map(([each, value]) => filterOf(this.view, each, { anyOf: [value] }));
			return { name, index: this.view.column(column)!.index, conditions };
		});
		for (const [at, block] of list.blocks.entries()) {
			const groupAt = groupOf(block);
			const marks = this.#marks.subarray(at * ROWS, at * ROWS + block.count);
			for (let row = 0; row < marks.length; row++) if (marks[row] === 1) groupAt(row).count++;
			for (const { name, index, conditions } of makers) {
				const tests = conditions.map((make) => make(block));
				const numbers = block.columns[index] as NumberArray;
				const part = new Map<Group<P>, number>();
				for (let row = 0; row < marks.length; row++) {
					if (marks[row] !== 1 || !tests.every((test) => test(row))) continue;
					const group = groupAt(row);
					const amount = numbers[row]!;
					if (Number.isNaN(amount)) {
						const value = block.value(index, row, list.dictionary);
						if (typeof value === 'bigint') group.sums[name] += value;
						continue;
					}
					const sum = (part.get(group) ?? 0) + amount;
					const full = sum > EXACT || sum < -EXACT;
					if (full) group.sums[name] += BigInt(sum);
					part.set(group, full ? 0 : sum);
				}
				for (const [group, sum] of part) group.sums[name] += BigInt(sum);
			}
		}
		for (const [value, { count }] of groups) if (count === 0) groups.delete(value);
		return groups;
	}

	#slots(sort: { by: string; descending?: boolean | undefined } | undefined, offset: number, limit: number): number[] {
		const slots: number[] = [];
		if (!sort) {
			for (let slot = this.#marks.indexOf(1); slot >= 0 && slots.length < offset + limit; slot = this.#marks.indexOf(1, slot + 1))
				slots.push(slot);
			return slots.slice(offset);
		}
		const order = orderBy(this.view, sort.by);
		const step = sort.descending ? -1 : 1;
		let skip = offset;
		for (let at = sort.descending ? order.length - 1 : 0; at >= 0 && at < order.length && slots.length < limit; at += step) {
			if (this.#marks[order[at]!] !== 1) continue;
			if (skip > 0) skip--;
			else slots.push(order[at]!);
		}
		return slots;
	}
}
