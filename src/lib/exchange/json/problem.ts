/** Why a file is not read: the path of the element that is wrong, and what is wrong with it. Never holds a text of the file. */
export type ImportProblem =
	| 'not-json'
	| 'not-xml'
	| 'xml-doctype'
	| 'xml-entity'
	| 'xml-instruction'
	| 'xml-encoding'
	| 'xml-twice'
	| 'truncated'
	| 'not-ours'
	| 'newer-version'
	| 'element-too-large'
	| 'too-deep'
	| 'unknown-section'
	| 'unknown-type'
	| 'wrong-shape'
	| 'reserved-name'
	| 'duplicate-id'
	| 'no-business'
	| 'several-businesses'
	| 'not-kept-whole'
	| 'bad-file'
	| 'wrong-totals'
	| 'cancelled'
	| `refused-${string}`;

export class ImportRefused extends Error {
	/** "records[3].value.lines[0].price"; empty where the file as a whole is meant. */
	readonly path: string;
	readonly problem: ImportProblem;
	constructor(problem: ImportProblem, path = '') {
		super(`import: ${problem} at ${path}`);
		this.problem = problem;
		this.path = path;
	}
}
