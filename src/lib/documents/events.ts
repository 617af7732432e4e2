/**
 * How a document stands on which nobody owes: the events that may happen to it, and what they make of it.
 *
 *     open -> accepted | declined        estimates, proforma invoices, purchase orders; taken back, it is open again
 *     open | accepted -> delivered       delivery notes and purchase orders
 *     any but those -> voided            for good; not while another document is made of it
 *
 * Beside that an offer expires by itself after its last day, and is converted by what is made of it (`convert/used.ts`). All is derived from the
 * events, in log order: the second of two that exclude each other takes no effect.
 */
import type { RefusalReason } from '../workspace/registry.ts';
import { conversionsIn } from './convert/conversions.ts';
import { usedState } from './convert/used.ts';
import type { DocumentFact, DocumentType, IssuedDocument, OfferStatus } from './document.ts';
import { kindOf } from './kinds.ts';
import { standing, type StatedFact } from './status.ts';

export type DocumentEvent = Extract<DocumentFact, { kind: 'accepted' | 'declined' | 'delivered' | 'voided' }>;
export type EventKind = DocumentEvent['kind'];

const EVENTS: readonly DocumentFact['kind'][] = ['accepted', 'declined', 'delivered', 'voided'] satisfies EventKind[];

export function isEvent(fact: { kind: string }): fact is DocumentEvent {
	return (EVENTS as readonly string[]).includes(fact.kind);
}

/** Undefined when it may happen; `done` when the same was said before, by another device. */
export function judgeEvent(type: DocumentType, event: EventKind, facts: readonly StatedFact[]): RefusalReason | 'done' | undefined {
	const kind = kindOf(type);
	const happened = eventsOf(facts);
	if (kind.owes !== 0) return 'wrong-state';
	if (happened.has(event)) return 'done';
	if (happened.has('voided')) return 'wrong-state';
	const isUsed = conversionsIn(facts).some(({ purpose }) => purpose !== 'proforma');
	switch (event) {
		case 'accepted':
			return kind.answered && !happened.has('declined') ? undefined : 'wrong-state';
		case 'declined':
			return kind.answered && !happened.has('accepted') && !happened.has('delivered') && !isUsed ? undefined : 'wrong-state';
		case 'delivered':
			return kind.delivered && !happened.has('declined') ? undefined : 'wrong-state';
		case 'voided':
			return isUsed || happened.has('delivered') ? 'wrong-state' : undefined;
	}
}

/** Whether an event that holds may be taken back: what was withdrawn stays as it was, and so does what rests on an event. */
export function mayTakeBack(event: DocumentFact['kind'], facts: readonly StatedFact[]): boolean {
	return event !== 'voided' && !eventsOf(facts).has('voided');
}

/** Nothing more may be made of it. */
export function isClosed(facts: readonly StatedFact[]): boolean {
	const happened = eventsOf(facts);
	return happened.has('declined') || happened.has('voided');
}

/** @param today calendar date where the business is */
export function offerStatus(document: IssuedDocument, facts: readonly StatedFact[], today: string): OfferStatus {
	const { type, dueDate } = document.content;
	const happened = eventsOf(facts);
	if (happened.has('voided')) return 'voided';
	const billed = usedState(document, facts, 'billed');
	if (billed === 'all') return 'converted';
	if (happened.has('declined')) return 'declined';
	if (billed === 'part') return 'partly-converted';
	if (happened.has('delivered')) return 'delivered';
	if (happened.has('accepted')) return 'accepted';
	const isBound = conversionsIn(facts).length > 0;
	return kindOf(type).until && dueDate !== '' && dueDate < today && !isBound ? 'expired' : 'open';
}

function eventsOf(facts: readonly StatedFact[]): Set<DocumentFact['kind']> {
	return new Set(standing(facts).flatMap(({ fact }) => (isEvent(fact) ? [fact.kind] : [])));
}
