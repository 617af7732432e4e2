/** The worker's half of merging parties: what is said of one that goes into another, and of one that comes back. [Note: merged parties] */
import { canonicalJson, decodeFrozen, encodeJson } from '../workspace/json.ts';
import type { FoldResult, Ledger, RecordState, RecordType, RefusalReason } from '../workspace/registry.ts';
import { leadsTo, mergedIn, withMerged } from './merged.ts';
import type { Party } from './party.ts';

export type PartyEvent =
	| {
			kind: 'merged';
			/** Record id of the party it goes into. */
			into: string;
			/** What that party was given of it, to be taken away again when it comes back. */
			given: Given;
			/** Drafts that named it and now name the other. */
			drafts: string[];
	  }
	| { kind: 'unmerged'; into: string };

/** Parts of a party that another one lacked: as they were given. */
export type Given = Partial<Omit<Party, 'name' | 'kind' | 'archived' | 'restricted'>>;

export const PARTY_EVENT_TYPE: RecordType = {
	type: 'party-event',
	schema: 1,
	saidOfAnother: true,
	related(_state, operation) {
		const event = readEvent(operation.body);
		return event ? [event.into] : [];
	},
	fold(state, operation, { n, by }, ledger, recordId, others): FoldResult {
		const event = operation.action === 'put' ? readEvent(operation.body) : undefined;
		if (!event) return { state, rows: [], refused: 'unreadable' };
		if (!state?.live || state.type !== 'party') return { state, rows: [], refused: 'no-source' };
		const opId = hexOf(operation.opId);
		const known = state.facts.find((each) => each.opId === opId);
		if (known) return canonicalJson(known.body) === canonicalJson(event) ? { state, rows: [] } : { state, rows: [], refused: 'id-taken' };
		const verdict = judge(recordId, event, ledger, others.get(event.into));
		if (verdict === 'done') return { state, rows: [] };
		if (verdict) return { state, rows: [], refused: verdict };
		const next: RecordState = { ...state, facts: [...state.facts, { opId, n, by, body: event }] };
		const merged = withMerged(ledger, recordId, event.kind === 'merged' ? event.into : undefined);
		return { state: next, rows: [], ledger: merged, others: new Map([[recordId, next]]) };
	}
};

/** Undefined when it takes effect; `done` when another device has done the same before. */
function judge(id: string, event: PartyEvent, ledger: Ledger, into: RecordState | undefined): RefusalReason | 'done' | undefined {
	const now = mergedIn(ledger)[id];
	if (event.kind === 'unmerged') return now === event.into ? undefined : now === undefined ? 'done' : 'nothing-to-reverse';
	if (now !== undefined) return now === event.into ? 'done' : 'already-merged';
	// One that was erased since is not there where the events are read again: then nothing is asked of it.
	if (into && into.type !== 'party') return 'no-source';
	return leadsTo(ledger, event.into, id) ? 'already-merged' : undefined;
}

/** What it went into, by its own events: the row of the list says it. */
export function mergedInto(facts: RecordState['facts']): string {
	let into = '';
	for (const { body } of facts) {
		const event = body as PartyEvent;
		if (event.kind === 'merged') into = event.into;
		else if (event.kind === 'unmerged') into = '';
	}
	return into;
}

/** The newest merge that was not taken back. */
export function standingMerge(facts: RecordState['facts']): Extract<PartyEvent, { kind: 'merged' }> | undefined {
	const last = facts.map(({ body }) => body as PartyEvent).findLast(({ kind }) => kind === 'merged' || kind === 'unmerged');
	return last?.kind === 'merged' ? last : undefined;
}

export function encodePartyEvent(event: PartyEvent): Uint8Array {
	return encodeJson(event);
}

function readEvent(body: Uint8Array): PartyEvent | undefined {
	try {
		const event = decodeFrozen<PartyEvent | null>(body);
		if (typeof event !== 'object' || event === null || !isId(event.into)) return undefined;
		if (event.kind === 'unmerged') return event;
		const isWhole = typeof event.given === 'object' && event.given !== null && Array.isArray(event.drafts) && event.drafts.every(isId);
		return event.kind === 'merged' && isWhole ? event : undefined;
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
