/** What a page may ask the checking thread, and what it answers. Types only. */
import type { CheckedCode } from './code/shown.ts';
import type { Held } from './hold.ts';
import type { CheckedProof, ShownDocument } from './report.ts';

/** How another proof stands to the one that is open. `file`: it is no proof that can be read. */
export type Comparison = 'continues' | 'other-books' | 'unsound' | 'longer' | 'file' | { changed: string[] };

export interface Questions {
	check: { ask: File; answer: CheckedProof };
	/** An earlier proof against this one. */
	earlier: { ask: File; answer: Comparison };
	json: { ask: File; answer: Held[] | undefined };
	/** The code of a document: as text, or in a PDF, which is then compared with it. `today`: YYYY-MM-DD. */
	code: { ask: { from: string | File; today: string }; answer: CheckedCode };
	/** By the hash of its bytes. */
	document: { ask: string; answer: ShownDocument | undefined };
}
export type Kind = keyof Questions;
export type Question = { [K in Kind]: { id: number; kind: K; ask: Questions[K]['ask'] } }[Kind];
