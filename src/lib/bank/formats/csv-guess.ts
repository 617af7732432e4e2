/** What a table's columns probably mean: by the words of its heading, and where they say nothing, by what stands below them. */
import { cellAmount, dateParts, decimalIn, numberOf } from './csv-cells.ts';
import { headingWord, type CsvColumn, type CsvColumns, type CsvLayout } from './csv-layout.ts';
import type { Delimiter, Row } from './csv-table.ts';
import { directionOf, HEADINGS } from './csv-words.ts';
import { isCurrency } from '../../money/currencies.ts';

export type Guess = Partial<CsvLayout> & { delimiter: Delimiter; head: number; columns: CsvColumns };

/** Rows above the table that are looked through for its heading. */
const DEEPEST_HEAD = 40;
const SAMPLE = 400;

export function guessLayout(delimiter: Delimiter, rows: readonly Row[]): Guess {
	const heading = headingIn(rows);
	const head = heading + 1;
	const body = rows.slice(head, head + SAMPLE).map(({ cells }) => cells);
	const columns = heading >= 0 ? namedColumns(rows[heading]!.cells, body) : {};
	fillByContent(columns, body);
	const dates = columns.date === undefined ? undefined : orderOf(body.map((cells) => cells[columns.date!] ?? ''));
	const amounts = [columns.amount, columns.debit, columns.credit].filter((each) => each !== undefined);
	const decimal = decimalOf(body.flatMap((cells) => amounts.map((index) => cells[index] ?? '')));
	return { delimiter, head, columns, ...(dates && { dates }), ...(decimal && { decimal }) };
}

/** The row that names what stands below it; -1 where none does. */
function headingIn(rows: readonly Row[]): number {
	const known = rows.slice(0, DEEPEST_HEAD).findIndex(({ cells }) => {
		const named = new Set(cells.map((cell) => columnNamed(cell)));
		return named.has('date') && (named.has('amount') || (named.has('debit') && named.has('credit')));
	});
	if (known >= 0) return known;
	// In a language that is not known: the words right above the first day and sum.
	const first = rows.slice(0, DEEPEST_HEAD).findIndex(({ cells }) => cells.some(isDay) && cells.some(isSum));
	const above = rows[first - 1]?.cells ?? [];
	const isHeading =
		above.length === rows[first]?.cells.length && !above.some(isDay) && !above.some(isSum) && above.filter(Boolean).length > 1;
	return isHeading ? first - 1 : -1;
}

function isDay(cell: string): boolean {
	return dateParts(cell) !== undefined;
}

function isSum(cell: string): boolean {
	return /\d[.,]\d\d?\b/.test(cell) && (cellAmount(cell, '.') ?? cellAmount(cell, ',')) !== undefined;
}

/** The heading row's cells, or none where there is no heading. */
export function headingCells(rows: readonly Row[], head: number): string[] {
	return head > 0 ? (rows[head - 1]?.cells ?? []) : [];
}

/** The first column that a word is listed for. */
const NAMED = new Map(HEADINGS.toReversed().flatMap(([column, words]) => words.map((word) => [headingWord(word), column] as const)));

function columnNamed(cell: string): CsvColumn | undefined {
	const word = headingWord(cell);
	if (word === '' || word.length > 60) return undefined;
	// "Amount (EUR)" is an amount; the currency behind it says nothing of the column.
	const short = word.replace(/ (in )?[a-z]{3}$/, '');
	return NAMED.get(word) ?? NAMED.get(short);
}

function namedColumns(heading: readonly string[], body: readonly string[][]): CsvColumns {
	const columns: CsvColumns = {};
	heading.forEach((cell, index) => {
		const column = columnNamed(cell);
		if (!column) return;
		if (column === 'text') (columns.text ??= []).push(index);
		else if (column === 'sign' && !isDirection(body, index)) return;
		else columns[column] ??= index;
	});
	// "Name" may be the holder's own where another column says whose the other side's is.
	const longest = (column: CsvColumn) => {
		const own = heading.flatMap((cell, index) => (columnNamed(cell) === column ? [{ index, length: headingWord(cell).length }] : []));
		return own.reduce((best, each) => (each.length > best.length ? each : best)).index;
	};
	if (columns.name !== undefined) columns.name = longest('name');
	// Two columns named for their direction say more than one beside them, which is then often the balance.
	if (columns.debit !== undefined && columns.credit !== undefined && columns.amount !== undefined && !hasAmounts(body, columns.amount))
		delete columns.amount;
	if (columns.amount !== undefined) {
		delete columns.debit;
		delete columns.credit;
	}
	return columns;
}

function isDirection(body: readonly string[][], index: number): boolean {
	const words = new Set(body.map((cells) => (cells[index] ?? '').trim()).filter(Boolean));
	return words.size > 0 && [...words].every((word) => directionOf(word) !== undefined);
}

function hasAmounts(body: readonly string[][], index: number): boolean {
	return body.some((cells) => numberOf(cells[index] ?? '') !== undefined);
}

function fillByContent(columns: CsvColumns, body: readonly string[][]): void {
	const width = Math.max(0, ...body.map((cells) => cells.length));
	const share = (index: number, fits: (cell: string) => boolean) => {
		const filled = body.map((cells) => cells[index] ?? '').filter((cell) => cell !== '');
		return filled.length === 0 ? 0 : (filled.filter(fits).length / filled.length) * Math.min(1, (filled.length * 2) / body.length);
	};
	const used = () => new Set(Object.values(columns).flat());
	const best = (fits: (cell: string) => boolean) => {
		const taken = used();
		const found = Array.from({ length: width }, (_, index) => index).filter((index) => !taken.has(index) && share(index, fits) > 0.9);
		return found[0];
	};
	const set = (column: Exclude<CsvColumn, 'text'>, index: number | undefined) => {
		if (index !== undefined) columns[column] = index;
	};
	if (columns.date === undefined) set('date', best(isDay));
	if (columns.amount === undefined && columns.debit === undefined) set('amount', best(isSum));
	if (columns.currency === undefined)
		set(
			'currency',
			best((cell) => isCurrency(cell.trim().toUpperCase()))
		);
	if (columns.text === undefined && columns.name === undefined) {
		const isText = (cell: string) => /\p{L}{3}/u.test(cell) && !isDay(cell);
		const taken = used();
		const texts = Array.from({ length: width }, (_, index) => index).filter((index) => !taken.has(index) && share(index, isText) > 0.6);
		if (texts.length > 0) columns.text = texts;
	}
}

/** Undefined where the days would be right in both ways. */
function orderOf(cells: readonly string[]): CsvLayout['dates'] | undefined {
	const found = cells.flatMap((cell) => dateParts(cell) ?? []);
	if (found.length === 0) return undefined;
	const said = found.find(({ order }) => order)?.order;
	if (said) return said;
	const isNoMonth = (position: 0 | 1) => found.some(({ parts }) => parts[position] > 12);
	if (isNoMonth(0) !== isNoMonth(1)) return isNoMonth(0) ? 'dmy' : 'mdy';
	if (isNoMonth(0)) return undefined;
	if (cells.some((cell) => /^\d{1,2}\.\d{1,2}\.\d/.test(cell.trim()))) return 'dmy';
	// A bank writes its days one after the other: what would jump to and fro is the other way.
	const [dayFirst, monthFirst] = [
		turns(found.map(({ parts: [d, m, y] }) => day(y, m, d))),
		turns(found.map(({ parts: [m, d, y] }) => day(y, m, d)))
	];
	if (found.length >= 4 && dayFirst !== monthFirst && Math.min(dayFirst, monthFirst) === 0) return dayFirst === 0 ? 'dmy' : 'mdy';
	return undefined;
}

function day(year: number, month: number, date: number): number {
	return (year * 12 + month) * 31 + date;
}

/** How often a row of days changes from going up to going down. */
function turns(days: readonly number[]): number {
	let direction = 0;
	let count = 0;
	for (let at = 1; at < days.length; at++) {
		const now = Math.sign(days[at]! - days[at - 1]!);
		if (now !== 0 && direction !== 0 && now !== direction) count++;
		if (now !== 0) direction = now;
	}
	return count;
}

function decimalOf(cells: readonly string[]): CsvLayout['decimal'] | undefined {
	const said = new Set(cells.map((cell) => decimalIn(cell)));
	if (said.has('.') && said.has(',')) return undefined;
	if (said.has('.')) return '.';
	if (said.has(',')) return ',';
	// Whole numbers alone read the same either way.
	return said.has('either') ? undefined : '.';
}
