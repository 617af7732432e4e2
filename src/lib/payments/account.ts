/**
 * All that a client's account is made of: what he was billed, what he paid, and what was put against what. What was a mistake is not in it; what
 * was undone on a later day (a payment that the bank returned) counts `until` then. Amounts are minor units of each part's currency, dates
 * calendar dates.
 */
import type { DuePart } from '../documents/ageing.ts';
import type { DocumentType, PaymentMethod } from '../documents/document.ts';
import type { PaymentKind } from './payment.ts';

export interface AccountDocument {
	id: string;
	type: DocumentType;
	number: string;
	issueDate: string;
	/** Empty when it is due at no day. */
	dueDate: string;
	currency: string;
	/** What it makes the client owe; below zero for a credit note. */
	owed: bigint;
	/** Where it is paid by instalments. */
	parts?: DuePart[];
	/** Its rate to the base currency, as a row of a list carries it. */
	base?: string;
}

export interface AccountPayment {
	id: string;
	kind: Exclude<PaymentKind, `supplier-${string}`>;
	date: string;
	currency: string;
	amount: bigint;
	method: PaymentMethod;
	reference: string;
	/** The day from which it counts no more. */
	until?: string;
	/** The rate noted with it. */
	base?: string;
}

/**
 * `share`: from a payment or credit note to a document. `refund`: from one of them to a refund. `write-off`: given up on a document.
 * The ids name documents and payments of the account.
 */
export interface AccountMove {
	kind: 'share' | 'refund' | 'write-off';
	from?: string;
	to: string;
	date: string;
	currency: string;
	amount: bigint;
	until?: string;
}

export interface ClientAccount {
	documents: AccountDocument[];
	payments: AccountPayment[];
	moves: AccountMove[];
}
