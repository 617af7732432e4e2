/** Where a report's figures are put together, or taken apart again: the same program that makes a report names what is behind one of its figures. */
import type { Column, FigureAt, Label, Row, Section, Source } from './report.ts';

export interface Place {
	section: string;
	row: string;
	label: Label;
	partyId?: string;
	date?: string;
}

export type SourceOf = Omit<Source, 'amount'>;

/** `source` is asked for only where somebody wants to know. */
export interface Tally {
	add(place: Place, column: number, amount: bigint, source: () => SourceOf): void;
}

interface Kept extends Place {
	values: (bigint | undefined)[];
}

export class Sums implements Tally {
	/** By section, then by row: joining both to one key would cost more than all else that is done with a figure. */
	readonly #sections = new Map<string, Map<string, Kept>>();

	add(place: Place, column: number, amount: bigint): void {
		let rows = this.#sections.get(place.section);
		if (!rows) this.#sections.set(place.section, (rows = new Map()));
		let row = rows.get(place.row);
		if (!row) rows.set(place.row, (row = { ...place, values: [] }));
		row.values[column] = (row.values[column] ?? 0n) + amount;
	}

	/** Rows of a section, in the order in which they first came. */
	rowsOf(section: string): Iterable<Kept> {
		return this.#sections.get(section)?.values() ?? [];
	}

	valuesOf(section: string, row: string): readonly (bigint | undefined)[] | undefined {
		return this.#sections.get(section)?.get(row)?.values;
	}

	at(section: string, row: string, column: number): bigint {
		return this.valuesOf(section, row)?.[column] ?? 0n;
	}
}

/** Whether a row is part of a figure: 1, or -1 where it is taken away. */
export type SignOf = (section: string, row: string) => bigint | undefined;

/** The records behind one figure. */
export class Behind implements Tally {
	readonly #sign: SignOf;
	readonly #column: number;
	readonly #found = new Map<string, Source>();

	constructor(sign: SignOf, column: number) {
		this.#sign = sign;
		this.#column = column;
	}

	add({ section, row }: Place, column: number, amount: bigint, source: () => SourceOf): void {
		const sign = this.#sign(section, row);
		if (sign === undefined || column !== this.#column || amount === 0n) return;
		const found = source();
		const known = this.#found.get(found.id);
		if (known) known.amount += amount * sign;
		else this.#found.set(found.id, { ...found, amount: amount * sign });
	}

	/** The newest first; what comes to nothing in the end is left out. */
	get sources(): Source[] {
		const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
		return [...this.#found.values()]
			.filter(({ amount }) => amount !== 0n)
			.sort((a, b) => order(b.date, a.date) || order(b.number, a.number) || order(a.id, b.id));
	}
}

/** Every row of a section. */
export const EVERY = '*';

function keyOf(section: string, row: string): string {
	return `${section}\n${row}`;
}

/** A row that adds up others. */
export interface Total {
	key: string;
	label: Label;
	of: readonly { section: string; row: string; sign: 1n | -1n }[];
	/** Columns it says anything of; all where absent. */
	columns?: readonly number[];
}

/** How a section is laid out. */
export interface Layout {
	key: string;
	title?: Label;
	/** Of its money, where it is not that of the report. */
	currency?: string;
	/** A column that tells in each row the sum of all up to it. Rows stand in the order of their keys, the fixed ones first. */
	running?: number;
	/** Rows that are of one period alone: of the other only the fixed ones and the totals are told. */
	nowOnly?: boolean;
	/** Rows that are there even where nothing was put on them, in this order; before the others. One with `of` adds up others. */
	fixed?: readonly (Pick<Total, 'key' | 'label'> & Partial<Total>)[];
	/** The rest: by its largest figure in that column, or by name. */
	order?: 'name' | { column: number };
	totals?: readonly Total[];
	/** Not shown while it has no rows. */
	optional?: boolean;
	hidden?: boolean;
}

export function sectionsOf(layouts: readonly Layout[], columns: readonly Column[], now: Sums, before: Sums | undefined): Section[] {
	return layouts.flatMap((layout) => {
		if (layout.hidden) return [];
		const rows = rowsOf(layout, columns, now, before);
		if (layout.optional && rows.length === 0) return [];
		const totals = (layout.totals ?? []).map((total) => totalRow(total, columns, now, before));
		const { key, title, currency } = layout;
		return [{ key, ...(title && { title }), ...(currency && { currency }), rows: [...rows, ...totals] }];
	});
}

function rowsOf(layout: Layout, columns: readonly Column[], now: Sums, before: Sums | undefined): Row[] {
	const known = new Map<string, Pick<Place, 'label' | 'partyId' | 'date'>>((layout.fixed ?? []).map(({ key, label }) => [key, { label }]));
	const fixed = new Set(known.keys());
	for (const sums of layout.nowOnly ? [now] : [now, before])
		for (const { row, label, partyId, date } of sums?.rowsOf(layout.key) ?? [])
			if (!known.has(row)) known.set(row, { label, ...(partyId && { partyId }), ...(date && { date }) });
	const added = new Map((layout.fixed ?? []).flatMap((row) => (isTotal(row) ? [[row.key, row] as const] : [])));
	const rows = [...known].map(([key, about]): Row => {
		const total = added.get(key);
		if (total) return totalRow(total, columns, now, before);
		const values = (sums: Sums) => columns.map((_, at) => sums.valuesOf(layout.key, key)?.[at]);
		const compared = before && (!layout.nowOnly || fixed.has(key));
		return { key, ...about, now: values(now), ...(compared && { before: values(before) }) };
	});
	if (layout.running !== undefined) runUp(rows, layout.running);
	const shown = rows.filter(({ key, now, before }) => fixed.has(key) || [...now, ...(before ?? [])].some((value) => value));
	const { order } = layout;
	const textOf = ({ label }: Row) => ('text' in label ? label.text : '');
	const byName = (a: Row, b: Row) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : a.key < b.key ? -1 : 1);
	const bySize = (a: Row, b: Row) => {
		const at = typeof order === 'object' ? order.column : 0;
		const [left, right] = [a.now[at] ?? 0n, b.now[at] ?? 0n];
		return left > right ? -1 : left < right ? 1 : byName(a, b);
	};
	const rest = shown.filter(({ key }) => !fixed.has(key));
	if (order) rest.sort(order === 'name' ? byName : bySize);
	return [...shown.filter(({ key }) => fixed.has(key)), ...rest];
}

/** Each row's figure becomes the sum of all up to it. */
function runUp(rows: readonly Row[], column: number): void {
	let sum = 0n;
	for (const row of rows) row.now[column] = sum += row.now[column] ?? 0n;
}

function totalRow({ key, label, of, columns: only }: Total, columns: readonly Column[], now: Sums, before: Sums | undefined): Row {
	const values = (sums: Sums) =>
		columns.map((_, at) =>
			only && !only.includes(at) ? undefined : of.reduce((sum, part) => sum + part.sign * partOf(sums, part, at), 0n)
		);
	return { key, label, now: values(now), ...(before && { before: values(before) }), isTotal: true };
}

function partOf(sums: Sums, { section, row }: Total['of'][number], column: number): bigint {
	if (row !== EVERY) return sums.at(section, row, column);
	let sum = 0n;
	for (const { values } of sums.rowsOf(section)) sum += values[column] ?? 0n;
	return sum;
}

/** What a figure is made of: itself, or the rows of its total. */
export function signsOf(layouts: readonly Layout[], { section, row, column, before }: FigureAt): SignOf {
	const layout = layouts.find(({ key }) => key === section);
	const total = [...(layout?.totals ?? []), ...(layout?.fixed ?? []).filter(isTotal)].find(({ key }) => key === row);
	if (!total) {
		// The fixed row a running sum begins with has no other before it.
		const isFixed = layout?.fixed?.some(({ key }) => key === row);
		const runs = layout?.running === column && !isFixed && !before;
		const begins = new Set(layout?.fixed?.map(({ key }) => key));
		return (at, each) => (at === section && (each === row || (runs && (begins.has(each) || each <= row))) ? 1n : undefined);
	}
	const saysIt = !total.columns || total.columns.includes(column);
	const signs = new Map(saysIt ? total.of.map((part) => [keyOf(part.section, part.row), part.sign]) : []);
	return (at, each) => signs.get(keyOf(at, each)) ?? signs.get(keyOf(at, EVERY));
}

function isTotal(row: Partial<Total>): row is Total {
	return row.of !== undefined;
}

/** The sum of a section. */
export function sumOf(section: string, label: Label): Total {
	return { key: `sum-${section}`, label, of: [{ section, row: EVERY, sign: 1n }] };
}
