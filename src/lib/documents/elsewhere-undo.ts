/** Taking back what an import brought in as issued elsewhere. [Note: issued elsewhere] */
import type { Payment } from '../payments/payment.ts';
import { decodeFrozen } from '../workspace/json.ts';
import type { Placed, RecordState, RefusalReason } from '../workspace/registry.ts';
import type { IssuedDocument } from './document.ts';
import type { AnyFact } from './facts.ts';

type TakenBack = Extract<AnyFact, { kind: 'taken-back' }>;

/** Ids of the payments that stand on it: they go with it where they came with it. */
export function paymentsOn(state: RecordState): string[] {
	return state.facts.flatMap(({ body }) => {
		const fact = body as AnyFact;
		return fact.kind === 'payment' ? [fact.paymentId] : [];
	});
}

/**
 * Takes it out of the books with the payments that came with it: nothing is left of either but that. Refused (`in-use`) when anything else was said of
 * them: paid, credited, reminded of, sent, even where that was taken back since. `wrong-state`: it was not issued elsewhere.
 */
export function takeBackElsewhere(
	recordId: string,
	state: RecordState,
	fact: TakenBack,
	opId: string,
	{ n, by }: Placed,
	others: ReadonlyMap<string, RecordState>
): { changed: ReadonlyMap<string, RecordState> } | { refused: RefusalReason } {
	const isElsewhere = state.type === 'issued' && decodeFrozen<IssuedDocument>(state.frozen!).elsewhere !== undefined;
	if (!isElsewhere) return { refused: 'wrong-state' };
	const changed = new Map<string, RecordState>();
	const empty = (id: string, { type, schema }: RecordState, own: string) =>
		changed.set(id, { type, schema, facts: [{ opId: own, n, by, body: { ...fact, documentId: id } }] });
	for (const { body } of state.facts) {
		const said = body as AnyFact;
		const payment = said.kind === 'payment' ? others.get(said.paymentId) : undefined;
		if (said.kind !== 'payment' || !payment || !cameWith(recordId, payment)) return { refused: 'in-use' };
		empty(said.paymentId, payment, `${opId}/back`);
	}
	empty(recordId, state, opId);
	return { changed };
}

function cameWith(documentId: string, { type, frozen, facts }: RecordState): boolean {
	if (type !== 'payment' || !frozen || decodeFrozen<Payment>(frozen).elsewhere !== documentId) return false;
	return facts.every(({ body }) => {
		const fact = body as AnyFact;
		return fact.kind === 'applied' && fact.to === documentId;
	});
}
