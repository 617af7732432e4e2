import type { Finding } from '../check/finding.ts';

/** Why a document cannot be said as an e-invoice, or what a profile wants and it does not have. */
export type Problem =
	/** It bills nothing and credits nothing. */
	| 'not-an-invoice'
	/** EN 16931 knows one VAT on a line. */
	| 'several-taxes'
	| 'no-tax'
	/** A tax on a tax. */
	| 'compound-tax'
	/** A duty added after VAT has no place. */
	| 'stamp-duty'
	/** Amounts have two decimals at most. */
	| 'currency'
	/** Outside the scope of VAT beside anything else (BR-O-11). */
	| 'mixed-outside-scope'
	/** No code of UN/ECE Recommendation 20. */
	| 'unit'
	| 'no-lines'
	/** The profile has no place for it. */
	| 'no-place'
	/** It must be there, or in that form. */
	| 'missing'
	| 'form';

export interface Reason {
	problem: Problem;
	/** The business term, as the standard numbers it. */
	term: string;
	/** Where it is said: "content.lines.2.taxes", "buyer.taxIds". */
	field: string;
	/** The rule that wants it, where one does. */
	rule?: string;
	/** What that rule found. */
	finding?: Finding;
}
