/** The worker's half of client links: how they and what is said of them are folded. */
import { ANSWER_KINDS } from './package-shape.ts';
import { checkAnswer } from './answer-shape.ts';
import { dayText } from './days.ts';
import { MOST_ANSWERS, type ClientLinkRow, type LinkEvent, type LinkRecord, type StatedAnswer } from './link-record.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';
import type { ListShape } from '../workspace/lists/shape.ts';
import type { FoldResult, Placed, RecordState, RecordType, RowChange } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import { toHex } from '../workspace/bytes.ts';

const CLIENT_LINK_LIST: ListShape = {
	list: 'client-link',
	columns: {
		documentId: 'value',
		version: 'count',
		status: 'value',
		expires: 'date',
		revoked: 'flag',
		answers: 'count',
		unseen: 'count',
		written: 'count',
		changed: 'count'
	},
	ties: ['written']
};

interface Made {
	kind: 'made';
	link: LinkRecord;
}

/** Its package lies in this log's place at the relay, and its keys are for this log's members: copies as a file leave it out. */
export const CLIENT_LINK_TYPE: RecordType = {
	type: 'client-link',
	schema: 1,
	list: CLIENT_LINK_LIST,
	ofThisLog: true,
	related(_state, { body }) {
		const about = readLink(body)?.documentId;
		return about === undefined ? [] : [about];
	},
	fold(state, operation, placed, _ledger, recordId, others): FoldResult {
		const opId = toHex(operation.opId);
		// Sent again it counts once.
		if (state?.facts[0]?.opId === opId) return { state, rows: [] };
		if (state) return { state, rows: [], refused: 'id-taken' };
		const link = operation.action === 'put' ? readLink(operation.body) : undefined;
		if (!link) return { state, rows: [], refused: 'unreadable' };
		const about = others.get(link.documentId);
		if (about?.erased) return { state, rows: [], refused: 'erased' };
		if (about?.type !== 'issued' || !about.frozen) return { state, rows: [], refused: 'no-source' };
		const made: Made = { kind: 'made', link };
		const next: RecordState = { type: 'client-link', schema: 1, facts: [{ opId, n: placed.n, by: placed.by, body: made }] };
		return { state: next, rows: rows(recordId, next, placed) };
	},
	rows
};

export const CLIENT_LINK_EVENT_TYPE: RecordType = {
	type: 'client-link-event',
	schema: 1,
	saidOfAnother: true,
	ofThisLog: true,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		const event = operation.action === 'put' ? readEvent(operation.body) : undefined;
		if (!event) return { state, rows: [], refused: 'unreadable' };
		const link = linkOf(state);
		if (!state || !link) return { state, rows: [], refused: 'no-source' };
		const opId = toHex(operation.opId);
		if (state.facts.some((each) => each.opId === opId) || isKnown(link, event)) return { state, rows: [] };
		if (event.kind === 'answered' && link.answered.length >= MOST_ANSWERS) return { state, rows: [], refused: 'too-large' };
		const next: RecordState = { ...state, facts: [...state.facts, { opId, n: placed.n, by: placed.by, body: event }] };
		return { state: next, rows: [], others: new Map([[recordId, next]]) };
	}
};

export interface StatedLink {
	link: LinkRecord;
	/** Device that made it, as hex. */
	by: string;
	n: number;
	version: number;
	status: string;
	revoked: boolean;
	/** In the log's order. */
	answered: StatedAnswer[];
	seen: number;
}

/** What the record says; undefined of one that is no link. */
export function linkOf(state: RecordState | undefined): StatedLink | undefined {
	const [first, ...rest] = state?.type === 'client-link' ? state.facts : [];
	if (!first) return undefined;
	const { link } = first.body as Made;
	const events = rest.map(({ body }) => body as LinkEvent);
	const packages = events.filter((event) => event.kind === 'replaced');
	const newest = packages.reduce((last, each) => (each.version > last.version ? each : last), { version: 1, status: link.status });
	return {
		link,
		by: first.by,
		n: first.n,
		version: newest.version,
		status: newest.status,
		revoked: events.some(({ kind }) => kind === 'revoked'),
		answered: events.filter((event) => event.kind === 'answered'),
		seen: Math.max(0, ...events.map((event) => (event.kind === 'seen' ? event.count : 0)))
	};
}

/** Two devices took in one answer, replaced the package at once, or revoked both: it counts once. */
function isKnown({ answered, revoked, seen, version }: StatedLink, event: LinkEvent): boolean {
	switch (event.kind) {
		case 'answered':
			return answered.some(({ answer }) => answer === event.answer);
		case 'revoked':
			return revoked;
		case 'seen':
			return event.count <= seen;
		case 'replaced':
			return event.version <= version;
	}
}

export function encodeLink(link: LinkRecord): Uint8Array {
	return encodeJson(link);
}

export function encodeLinkEvent(event: LinkEvent): Uint8Array {
	return encodeJson(event);
}

function rows(id: string, state: RecordState, placed: Placed): RowChange[] {
	const row = (): ClientLinkRow | undefined => {
		const stated = linkOf(state);
		if (!stated) return undefined;
		const { link, version, status, revoked, answered, seen, n } = stated;
		const { documentId, expires } = link;
		const answers = answered.length;
		const unseen = Math.max(0, answers - seen);
		return { id, documentId, version, status, expires: dayText(expires), revoked, answers, unseen, written: n, changed: placed.n };
	};
	return [rowChange('client-link', id, row, () => '')];
}

function readLink(body: Uint8Array): LinkRecord | undefined {
	const value = read<LinkRecord>(body);
	if (!value) return undefined;
	const { documentId, secret, root, answerKey, shown, passphrase, answers, expires, status, at } = value;
	const keys = [secret, root, shown, answerKey?.publicKey, answerKey?.secretKey];
	if (!isId(documentId) || !keys.every(is32) || typeof passphrase !== 'boolean' || !isText(at, 40) || !isText(status, 40)) return undefined;
	if (!isCount(expires) || !Array.isArray(answers) || !answers.every((kind) => ANSWER_KINDS.includes(kind))) return undefined;
	return { documentId, secret, root, answerKey, shown, passphrase, answers, expires, status, at };
}

function readEvent(body: Uint8Array): LinkEvent | undefined {
	const value = read<LinkEvent>(body);
	if (!value || !isText(value.at, 40)) return undefined;
	const { at } = value;
	switch (value.kind) {
		case 'revoked':
			return { kind: 'revoked', at };
		case 'seen':
			return isCount(value.count) && value.count <= MOST_ANSWERS ? { kind: 'seen', at, count: value.count } : undefined;
		case 'replaced': {
			const { version, status } = value;
			return isCount(version) && version <= 0xffff_ffff && isText(status, 40) ? { kind: 'replaced', at, version, status } : undefined;
		}
		case 'answered': {
			const { answer, version, offered, said } = value;
			if (!isId(answer) || !isCount(version) || typeof offered !== 'boolean') return undefined;
			try {
				return { kind: 'answered', at, answer, version, offered, said: checkAnswer(said) };
			} catch {
				return undefined;
			}
		}
		default:
			return undefined;
	}
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

function is32(value: unknown): boolean {
	return value instanceof Uint8Array && value.length === 32;
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isText(value: unknown, most: number): value is string {
	return typeof value === 'string' && value.length <= most;
}
