/**
 * A payment as the books keep it: one record, frozen when it is recorded. Where its money went are facts: each share stands on the document it
 * went to and, written by the same fold, on the payment. What no document got is the client's credit.
 */
import type { PaymentMethod } from '../documents/document.ts';

/**
 * Money that came in (`payment`, `deposit`: before there was anything to pay), or that went back to the client (`refund`). Of purchases: money that
 * went to a supplier, and that came back from him.
 */
export type PaymentKind = 'payment' | 'deposit' | 'refund' | 'supplier-payment' | 'supplier-refund';

export interface Payment {
	kind: PaymentKind;
	/** Record id of the client, or of the supplier. */
	partyId: string;
	/** The client's name that day, for lists. */
	partyName: string;
	/** Calendar date the money moved. */
	date: string;
	/** Decimal string of major units, above zero. */
	amount: string;
	/** ISO 4217. */
	currency: string;
	/** Units of the base currency for one unit of `currency`; absent when they are the same. */
	exchangeRate?: string;
	/** Calendar date the rate is of, and who published it. */
	exchangeRateDate?: string;
	exchangeRateSource?: string;
	baseCurrency?: string;
	method: PaymentMethod;
	/** What the bank's statement says, a cheque's number. */
	reference?: string;
	/** For the business only. */
	note?: string;
	/** The line of a bank's statement it moved on, and what it takes of it. [Note: a line booked] */
	line?: { id: string; amount: string };
}

/**
 * What happened to a payment. `applied` and `drawn` are the other sides of facts on documents and sources and are written by the fold alone.
 */
export type PaymentFact =
	/** Went to a document. */
	| { kind: 'applied'; to: string; number: string; date: string; amount: string }
	/** Given back to the client by that refund. */
	| { kind: 'refunded'; documentId: string; refundId: string; date: string; amount: string }
	/** On a refund: what it gave back, and whose it was. */
	| { kind: 'drawn'; from: string; date: string; amount: string }
	/** It moved on that line of a bank's statement. [Note: a line booked] */
	| { kind: 'on-line'; documentId: string; line: string; amount: string }
	/** A receipt confirms it; `released` when that was withdrawn. Both written by folds. */
	| { kind: 'receipted'; documentId: string; to: string; number: string; date: string }
	| { kind: 'released'; documentId: string; to: string; number: string; date: string }
	/** Of one of these facts; of the whole payment when `factId` is the payment's own id. */
	| { kind: 'reversed'; factId: string; documentId: string; at: string; reason: string; date?: string };

/** UNTDID 4461 (BT-81) of a way to pay; "ZZZ" is "mutually defined", for what the list has no code for. */
export const PAYMENT_MEANS: Record<PaymentMethod, string> = {
	transfer: '30',
	card: '48',
	cash: '10',
	cheque: '20',
	'direct-debit': '49',
	online: '68',
	other: 'ZZZ'
};
