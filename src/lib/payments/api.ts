/** Payments, credit and what a client owes: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';
import type { ClientAccount } from './account.ts';
import type { Payment, PaymentFact } from './payment.ts';

export interface PaymentDetail {
	id: string;
	payment: Payment;
	facts: { id: string; fact: PaymentFact; by: string; n: number }[];
	/** Minor units. */
	amount: bigint;
	credit: bigint;
	/** Set when the whole payment was taken back. */
	reversal?: { at: string; reason: string; date?: string };
}

/** A part of a payment: for the document with that id, or, of a refund, given back from that payment or credit note. Decimal string. */
export interface Share {
	id: string;
	amount: string;
}

/** From a payment or credit note to a document. */
export interface CreditShare {
	from: string;
	to: string;
	amount: string;
}

export interface PaymentsApi {
	/** Freezes the payment and gives its shares in one save; what no document gets is the client's credit. */
	recordPayment(payment: Payment, shares: Share[]): Promise<Result<PaymentDetail>>;
	payment(id: string): Promise<Result<PaymentDetail>>;
	/** Takes the whole payment back: every share it gave is free again. `date` is the day the bank returned it; without one it never happened. */
	reversePayment(id: string, at: string, reason: string, date?: string): Promise<Result<PaymentDetail>>;
	/** Puts credit of payments and credit notes against documents, on that calendar date. */
	applyCredit(shares: CreditShare[], date: string): Promise<Result<void>>;
	/** All that was billed to a client, paid by him, and put against what. */
	account(partyId: string): Promise<Result<ClientAccount>>;
}
