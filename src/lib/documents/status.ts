/**
 * What is paid and what is open: derived from the facts and the calendar, never stored. Amounts are minor units.
 *
 *     balance = owed − paid − credited − written off + used        owed = payable; of a credit note −payable
 *
 * The balance is what the client owes on the document: below zero the business owes it to the client, and can apply it to other documents or
 * give it back (`used`).
 */
import { parseAmount } from '../money/amount.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { DocumentFact, DocumentType, PaymentStatus } from './document.ts';
import { kindOf } from './kinds.ts';

export interface StatedFact {
	id: string;
	fact: DocumentFact;
}

/** What happened to a document, as its record holds it. */
export function statedFacts({ facts }: Pick<RecordState, 'facts'>): StatedFact[] {
	return facts.map(({ opId, body }) => ({ id: opId, fact: body as DocumentFact }));
}

export interface Owed {
	issued: boolean;
	type: DocumentType;
	currency: string;
	payable: bigint;
	/** Empty: due at once is nowhere said, so it is never overdue. */
	dueDate: string;
	today: string;
}

/** Sums of the facts that hold. */
export interface Settled {
	paid: bigint;
	credited: bigint;
	writtenOff: bigint;
	/** Of a credit note's value, what went to other documents or back to the client. */
	used: bigint;
}

export interface PaymentState extends Settled {
	status: PaymentStatus;
	/** What is still open; below zero what the client has to his credit here. */
	balance: bigint;
}

export function paymentStatus(owed: Owed, facts: readonly StatedFact[]): PaymentState {
	const settled = settledSums(owed.currency, facts);
	const balance = balanceOf(owed, settled);
	return { status: statusOf({ ...owed, ...settled, balance }), ...settled, balance };
}

/** What the document makes the client owe: a credit note, and an invoice below zero, make the business owe; an estimate nobody. */
export function owedOn({ type, payable }: Pick<Owed, 'type' | 'payable'>): bigint {
	return payable * BigInt(kindOf(type).owes);
}

export function balanceOf(owed: Pick<Owed, 'type' | 'payable'>, { paid, credited, writtenOff, used }: Settled): bigint {
	return owedOn(owed) - paid - credited - writtenOff + used;
}

type Standing = Omit<Owed, 'currency'> & Omit<Settled, 'used'> & { balance: bigint };

/**
 * The status from amounts already summed. A document is due through the whole of its due date; one that is settled is called by what settled
 * the larger part of it. A document that owes the client is open until its value is used.
 */
export function statusOf({ issued, type, payable, paid, credited, writtenOff, balance, dueDate, today }: Standing): PaymentStatus {
	if (!issued) return 'draft';
	const owed = owedOn({ type, payable });
	if (owed < 0n) return balance >= 0n ? 'paid' : balance === owed ? 'open' : 'partly-paid';
	if (balance < 0n) return 'overpaid';
	if (balance === 0n) {
		if (paid >= credited && paid >= writtenOff) return 'paid';
		return credited >= writtenOff ? 'credited' : 'written-off';
	}
	if (dueDate !== '' && dueDate < today) return 'overdue';
	return balance < owed ? 'partly-paid' : 'open';
}

/** All that holds, by kind. An amount that cannot be read counts as nothing. */
export function settledSums(currency: string, facts: readonly StatedFact[]): Settled {
	const sums: Settled = { paid: 0n, credited: 0n, writtenOff: 0n, used: 0n };
	for (const { fact } of standing(facts)) {
		const sum = SUM_OF[fact.kind as keyof typeof SUM_OF] as keyof Settled | undefined;
		if (!sum || !('amount' in fact) || fact.amount === undefined) continue;
		const amount = parseAmount(currency, fact.amount);
		if (amount.ok && amount.value.minor > 0n) sums[sum] += amount.value.minor;
	}
	return sums;
}

const SUM_OF = {
	payment: 'paid',
	credited: 'credited',
	'written-off': 'writtenOff',
	applied: 'used',
	refunded: 'used'
} as const satisfies Partial<Record<DocumentFact['kind'], keyof Settled>>;

/** True when it was marked as sent, and that was not taken back. */
export function isSent(facts: readonly StatedFact[]): boolean {
	return standing(facts).some(({ fact }) => fact.kind === 'sent');
}

/** Another document has its number, and nobody has settled that. */
export function isDoubled(facts: readonly StatedFact[]): boolean {
	return standing(facts).some(({ fact }) => fact.kind === 'flagged' && fact.reason === 'number-doubled');
}

interface Reversible {
	id: string;
	fact: { kind: string; factId?: string };
}

/** The facts that still hold: those reversed are gone, and so is the reversal of a fact that is not there. A reversal is not itself reversed. */
export function standing<F extends Reversible>(facts: readonly F[]): F[] {
	const reversed = reversals(facts);
	return facts.filter(({ id, fact }) => fact.kind !== 'reversed' && !reversed.has(id));
}

/** Reversed fact's id -> the reversal. */
export function reversals<F extends Reversible>(facts: readonly F[]): Map<string, Extract<F['fact'], { kind: 'reversed' }>> {
	const known = new Set(facts.map(({ id }) => id));
	const found = new Map<string, Extract<F['fact'], { kind: 'reversed' }>>();
	for (const { fact } of facts)
		if (fact.kind === 'reversed' && fact.factId !== undefined && known.has(fact.factId) && !found.has(fact.factId))
			found.set(fact.factId, fact as Extract<F['fact'], { kind: 'reversed' }>);
	return found;
}
