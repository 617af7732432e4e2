/** What is paid and what is open: derived from the facts and the calendar, never stored. Amounts are minor units. */
import { parseAmount } from '../money/amount.ts';
import type { DocumentFact, PaymentStatus } from './document.ts';

export interface StatedFact {
	id: string;
	fact: DocumentFact;
}

export interface Owed {
	issued: boolean;
	currency: string;
	payable: bigint;
	/** Empty: due at once is nowhere said, so it is never overdue. */
	dueDate: string;
	today: string;
}

export interface PaymentState {
	status: PaymentStatus;
	paid: bigint;
	/** What is still open; below zero when too much was paid. */
	balance: bigint;
}

export function paymentStatus(owed: Owed, facts: readonly StatedFact[]): PaymentState {
	const paid = paidSum(owed.currency, facts);
	return { status: statusOf({ ...owed, paid }), paid, balance: owed.payable - paid };
}

/** The status from amounts already summed. A document is due through the whole of its due date. */
export function statusOf({ issued, payable, paid, dueDate, today }: Omit<Owed, 'currency'> & { paid: bigint }): PaymentStatus {
	if (!issued) return 'draft';
	const balance = payable - paid;
	if (balance < 0n && paid > 0n) return 'overpaid';
	if (balance <= 0n) return 'paid';
	if (dueDate !== '' && dueDate < today) return 'overdue';
	return paid > 0n ? 'partly-paid' : 'open';
}

/** All payments that were not reversed. A payment that cannot be read counts as nothing. */
export function paidSum(currency: string, facts: readonly StatedFact[]): bigint {
	let paid = 0n;
	for (const { fact } of standing(facts)) {
		if (fact.kind !== 'payment') continue;
		const amount = parseAmount(currency, fact.amount);
		if (amount.ok && amount.value.minor > 0n) paid += amount.value.minor;
	}
	return paid;
}

/** True when it was marked as sent, and that was not taken back. */
export function isSent(facts: readonly StatedFact[]): boolean {
	return standing(facts).some(({ fact }) => fact.kind === 'sent');
}

/** The facts that still hold: those reversed are gone, and so is the reversal of a fact that is not there. A reversal is not itself reversed. */
export function standing<F extends StatedFact>(facts: readonly F[]): F[] {
	const reversed = reversals(facts);
	return facts.filter(({ id, fact }) => fact.kind !== 'reversed' && !reversed.has(id));
}

/** Reversed fact's id -> the reversal. */
export function reversals(facts: readonly StatedFact[]): Map<string, Extract<DocumentFact, { kind: 'reversed' }>> {
	const known = new Set(facts.map(({ id }) => id));
	const found = new Map<string, Extract<DocumentFact, { kind: 'reversed' }>>();
	for (const { fact } of facts)
		if (fact.kind === 'reversed' && known.has(fact.factId) && !found.has(fact.factId)) found.set(fact.factId, fact);
	return found;
}
