/**
 * That a period was shared by a link: sealed like every record, and on every device that keeps the books, so that each can copy the link and take it back.
 * Its parts lie in this log's place at the relay: copies as a file leave it out.
 */
import { toHex } from '../workspace/bytes.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';
import type { ListShape } from '../workspace/lists/shape.ts';
import type { FoldResult, Placed, RecordState, RecordType, RowChange } from '../workspace/registry.ts';
import { rowChange } from '../workspace/row-change.ts';
import { dayText } from './days.ts';
import { MOST_PARTS } from './period-parts.ts';

export interface PeriodShare {
	secret: Uint8Array;
	parts: number;
	/** YYYY-MM-DD. */
	from: string;
	to: string;
	/** The last day, since 1970. */
	expires: number;
	/** Instant. */
	at: string;
}
export type PeriodFact = { kind: 'made'; share: PeriodShare } | { kind: 'revoked'; at: string };

export interface PeriodShareRow {
	id: string;
	/** YYYY-MM-DD. */
	from: string;
	to: string;
	expires: string;
	revoked: boolean;
	/** Position in the log at which it was made. */
	written: number;
	changed: number;
}

const LIST: ListShape = {
	list: 'period-share',
	columns: { from: 'date', to: 'date', expires: 'date', revoked: 'flag', written: 'count', changed: 'count' },
	ties: ['written']
};

export const PERIOD_SHARE_TYPE: RecordType = {
	type: 'period-share',
	schema: 1,
	list: LIST,
	ofThisLog: true,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		const fact = operation.action === 'put' ? read(operation.body) : undefined;
		if (!fact) return { state, rows: [], refused: 'unreadable' };
		const opId = toHex(operation.opId);
		// Sent again it counts once, and so does what two devices revoked.
		if (state?.facts.some((each) => each.opId === opId) || (fact.kind === 'revoked' && shareOf(state)?.revoked)) return { state, rows: [] };
		if ((fact.kind === 'made') === (state !== undefined)) return { state, rows: [], refused: state ? 'id-taken' : 'no-source' };
		if (state && state.type !== 'period-share') return { state, rows: [], refused: 'no-source' };
		const stated = { opId, n: placed.n, by: placed.by, body: fact };
		const next: RecordState = { type: 'period-share', schema: 1, facts: [...(state?.facts ?? []), stated] };
		return { state: next, rows: rows(recordId, next, placed) };
	},
	rows
};

export interface StatedShare {
	share: PeriodShare;
	/** Device that made it, as hex. */
	by: string;
	n: number;
	revoked: boolean;
}

export function shareOf(state: RecordState | undefined): StatedShare | undefined {
	const [first, ...rest] = state?.type === 'period-share' ? state.facts : [];
	const made = first?.body as PeriodFact | undefined;
	if (!first || made?.kind !== 'made') return undefined;
	return { share: made.share, by: first.by, n: first.n, revoked: rest.some(({ body }) => (body as PeriodFact).kind === 'revoked') };
}

export function encodeShare(share: PeriodShare): Uint8Array {
	return encodeJson({ kind: 'made', share });
}

export function encodeRevoked(at: string): Uint8Array {
	return encodeJson({ kind: 'revoked', at });
}

function rows(id: string, state: RecordState, { n: changed }: Placed): RowChange[] {
	const row = (): PeriodShareRow | undefined => {
		const stated = shareOf(state);
		if (!stated) return undefined;
		const { share, n: written, revoked } = stated;
		const { from, to, expires } = share;
		return { id, from, to, expires: dayText(expires), revoked, written, changed };
	};
	return [rowChange('period-share', id, row, () => '')];
}

function read(body: Uint8Array): PeriodFact | undefined {
	try {
		const fact = decodeJson<PeriodFact>(body);
		if (fact.kind === 'revoked') return isText(fact.at) ? { kind: 'revoked', at: fact.at } : undefined;
		const { secret, parts, from, to, expires, at } = fact.share;
		const isDay = (text: unknown) => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
		const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
		const isWhole = secret instanceof Uint8Array && secret.length === 32 && isCount(parts) && parts >= 1 && parts <= MOST_PARTS;
		if (fact.kind !== 'made' || !isWhole || !isDay(from) || !isDay(to) || !isCount(expires) || expires > 1_000_000 || !isText(at))
			return undefined;
		return { kind: 'made', share: { secret, parts, from, to, expires, at } };
	} catch {
		return undefined;
	}
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.length <= 40;
}
