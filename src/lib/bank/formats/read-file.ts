/** A file of whatever format a bank gave it. The content decides, never the name. */
import type { StatementFile } from '../statement.ts';
import { readCamt } from './camt.ts';
import { readRows } from './csv.ts';
import { guessLayout, headingCells, type Guess } from './csv-guess.ts';
import { missingParts, signatureOf, type CsvLayout, type MissingPart } from './csv-layout.ts';
import { delimiterOf, readTable } from './csv-table.ts';
import { decodeText } from './decode.ts';
import { isMt940, isMt942, readMt940 } from './mt940.ts';
import { isOfx, readOfx } from './ofx.ts';
import { FileRefused, MAX_FILE } from './problem.ts';

export interface ReadOptions {
	/** Over what the file says. */
	encoding?: string;
	/** Of a table, once its columns are named. */
	layout?: CsvLayout;
	/** Layouts that earlier files were read by, by the signature of their heading. */
	known?: ReadonlyMap<string, CsvLayout>;
}

/** A table before its columns are named. */
export interface UnnamedTable {
	encoding: string;
	guess: Guess;
	missing: MissingPart[];
	heading: string[];
	/** Equal for files of the same bank; empty where there is no heading. */
	signature: string;
	/** The first rows below the heading. */
	rows: string[][];
	/** Rows below the heading. */
	count: number;
}

export type FileRead =
	{ kind: 'statements'; file: StatementFile; layout?: { signature: string; layout: CsvLayout } } | { kind: 'table'; table: UnnamedTable };

const SHOWN = 20;

/** Throws FileRefused. */
export function readStatementFile(bytes: Uint8Array, options: ReadOptions = {}): FileRead {
	if (bytes.length > MAX_FILE) throw new FileRefused('too-large');
	const { text, encoding } = decodeText(bytes, options.encoding);
	const statements = (file: Omit<StatementFile, 'encoding'>): FileRead => ({ kind: 'statements', file: { ...file, encoding } });
	if (isOfx(text)) return statements(readOfx(text));
	if (isMt940(text) || isMt942(text)) return statements(readMt940(text));
	if (/^\ufeff?\s*</.test(text)) return statements(readCamt(text));
	return readTableFile(text, encoding, options);
}

function readTableFile(text: string, encoding: string, { layout, known }: ReadOptions): FileRead {
	const delimiter = layout?.delimiter ?? delimiterOf(text);
	if (!delimiter) throw new FileRefused('unknown-format');
	const rows = readTable(text, delimiter);
	const guess = guessLayout(delimiter, rows);
	const heading = headingCells(rows, layout?.head ?? guess.head);
	const signature = heading.length > 0 ? signatureOf(heading) : '';
	const remembered = signature ? known?.get(signature) : undefined;
	const use = layout ?? (remembered && { ...remembered, delimiter, head: guess.head });
	if (use && missingParts(use).length === 0) {
		const file = readRows(rows, use);
		return { kind: 'statements', file: { ...file, encoding }, layout: { signature, layout: use } };
	}
	const body = rows.slice(guess.head).map(({ cells }) => cells);
	// Neither a day nor a sum anywhere: no table of bookings.
	if (body.length === 0 || (guess.columns.date === undefined && guess.columns.amount === undefined && guess.columns.debit === undefined))
		throw new FileRefused('unknown-format');
	return {
		kind: 'table',
		table: { encoding, guess, missing: missingParts(guess), heading, signature, rows: body.slice(0, SHOWN), count: body.length }
	};
}
