/** What a check of a proof finds: for the page, types only. */
import type { Capability } from '../../../sync-server/protocol/membership-state.ts';
import type { CheckName } from '../../../sync-server/protocol/position.ts';
import type { IssuedDocument } from '../documents/document.ts';
import type { FileProblem } from './format.ts';
import type { NumberedSeries, NumberVerdict } from './numbers.ts';
import type { Issue, Scope } from './proof.ts';

/** Somebody who writes, or wrote, in the books. */
export interface Signer {
	/** Hexadecimal ids. */
	device: string;
	member: string;
	/** At the place spoken of; absent where he did not belong any more, or not yet. */
	role?: Capability;
	/** As whoever made the file calls the member. */
	name?: string;
}

/** Why a document does not stand. */
export type Fault =
	| Exclude<NumberVerdict, 'stands'>
	/** Its entry counts for nothing: the first check that failed. */
	| `void-${CheckName}`
	/** The key given does not open the entry, or what it opens is no document. */
	| 'not-opened'
	/** It is said of an entry that is not in the file. */
	| 'not-shown';

export interface DocumentReport extends Issue {
	/** `opened`: read from the sealed entry itself. `stated`: as whoever made the file says; what is sealed in the entry was not shown. */
	how: 'opened' | 'stated';
	by: Signer | undefined;
	fault?: Fault;
	/** Of an opened one. */
	seller?: string;
	buyer?: string;
}

/** What is wrong with the file as a whole. */
export type ProofFault =
	| { kind: 'changed' }
	/** Whoever signed it was no device of the books at its end. */
	| { kind: 'maker-unknown' }
	| { kind: 'other-books' }
	/** Its entries do not give the hash it ends with. */
	| { kind: 'chain' }
	/** An entry that is shown counts for nothing, and the file does not say so: it was changed, or stood elsewhere. */
	| { kind: 'entry'; n: number; check: CheckName }
	/** An entry that is said to count for nothing does count. */
	| { kind: 'entry-counts'; n: number }
	/** The entry at that place names an issue that is not in the file. */
	| { kind: 'issue-missing'; n: number }
	| { kind: 'statement' }
	| { kind: 'gap'; first: string; last: string; count: number };

export interface ProofReport {
	wsId: string;
	scope: Scope;
	/** Entries of the log. */
	n: number;
	/** Of the last, hexadecimal, and in words to compare by voice. */
	R: string;
	words: string;
	/** Minutes since 1970, as the clock of the device said. */
	made: number;
	maker: Signer | undefined;
	/** Everybody who ever belonged. */
	members: { member: string; name?: string; role?: Capability; devices: number }[];
	documents: DocumentReport[];
	series: NumberedSeries[];
	faults: ProofFault[];
	/** Entries that are only a hash. */
	unseen: number;
	isSound: boolean;
}

export type CheckedProof = { ok: true; report: ProofReport } | { ok: false; problem: FileProblem | 'newer-entry'; n?: number };

/** An opened document, to make its page again: the picture it names is `logo`. */
export interface ShownDocument {
	document: IssuedDocument;
	logo?: Uint8Array;
}
