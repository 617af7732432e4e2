/** Why no invoice could be taken out of a PDF. */
export type PdfProblem =
	/** Larger than is read. */
	| 'pdf-too-large'
	/** It wants a password, or says that it is encrypted. */
	| 'pdf-encrypted'
	/** Its structure cannot be followed, or was made to exhaust whoever follows it. */
	| 'pdf-broken'
	/** No file is attached that could be an invoice: a scan, or a plain PDF. */
	| 'pdf-no-invoice'
	/** The attached file cannot be taken out whole. */
	| 'pdf-broken-attachment';

export class PdfRefused extends Error {
	readonly problem: PdfProblem;
	constructor(problem: PdfProblem) {
		super(`pdf: ${problem}`);
		this.problem = problem;
	}
}
