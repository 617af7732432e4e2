/** Client links as screens ask for them: a part of `WorkerApi`. Types only. */
import type { Person } from '../team/api.ts';
import type { Result } from '../worker-api.ts';
import type { StatedAnswer } from './link-record.ts';
import type { AnswerKind, SenderFace, SharedFile } from './package-shape.ts';

export interface LinkWish {
	documentId: string;
	/** YYYY-MM-DD, the last day. */
	expires: string;
	passphrase?: string;
	answers: AnswerKind[];
	files: SharedFile[];
	sender: SenderFace;
}

export interface ClientLinkView {
	id: string;
	by: Person;
	/** Instant. */
	at: string;
	/** YYYY-MM-DD, the last day. */
	expires: string;
	state: 'open' | 'expired' | 'revoked';
	passphrase: boolean;
	answers: AnswerKind[];
	/** In the order in which they were taken in. */
	answered: StatedAnswer[];
	/** Of them, the last so many were read by nobody yet. */
	unseen: number;
	faults: LinkFaults;
}

/** What came of the relay and is no answer, since the app was opened. */
export interface LinkFaults {
	/** Nobody with the link made them: somebody on the way did. */
	false: number;
	/** Somebody with the link put another's answer into his own. */
	moved: number;
	/** Sealed soundly, but nothing this version can read or the link allows; it stays at the relay. */
	unreadable: number;
	/** More wait than one link may bring into the books. */
	full: boolean;
	/** What the relay gives out is not what was put there. */
	package: boolean;
}

/** What the relay says of a link. It proves nothing: a relay can count as it likes. */
export interface LinkCount {
	/** `missing`: though it should be there. `older`: a version before the last that was put there. */
	state: 'there' | 'missing' | 'older';
	opened: number;
	waiting: number;
}

export interface AnswerNotice {
	/** Of the link. */
	id: string;
	documentId: string;
	number: string;
	partyName: string;
	/** The newest that nobody has read, and how many there are. */
	answer: StatedAnswer;
	count: number;
}

export interface LinksApi {
	/** The newest first. */
	clientLinks(documentId: string): Promise<Result<ClientLinkView[]>>;
	/** By id. Undefined where the relay does not answer. */
	clientLinkCounts(documentId: string): Promise<Result<Record<string, LinkCount> | undefined>>;
	/** @param page address of the client's page. `needs-relay` where the books have none, or it does not answer. */
	makeClientLink(wish: LinkWish, page: string): Promise<Result<{ id: string; address: string }>>;
	clientLinkAddress(id: string, page: string): Promise<Result<string>>;
	/** Deleted at the relay now, or when it answers next. */
	revokeClientLink(id: string): Promise<Result<void>>;
	/** All answers of a link have been read. */
	sawClientAnswers(id: string): Promise<Result<void>>;
	answerNotices(): Promise<Result<AnswerNotice[]>>;
}
