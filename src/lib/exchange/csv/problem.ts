/** Why a table is not read. Holds no text of the file. */
export type CsvProblem =
	| 'empty'
	| 'not-text'
	| 'wrong-encoding'
	| 'bad-quotes'
	| 'open-quotes'
	| 'cell-too-long'
	| 'too-many-columns'
	| 'no-columns'
	| 'column-twice'
	| 'cancelled';

export class CsvRefused extends Error {
	readonly problem: CsvProblem;
	/** Record of the file, from 1; the heading is the first. */
	readonly line: number | undefined;
	constructor(problem: CsvProblem, line?: number) {
		super(`csv: ${problem} at ${line ?? ''}`);
		this.problem = problem;
		this.line = line;
	}
}
