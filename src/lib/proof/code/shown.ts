/** What the checking thread answers of a code. Types only. */
import type { Broken, Verdict } from './check-code.ts';
import type { CodedDocument, CodeProblem } from './format.ts';

/** What can be held against a page: by its words as the page writes them. */
export type Field = 'number' | 'date' | 'total' | 'iban' | 'other-iban';

export interface ShownCode {
	document: CodedDocument;
	name: string;
	taxId: string;
	/** Last day of the certificate. */
	notAfter: string;
	sender: Verdict['sender'];
	ended: boolean;
	broken?: Broken;
	/** Of a PDF: what stands otherwise on its page; empty where all is the same. Absent: nothing was compared. */
	differs?: Field[];
	/** This device could keep nothing, and knows the sender next time no better. */
	forgets?: true;
}

export type CheckedSymbols = { ok: true; shown: ShownCode } | { ok: false; problem: CodeProblem };
export type CheckedCode = CheckedSymbols | { ok: false; problem: 'no-code-in-file' | 'several-codes' | 'no-text-in-file' };
