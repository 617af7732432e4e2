/** How a booked expense stands: from what happened to it, never stored. Amounts in minor units. */
import type { DocumentFact } from '../documents/document.ts';
import { balanceOf, settledSums, standing, statusOf, type StatedFact } from '../documents/status.ts';
import { parseAmount } from '../money/amount.ts';
import type { BookedExpense, ExpenseEvent, ExpenseStatus, Receipt } from './expense.ts';

/** Payments are facts as on invoices, the rest is this capability's own. */
export interface StatedEvent {
	id: string;
	fact: DocumentFact | ExpenseEvent;
}

export interface ExpenseStanding {
	status: ExpenseStatus;
	payable: bigint;
	paid: bigint;
	/** What the business owes on it; below zero what it has to its credit with the supplier. */
	balance: bigint;
	/** The invoice it stands on. */
	billed?: { documentId: string; number: string };
	cancelled?: { at: string; reason: string; replacedBy?: string };
	receipts: Receipt[];
}

export function expenseStanding(booked: BookedExpense, facts: readonly StatedEvent[], today: string): ExpenseStanding {
	const { expense, totals } = booked;
	const payable = minorOf(totals.currency, totals.payable);
	const own: Pick<ExpenseStanding, 'billed' | 'cancelled' | 'receipts'> = { receipts: [...expense.receipts] };
	for (const { fact } of facts) {
		if (fact.kind === 'attached') own.receipts.push(...fact.receipts.filter(({ id }) => own.receipts.every((known) => known.id !== id)));
		else if (fact.kind === 'rebilled') own.billed = { documentId: fact.documentId, number: fact.number };
		else if (fact.kind === 'unbilled' && own.billed?.documentId === fact.documentId) delete own.billed;
		else if (fact.kind === 'cancelled')
			own.cancelled ??= { at: fact.at, reason: fact.reason, ...(fact.replacedBy && { replacedBy: fact.replacedBy }) };
	}
	if (own.cancelled) return { status: 'cancelled', payable, paid: 0n, balance: 0n, ...own };
	// Paid as it was made.
	if (expense.kind === 'expense') return { status: 'paid', payable, paid: payable, balance: 0n, ...own };
	const settled = settledSums(totals.currency, standing(facts as readonly StatedFact[]));
	const owed = { type: 'invoice', payable } as const;
	const balance = balanceOf(owed, settled);
	const status = statusOf({ issued: true, ...owed, ...settled, balance, dueDate: expense.dueDate, today });
	// What the supplier gave up, or set off, settles a bill as a payment does.
	const called = status === 'credited' || status === 'written-off' ? 'paid' : (status as ExpenseStatus);
	return { status: called, payable, paid: settled.paid + settled.credited + settled.writtenOff, balance, ...own };
}

export function minorOf(currency: string, text: string): bigint {
	const read = parseAmount(currency, text);
	return read.ok ? read.value.minor : 0n;
}
