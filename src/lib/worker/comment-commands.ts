/** Comments as screens ask for them. Loaded when they are first asked for. */
import type { CommentsView, CommentView, MentionNotice } from '../comments/api.ts';
import { LIMITS, mentionsIn, type CommentEvent } from '../comments/comment.ts';
import { commentOf, encodeComment, encodeCommentEvent, type CommentRow } from '../comments/records.ts';
import { newId16 } from '../crypto/random.ts';
import type { Person } from '../team/api.ts';
import type { DocumentRow } from '../worker-api.ts';
import { memberOf } from '../workspace/authority.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bookPeople, peopleNames } from './people.ts';
import { Refused } from './results.ts';
import { todayIn } from './today.ts';

/** Of a text in a notice, in characters. */
const SNIPPET = 200;

export class CommentCommands {
	readonly #workspace: Workspace;

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	async of(documentId: string): Promise<CommentsView> {
		const found = await commentRows(this.#workspace, { documentId });
		const commenters = await this.#commenters();
		const comments: CommentView[] = [];
		for (const { id, unseen } of found) {
			const comment = commentOf(await this.#workspace.read(id));
			if (!comment) continue;
			const { text, mentions, at, resolved, by } = comment;
			const waiting = this.#workspace.waiting > 0 && !(await this.#workspace.confirmed(id));
			const isForMe = this.#me !== undefined && unseen.includes(this.#me);
			comments.push({ id, text, mentions, at, resolved, waiting, isForMe, author: commenters(memberOf(this.#workspace.membership, by)) });
		}
		return { comments, people: await bookPeople(this.#workspace) };
	}

	async add(documentId: string, text: string): Promise<void> {
		const said = text.trim();
		if (said === '') throw new Refused({ code: 'invalid', field: 'comment', detail: 'empty' });
		if (said.length > LIMITS.text) throw new Refused({ code: 'invalid', field: 'comment', detail: 'too-long' });
		const people = await bookPeople(this.#workspace);
		const mentions = mentionsIn(said, people).map(({ member, name }) => ({ member, name }));
		if (mentions.length > LIMITS.mentions) throw new Refused({ code: 'invalid', field: 'comment', detail: 'too-many' });
		const body = encodeComment({ documentId, text: said, mentions, at: new Date().toISOString() });
		await this.#workspace.save((transaction) => transaction.add('comment', toHex(newId16()), 'put', body), 'strict');
	}

	async say(id: string, kind: CommentEvent['kind']): Promise<void> {
		const body = encodeCommentEvent({ kind, at: new Date().toISOString() });
		await this.#workspace.save((transaction) => transaction.add('comment-event', id, 'put', body), 'strict');
	}

	async notices(): Promise<MentionNotice[]> {
		const me = this.#me;
		if (me === undefined) return [];
		const commenters = await this.#commenters();
		const notices: MentionNotice[] = [];
		for (const { id, documentId, by } of await commentRows(this.#workspace, { resolved: false }, { unseen: { has: [me] } })) {
			const comment = commentOf(await this.#workspace.read(id));
			const document = this.#workspace.list('document').get(documentId) as DocumentRow | undefined;
			const author = commenters(memberOf(this.#workspace.membership, by));
			// Of a document in the bin nothing is asked; and nobody need be told what he said himself.
			if (!comment || !document || author.isMe) continue;
			const party = this.#workspace.list('party').get(document.partyId) as { name: string } | undefined;
			const title = document.issued ? document.number : (party?.name ?? '');
			const text = comment.text.length > SNIPPET ? `${comment.text.slice(0, SNIPPET)}…` : comment.text;
			notices.push({ id, documentId, issued: document.issued, title, by: author.name, text });
		}
		return notices;
	}

	/** Hexadecimal member id. */
	get #me(): string | undefined {
		return memberOf(this.#workspace.membership, this.#workspace.device);
	}

	async #commenters(): Promise<(member: string | undefined) => Person> {
		const names = await peopleNames(this.#workspace);
		return (member = '') => ({ member, name: names.get(member) ?? '', isMe: member === this.#me });
	}
}

/** In the order of the log; of one entry by their ids. */
export async function commentRows(
	workspace: Workspace,
	where: Partial<CommentRow>,
	filters: Record<string, { has: readonly string[] }> = {}
): Promise<CommentRow[]> {
	const found = await workspace.select('comment', { where, filters }, todayIn('UTC'));
	return (found?.rows({ by: 'written' }) ?? []) as unknown as CommentRow[];
}
