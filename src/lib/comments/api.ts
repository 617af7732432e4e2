/** What members say about a document: a part of `WorkerApi`. Types only. */
import type { Person } from '../team/api.ts';
import type { Result } from '../worker-api.ts';
import type { CommentEvent, Mention } from './comment.ts';

export interface CommentView {
	id: string;
	text: string;
	mentions: Mention[];
	/** Instant, as its author's clock said. */
	at: string;
	/** The name is empty where nobody has said it. */
	author: Person;
	resolved: boolean;
	/** It mentions this person, who has not said that he has seen it. */
	isForMe: boolean;
	/** Not in the shared log yet. */
	waiting: boolean;
}

export interface CommentsView {
	/** In the log's order, which is everybody's. */
	comments: CommentView[];
	/** The members; who has a name can be mentioned. */
	people: Person[];
}

export interface MentionNotice {
	/** Of the comment. */
	id: string;
	documentId: string;
	issued: boolean;
	/** Number, or the client's name of a draft; may be empty. */
	title: string;
	by: string;
	text: string;
}

export interface CommentsApi {
	comments(documentId: string): Promise<Result<CommentsView>>;
	/** Who is mentioned follows from the text. Errors of it are `invalid` with the field `comment`. */
	addComment(documentId: string, text: string): Promise<Result<void>>;
	sayOfComment(id: string, kind: CommentEvent['kind']): Promise<Result<void>>;
	/** Open comments that mention this person and were not seen yet, the oldest first. */
	mentionNotices(): Promise<Result<MentionNotice[]>>;
}
