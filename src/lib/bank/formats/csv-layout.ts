/** What the columns of a bank's table mean. It is kept with each statement that was read by it, so the next file with the same heading needs no asking. */
import { fold } from '../fold.ts';
import type { Delimiter } from './csv-table.ts';

/** Columns by their index, from 0. */
export interface CsvColumns {
	date?: number;
	valueDate?: number;
	/** One column for both directions, below zero what went out, or with `sign`. */
	amount?: number;
	debit?: number;
	credit?: number;
	/** Says the direction in a word. */
	sign?: number;
	currency?: number;
	name?: number;
	text?: number[];
	reference?: number;
	bankReference?: number;
	counterAccount?: number;
	account?: number;
}
export type CsvColumn = keyof CsvColumns;

export interface CsvLayout {
	delimiter: Delimiter;
	/** Rows above the first line, the heading included. */
	head: number;
	columns: CsvColumns;
	dates: 'ymd' | 'dmy' | 'mdy';
	decimal: '.' | ',';
	/** Money that came in is written below zero, as on credit cards. */
	inverted?: boolean;
	/** Where the file does not say them. */
	account: string;
	currency: string;
}

/** What has to be said before the table can be read. */
export type MissingPart = 'date' | 'amount' | 'dates' | 'decimal' | 'currency' | 'account';

/** Equal for files of the same bank: the heading's words, whatever their case and blanks. */
export function signatureOf(heading: readonly string[]): string {
	return heading.map((cell) => headingWord(cell)).join('|');
}

/** "Buchungs-Tag " as "buchungs tag". */
export function headingWord(cell: string): string {
	return fold(cell)
		.replace(/[^\p{L}\p{N}/]+/gu, ' ')
		.trim();
}

export function missingParts(layout: Partial<CsvLayout> & { columns: CsvColumns }): MissingPart[] {
	const { columns } = layout;
	const missing: MissingPart[] = [];
	if (columns.date === undefined) missing.push('date');
	if (columns.amount === undefined && (columns.debit === undefined || columns.credit === undefined)) missing.push('amount');
	if (!layout.dates) missing.push('dates');
	if (!layout.decimal) missing.push('decimal');
	if (!layout.currency && columns.currency === undefined) missing.push('currency');
	if (!layout.account && columns.account === undefined) missing.push('account');
	return missing;
}
