/** Why an export of another program is not read. Holds no text of the file; the name of a table is one that the program always gives. */
import type { CsvProblem } from '../csv/problem.ts';
import type { UnzipProblem } from '../zip/unzip.ts';

export type ForeignProblem =
	| CsvProblem
	| UnzipProblem
	| 'unknown-format'
	| 'summary-only'
	| 'html-only'
	| 'spreadsheet'
	| 'not-json'
	| 'not-sql'
	| 'missing-table'
	| 'missing-columns'
	| 'other-version'
	| 'too-large'
	| 'too-many';

export class ForeignRefused extends Error {
	readonly problem: ForeignProblem;
	/** A table of the export, and its line; a column. */
	readonly table: string;
	readonly line: number | undefined;
	constructor(problem: ForeignProblem, table = '', line?: number) {
		super(`foreign: ${problem}`);
		this.problem = problem;
		this.table = table;
		this.line = line;
	}
}
