/** Why nothing can be signed with a file. */
export type KeyFileProblem =
	/** It is no PKCS#12, or more than a megabyte. */
	| 'no-key-file'
	| 'password'
	/** Protected in a way that is not known here, or damaged. */
	| 'unsupported'
	/** Certificates alone. */
	| 'no-key'
	/** No certificate belongs to the key. */
	| 'no-certificate'
	/** A key that is neither RSA nor on a curve of NIST. */
	| 'key-kind'
	| 'expired'
	| 'not-yet-valid';

export class KeyFileRefused extends Error {
	readonly problem: KeyFileProblem;
	/** Of a certificate that is not valid now: until or from when it is. */
	readonly date: Date | undefined;

	constructor(problem: KeyFileProblem, { date, cause }: { date?: Date; cause?: unknown } = {}) {
		super(problem, { cause });
		this.problem = problem;
		this.date = date;
	}
}
