/** What a line of a statement can be matched to, and what is proposed. Amounts in minor units. */

/** An invoice or a bill of which something is open. */
export interface OpenItem {
	id: string;
	/** Ours of an invoice, the supplier's of a bill. */
	number: string;
	/** Money for an invoice comes in, for a bill it goes out. */
	direction: 'in' | 'out';
	partyId: string;
	partyName: string;
	currency: string;
	/** Above zero. */
	balance: bigint;
	issueDate: string;
	/** Empty when it is due at no day. */
	dueDate: string;
}

/** A payment that was recorded by hand and found on no statement yet. */
export interface LoosePayment {
	id: string;
	direction: 'in' | 'out';
	partyId: string;
	partyName: string;
	currency: string;
	amount: bigint;
	date: string;
	reference: string;
	/** Numbers of the documents it went to. */
	documents: string;
}

export interface MatchLine {
	id: string;
	date: string;
	account: string;
	currency: string;
	/** Below zero what went out. */
	amount: bigint;
	/** What is not booked of it, without its sign. */
	left: bigint;
	name: string;
	counterAccount: string;
	/** All in which a number may stand. */
	said: string;
	/** What was ordered, where it was another currency. */
	original?: { currency: string; amount: bigint };
	/** Record id of its statement. */
	statement: string;
}

export type Level = 'sure' | 'likely' | 'possible';

export type Reason =
	/** Its number stands in the line. */
	| { kind: 'number'; number: string }
	/** The line is exactly what is open. */
	| { kind: 'amount' }
	/** Exactly what is open on several. */
	| { kind: 'sum' }
	/** Less, or more, than what is open. */
	| { kind: 'part' }
	| { kind: 'over' }
	| { kind: 'name' }
	/** Money of this client moved on that account before. */
	| { kind: 'account' }
	/** Nothing else open has this amount. */
	| { kind: 'only' }
	/** Others are open for the same amount. */
	| { kind: 'several' }
	/** A payment of this amount was recorded by hand. */
	| { kind: 'recorded' }
	/** It was ordered in the document's currency. */
	| { kind: 'exchanged' }
	/** It was paid before it was issued. */
	| { kind: 'early' }
	/** Another line is proposed for the same. */
	| { kind: 'claimed' }
	/** A line like it stands in another file: it may be the same one. */
	| { kind: 'twin' };

export interface Proposal {
	lineId: string;
	level: Level;
	partyId: string;
	partyName: string;
	/** Of the documents, and of the payment: the line's, or what was ordered. */
	currency: string;
	/** What the payment is, in that currency. */
	amount: bigint;
	/** What of the line it takes, in the line's currency. */
	taken: bigint;
	shares: { id: string; number: string; amount: bigint; open: bigint }[];
	/** A payment recorded by hand that this line is; then nothing new is recorded. */
	paymentId?: string;
	reasons: Reason[];
}
