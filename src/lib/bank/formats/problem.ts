/** Why a file is no statement that can be read. Each code has a message of its own that says what to do. */
export type FileProblem =
	| 'empty'
	| 'too-large'
	| 'too-many-lines'
	| 'spreadsheet'
	| 'pdf'
	| 'archive'
	| 'not-text'
	| 'wrong-encoding'
	| 'unknown-format'
	/** The XML is cut off or not well formed. */
	| 'broken'
	/** It declares entities or a document type, which no statement needs. */
	| 'doctype'
	/** An account report or a notice (camt.052, camt.054, MT942), whose lines are not final. */
	| 'not-final'
	/** Some other message of the same family, or one without an account. */
	| 'no-statement'
	| 'no-currency'
	/** A table whose columns have to be named first. */
	| 'no-layout';

export class FileRefused extends Error {
	readonly problem: FileProblem;
	/** Line of the file, from 1, where there is one to name. */
	readonly at: number | undefined;

	constructor(problem: FileProblem, at?: number) {
		super(problem);
		this.problem = problem;
		this.at = at;
	}
}

export const MAX_FILE = 128 * 1024 * 1024;
export const MAX_LINES = 200_000;
