/**
 * A client's link as the books keep it: sealed like every record, and on every device that keeps them, so that each can replace the package, take in answers
 * and revoke the link. The passphrase is nowhere; what it leads to (`root`) is.
 */
import type { Answer } from './answer-shape.ts';
import type { AnswerKind } from './package-shape.ts';

export interface LinkRecord {
	/** The issued document. */
	documentId: string;
	secret: Uint8Array;
	root: Uint8Array;
	/** Answers are sealed to it. */
	answerKey: { publicKey: Uint8Array; secretKey: Uint8Array };
	/** Hash of the document and files that are offered: replacing the package does not change it. */
	shown: Uint8Array;
	passphrase: boolean;
	answers: AnswerKind[];
	/** Days since 1970. */
	expires: number;
	/** As the package of version 1 says it. */
	status: string;
	/** Instant. */
	at: string;
}

export type LinkEvent =
	/** The package was replaced, because the document stands otherwise. */
	| { kind: 'replaced'; at: string; version: number; status: string }
	| { kind: 'revoked'; at: string }
	| {
			kind: 'answered';
			/** When a device took it in, by its clock. */ at: string;
			/** Of the answer, hexadecimal. */ answer: string;
			/** Of the package that was answered. */ version: number;
			/** Whether it is about what this link offers, unchanged. */ offered: boolean;
			said: Answer;
	  }
	/** A member has read so many of the answers. */
	| { kind: 'seen'; at: string; count: number };

export type StatedAnswer = Extract<LinkEvent, { kind: 'answered' }>;

/** Answers that one link brings into the books: whoever has a link can write, and must not be able to fill them. */
export const MOST_ANSWERS = 50;
/** Days that a link may be open, as relays have it. */
export const LONGEST_DAYS = 400;
/** Characters. */
export const SHORTEST_PASSPHRASE = 8;

export interface ClientLinkRow {
	id: string;
	documentId: string;
	/** Of the last package. */
	version: number;
	status: string;
	/** YYYY-MM-DD, the last day. */
	expires: string;
	revoked: boolean;
	answers: number;
	unseen: number;
	/** Position in the log at which it was made. */
	written: number;
	changed: number;
}
