/** What the page asks of the thread that holds the link's keys, and what that answers. Types alone. */
import type { ReadDocument } from '../documents/read-shared-document.ts';
import type { AnswerKind, SenderFace } from '../sharing/package-shape.ts';
import type { Answer } from '../sharing/answer-shape.ts';

/** Each has a screen of its own. */
export type Failure =
	| 'damaged-link'
	| 'newer'
	/** Revoked, expired or never there. */
	| 'gone'
	| 'unreachable'
	/** Something came that the link does not open, or that is no package. */
	| 'damaged'
	| 'false-signature';

export interface ShownFile {
	name: string;
	type: string;
	/** In bytes. */
	size: number;
}

/** What the code of the document proves on this device. */
export interface Signed {
	sender: 'first-time' | 'same' | 'succeeded' | 'former' | 'another';
	name: string;
	taxId: string;
}

/** All that the page is given of a package: no key among it. */
export interface ShownPackage extends ReadDocument {
	sender: SenderFace;
	status: string;
	/** When that was so, milliseconds since 1970. */
	asOf: number;
	/** Last day of the link, days since 1970. */
	expires: number;
	answers: AnswerKind[];
	files: ShownFile[];
	/** Whose the document is by its code; absent: it has none. `false`: it has one that is not of this document. */
	signed?: Signed | 'false';
	/** Hash of document and files, hexadecimal: what an answer is about. */
	fingerprint: string;
	/** The relay was not reached: when this copy was fetched, milliseconds since 1970. */
	keptSince?: number;
	/** The relay holds an older version than was once fetched here; the newer one is shown. */
	relayIsBehind?: true;
}

export type Opened = { state: 'shown'; shown: ShownPackage } | { state: 'asks'; wrong: boolean } | { state: 'failed'; why: Failure };
export type Sent = 'kept' | 'gone' | 'full' | 'slow-down' | 'refused' | 'unreachable' | 'too-long';

export interface Questions {
	/** Reads the link, fetches the package and opens it. */
	link: { ask: string; answer: Opened };
	/** Opens what was fetched. */
	passphrase: { ask: string; answer: Opened };
	/** Fetches again, as when the network is back. */
	again: { ask: undefined; answer: Opened };
	/** By its place. */
	file: { ask: number; answer: Uint8Array<ArrayBuffer> | undefined };
	/** The same attempt asked again sends the same sealed bytes: at the other end it is one. */
	send: { ask: { attempt: number; answer: Answer }; answer: Sent };
}
export type Kind = keyof Questions;
export type Question = { [K in Kind]: { id: number; kind: K; ask: Questions[K]['ask'] } }[Kind];
