/** The worker's half of comments: how they are folded. Where two say something of one, the log's order counts; nothing is decided by a clock. */
import { isAdmin, memberOf } from '../workspace/authority.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';
import type { ListShape } from '../workspace/lists/shape.ts';
import type { FoldResult, Placed, RecordState, RecordType, RowChange } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import { LIMITS, type Comment, type CommentEvent } from './comment.ts';

export interface CommentRow {
	id: string;
	documentId: string;
	/** Device of its author, as hex. */
	by: string;
	/** Members it mentions who have not seen it yet, as hex. */
	unseen: string[];
	resolved: boolean;
	/** Position in the log at which it was written. */
	written: number;
	changed: number;
}

const COMMENT_LIST: ListShape = {
	list: 'comment',
	columns: { documentId: 'value', by: 'value', unseen: 'value', resolved: 'flag', written: 'count', changed: 'count' },
	ties: ['written']
};

export interface StatedComment extends Comment {
	/** Device that signed it, as hex. */
	by: string;
	n: number;
	resolved: boolean;
	deleted: boolean;
	/** Members, as hex. */
	seen: string[];
}

interface Written {
	kind: 'written';
	comment: Comment;
}
type Fact = Written | (CommentEvent & { member?: string });

/** It speaks as a member of this log, so copies as a file leave it out. */
export const COMMENT_TYPE: RecordType = {
	type: 'comment',
	schema: 1,
	list: COMMENT_LIST,
	ofThisLog: true,
	related(_state, { body }) {
		const about = readComment(body)?.documentId;
		return about === undefined ? [] : [about];
	},
	fold(state, operation, placed, _ledger, recordId, others): FoldResult {
		const opId = hexOf(operation.opId);
		if (operation.action === 'remove') return removed(state, placed, recordId);
		// Sent again it counts once, and does not bring back what was deleted.
		if (state?.facts[0]?.opId === opId) return { state, rows: [] };
		if (state) return { state, rows: [], refused: 'id-taken' };
		const comment = operation.action === 'put' ? readComment(operation.body) : undefined;
		if (!comment) return { state, rows: [], refused: 'unreadable' };
		const about = others.get(comment.documentId);
		if (about?.erased) return { state, rows: [], refused: 'erased' };
		if (about?.type !== 'draft' && about?.type !== 'issued') return { state, rows: [], refused: 'no-source' };
		const written: Written = { kind: 'written', comment };
		const next: RecordState = { type: 'comment', schema: 1, facts: [{ opId, n: placed.n, by: placed.by, body: written }] };
		return { state: next, rows: rows(recordId, next, placed) };
	},
	rows
};

export const COMMENT_EVENT_TYPE: RecordType = {
	type: 'comment-event',
	schema: 1,
	saidOfAnother: true,
	ofThisLog: true,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		const event = operation.action === 'put' ? readEvent(operation.body) : undefined;
		if (!event) return { state, rows: [], refused: 'unreadable' };
		const comment = commentOf(state);
		if (!state || !comment) return { state, rows: [], refused: 'no-source' };
		const opId = hexOf(operation.opId);
		// What was deleted stays so; what was said twice counts once.
		if (comment.deleted || state.facts.some((each) => each.opId === opId)) return { state, rows: [] };
		const member = memberOf(placed.membership, placed.by);
		if (event.kind === 'deleted' && !isAuthor(comment, placed)) return { state, rows: [], refused: 'not-entitled' };
		if (event.kind === 'seen' && !comment.mentions.some((each) => each.member === member))
			return { state, rows: [], refused: 'not-entitled' };
		const fact: Fact = event.kind === 'seen' ? { ...event, member: member! } : event;
		const [first, ...rest] = state.facts;
		const kept = event.kind === 'deleted' ? { ...first!, body: { kind: 'written', comment: { ...comment0(state), text: '' } } } : first!;
		const next: RecordState = { ...state, facts: [kept, ...rest, { opId, n: placed.n, by: placed.by, body: fact }] };
		return { state: next, rows: [], others: new Map([[recordId, next]]) };
	}
};

/** On the way to being erased with its document: by who may erase. */
function removed(state: RecordState | undefined, { membership, by }: Placed, id: string): FoldResult {
	if (state?.type !== 'comment') return { state, rows: [], refused: 'no-source' };
	if (!isAdmin(membership, memberOf(membership, by))) return { state, rows: [], refused: 'not-entitled' };
	return { state: { ...state, removed: true }, rows: [{ list: 'comment', id, row: undefined }] };
}

/** Its member, on any device; where the log does not know that, the device itself. */
function isAuthor({ by }: Pick<StatedComment, 'by'>, placed: Placed): boolean {
	const author = memberOf(placed.membership, by);
	return placed.by === by || (author !== undefined && author === memberOf(placed.membership, placed.by));
}

function comment0({ facts }: RecordState): Comment {
	return (facts[0]!.body as Written).comment;
}

/** What the record says; undefined of one that is no comment. */
export function commentOf(state: RecordState | undefined): StatedComment | undefined {
	const [first, ...rest] = state?.type === 'comment' ? state.facts : [];
	if (!first) return undefined;
	const events = rest.map(({ body }) => body as Exclude<Fact, Written>);
	const turns = events.filter(({ kind }) => kind === 'resolved' || kind === 'reopened');
	return {
		...(first.body as Written).comment,
		by: first.by,
		n: first.n,
		resolved: turns.at(-1)?.kind === 'resolved',
		deleted: events.some(({ kind }) => kind === 'deleted'),
		seen: events.flatMap(({ kind, member }) => (kind === 'seen' && member ? [member] : []))
	};
}

export function encodeComment(comment: Comment): Uint8Array {
	return encodeJson(comment);
}

export function encodeCommentEvent(event: CommentEvent): Uint8Array {
	return encodeJson(event);
}

function rows(id: string, state: RecordState, placed: Placed): RowChange[] {
	const row = (): CommentRow | undefined => {
		const comment = commentOf(state);
		if (!comment || comment.deleted || state.removed) return undefined;
		const { documentId, by, n, resolved, mentions, seen } = comment;
		const unseen = mentions.map(({ member }) => member).filter((member) => !seen.includes(member));
		return { id, documentId, by, unseen, resolved, written: n, changed: placed.n };
	};
	return [rowChange('comment', id, row, () => '')];
}

function readComment(body: Uint8Array): Comment | undefined {
	const value = read<Comment>(body);
	if (!value) return undefined;
	const { documentId, text, mentions, at } = value;
	if (!isId(documentId) || typeof text !== 'string' || typeof at !== 'string' || !Array.isArray(mentions)) return undefined;
	if (text.trim() === '' || text.length > LIMITS.text || mentions.length > LIMITS.mentions) return undefined;
	const named = mentions.every((each) => isId(each?.member) && typeof each.name === 'string' && each.name.length <= LIMITS.name);
	return named ? { documentId, text, at, mentions: mentions.map(({ member, name }) => ({ member, name })) } : undefined;
}

function readEvent(body: Uint8Array): CommentEvent | undefined {
	const { kind, at } = read<CommentEvent>(body) ?? {};
	const known = kind === 'resolved' || kind === 'reopened' || kind === 'deleted' || kind === 'seen';
	return known && typeof at === 'string' ? { kind, at } : undefined;
}

function read<T>(body: Uint8Array): T | undefined {
	try {
		const value = decodeJson<T | null>(body);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}

function isId(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
