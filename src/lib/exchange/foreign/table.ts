/** A table of an export: cells by the words above them, in any case. */
import type { Notation } from '../csv/api.ts';
import { restored } from '../csv/cells.ts';
import { formOf, tableRows, type TableForm } from '../csv/read-table.ts';
import { CsvRefused } from '../csv/problem.ts';
import { ForeignRefused } from './problem.ts';
import { dateIn, dateOrder, decimalMark, isOpenDate } from './values.ts';
import type { Place } from './plan.ts';

export class ForeignTable {
	readonly name: string;
	readonly #file: Blob;
	readonly #form: TableForm;
	readonly #columns: Map<string, number>;

	private constructor(name: string, file: Blob, form: TableForm, columns: readonly string[]) {
		this.name = name;
		this.#file = file;
		this.#form = form;
		this.#columns = new Map(columns.map((column, at) => [plainHeading(column), at]));
	}

	static async open(name: string, file: Blob, chosen: Partial<TableForm> = {}): Promise<ForeignTable> {
		try {
			const form = await formOf(file, chosen);
			for await (const { cells } of tableRows(file, form)) return new ForeignTable(name, file, form, cells);
		} catch (cause) {
			throw cause instanceof CsvRefused ? new ForeignRefused(cause.problem, name, cause.line) : cause;
		}
		throw new ForeignRefused('empty', name);
	}

	/** The same with other words above its columns; those that are not named keep theirs. */
	renamed(words: ReadonlyMap<string, string>): ForeignTable {
		const plain = new Map([...words].map(([heading, name]) => [plainHeading(heading), plainHeading(name)]));
		const columns: string[] = [];
		for (const [heading, at] of this.#columns) columns[at] = plain.get(heading) ?? heading;
		return new ForeignTable(
			this.name,
			this.#file,
			this.#form,
			Array.from(columns, (column) => column ?? '')
		);
	}

	get headings(): string[] {
		return [...this.#columns.keys()];
	}

	has(...headings: string[]): boolean {
		return headings.every((heading) => this.#columns.has(plainHeading(heading)));
	}

	/** Throws where one is missing: whoever reads needs all of these. */
	need(...headings: string[]): void {
		const missing = headings.find((heading) => !this.has(heading));
		if (missing !== undefined) throw new ForeignRefused('missing-columns', missing);
	}

	/** The first heading that begins so. */
	heading(beginning: string): string | undefined {
		return this.headings.find((each) => each.startsWith(plainHeading(beginning)));
	}

	async *rows(watch: (fraction: number) => Promise<void> | void = () => undefined): AsyncGenerator<ForeignRow> {
		try {
			let heading = true;
			let seen = 0;
			for await (const { cells, line, read } of tableRows(this.#file, this.#form)) {
				if (heading) heading = false;
				else yield new ForeignRow(this.#columns, cells, { table: this.name, line });
				if (++seen % 500 === 0) await watch(read / this.#file.size);
			}
		} catch (cause) {
			throw cause instanceof CsvRefused ? new ForeignRefused(cause.problem, this.name, cause.line) : cause;
		}
	}

	/**
	 * How the table writes numbers and dates: as chosen; else as its cells show; else as the program usually does, which is noted in `assumed` where cells
	 * could be read in two ways.
	 */
	async notation(
		columns: { numbers: readonly string[]; dates: readonly string[] },
		chosen: Partial<Notation>,
		usual: Notation,
		assumed: Partial<Notation>,
		watch?: (fraction: number) => Promise<void> | void
	): Promise<Notation> {
		const numbers = new Set<string>();
		const dates = new Set<string>();
		if (!chosen.decimal || !chosen.dates)
			for await (const row of this.rows(watch)) {
				for (const column of columns.numbers) if (/[.,]/.test(row.text(column))) numbers.add(row.text(column));
				for (const column of columns.dates) dates.add(row.text(column));
			}
		const decimal = chosen.decimal ?? decimalMark(numbers);
		const order = chosen.dates ?? dateOrder(dates);
		if (decimal === undefined && numbers.size > 0) assumed.decimal = usual.decimal;
		if (order === undefined && [...dates].some((date) => isOpenDate(date) && dateIn(date, 'mdy') !== dateIn(date, 'dmy')))
			assumed.dates = usual.dates;
		return { decimal: decimal ?? usual.decimal, dates: order ?? usual.dates };
	}
}

export class ForeignRow {
	readonly place: Place;
	readonly #columns: ReadonlyMap<string, number>;
	readonly #cells: readonly string[];

	constructor(columns: ReadonlyMap<string, number>, cells: readonly string[], place: Place) {
		this.#columns = columns;
		this.#cells = cells;
		this.place = place;
	}

	/** Of the first of these columns that there is; empty where there is none. */
	text(...headings: string[]): string {
		for (const heading of headings) {
			const at = this.#columns.get(plainHeading(heading));
			if (at !== undefined) return restored((this.#cells[at] ?? '').trim());
		}
		return '';
	}

	get isEmpty(): boolean {
		return this.#cells.every((cell) => cell.trim() === '');
	}
}

function plainHeading(text: string): string {
	return text
		.normalize('NFC')
		.trim()
		.replace(/[\s_]+/g, ' ')
		.toLowerCase();
}
