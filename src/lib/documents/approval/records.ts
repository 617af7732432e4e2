/** The worker's half of approval: how its steps, and the rule that asks for them, are folded. [Note: approval] */
import { isAdmin, memberOf } from '../../workspace/authority.ts';
import { canonicalJson, decodeJson, encodeJson } from '../../workspace/json.ts';
import type { FoldResult, Placed, RecordState, RecordType, RefusalReason } from '../../workspace/registry.ts';
import { approvalSteps, mayApprove, withApprovalNeeded, type ApprovalFact, type StatedApproval } from './rules.ts';

export const REASON_LENGTH = 2000;

/** On a draft. */
export const APPROVAL_TYPE: RecordType = {
	type: 'approval',
	schema: 1,
	saidOfAnother: true,
	ofThisLog: true,
	fold(state, operation, placed, _ledger, recordId): FoldResult {
		const fact = operation.action === 'put' ? readStep(operation.body) : undefined;
		if (!fact) return { state, rows: [], refused: 'unreadable' };
		if (state?.frozen) return { state, rows: [], refused: 'already-issued' };
		if (!state?.live || state.type !== 'draft' || state.removed) return { state, rows: [], refused: 'no-source' };
		const opId = hexOf(operation.opId);
		const known = state.facts.find((each) => each.opId === opId);
		// Sent again it counts once.
		if (known) return canonicalJson(known.body) === canonicalJson(fact) ? { state, rows: [] } : { state, rows: [], refused: 'id-taken' };
		const before = approvalSteps(state.facts).at(-1);
		const verdict = judge(before, fact, placed);
		if (verdict === 'done') return { state, rows: [] };
		if (verdict) return { state, rows: [], refused: verdict };
		const next: RecordState = { ...state, facts: [...state.facts, { opId, n: placed.n, by: placed.by, body: fact }] };
		return { state: next, rows: [], others: new Map([[recordId, next]]) };
	}
};

/** Undefined when it takes effect; `done` when another device has said the same before. */
function judge(before: StatedApproval | undefined, fact: ApprovalFact, { membership, by }: Placed): RefusalReason | 'done' | undefined {
	const last = before?.fact;
	switch (fact.kind) {
		case 'submitted':
			return last && last.kind !== 'sent-back' && isSame(last, fact) ? 'done' : undefined;
		case 'approved':
			if (!last || last.kind === 'sent-back' || !isSame(last, fact)) return 'not-submitted';
			if (last.kind === 'approved') return 'done';
			return mayApprove(membership, by, before!.by) ? undefined : 'not-entitled';
		case 'sent-back': {
			if (!last || last.kind === 'sent-back') return 'not-submitted';
			const member = memberOf(membership, by);
			// Who submitted it may think again.
			const isOwn = last.kind === 'submitted' && member !== undefined && member === memberOf(membership, before!.by);
			return isOwn || isAdmin(membership, member) ? undefined : 'not-entitled';
		}
	}
}

function isSame(a: { content: string; parties: string }, b: { content: string; parties: string }): boolean {
	return a.content === b.content && a.parties === b.parties;
}

export interface ApprovalRule {
	/** Documents of the business are issued only when approved. */
	needed: boolean;
	/** Calendar date where the business is. */
	date: string;
}

/**
 * On the business: whether documents need approval. No field of its form, since an editor may write those; only an admin or owner changes this, and
 * what was issued before stays as it is.
 */
export const APPROVAL_RULE_TYPE: RecordType = {
	type: 'approval-rule',
	schema: 1,
	saidOfAnother: true,
	ofThisLog: true,
	fold(state, operation, { n, by, membership }, ledger): FoldResult {
		const rule = operation.action === 'put' ? readRule(operation.body) : undefined;
		if (!rule) return { state, rows: [], refused: 'unreadable' };
		if (!state?.live || state.type !== 'business') return { state, rows: [], refused: 'no-source' };
		if (!isAdmin(membership, memberOf(membership, by))) return { state, rows: [], refused: 'not-entitled' };
		const opId = hexOf(operation.opId);
		if (state.facts.some((each) => each.opId === opId)) return { state, rows: [] };
		const next: RecordState = { ...state, facts: [...state.facts, { opId, n, by, body: rule }] };
		return { state: next, rows: [], ledger: withApprovalNeeded(ledger, rule.needed) };
	}
};

export function encodeStep(fact: ApprovalFact): Uint8Array {
	return encodeJson(fact);
}

export function encodeRule(rule: ApprovalRule): Uint8Array {
	return encodeJson(rule);
}

function readStep(body: Uint8Array): ApprovalFact | undefined {
	const fact = read<ApprovalFact>(body);
	if (typeof fact?.at !== 'string') return undefined;
	if (fact.kind === 'sent-back') {
		const { kind, at, reason } = fact;
		return typeof reason === 'string' && reason.length <= REASON_LENGTH ? { kind, at, reason } : undefined;
	}
	const { kind, at, content, parties } = fact;
	return (kind === 'submitted' || kind === 'approved') && isHash(content) && isHash(parties) ? { kind, at, content, parties } : undefined;
}

function readRule(body: Uint8Array): ApprovalRule | undefined {
	const rule = read<ApprovalRule>(body);
	return typeof rule?.needed === 'boolean' && typeof rule.date === 'string' ? { needed: rule.needed, date: rule.date } : undefined;
}

function read<T>(body: Uint8Array): (Partial<T> & T) | undefined {
	try {
		const value = decodeJson<T | null>(body);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}

function isHash(value: unknown): boolean {
	return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
