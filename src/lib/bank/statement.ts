/**
 * What a bank says of an account, whatever the format it says it in. Amounts are decimal strings of major units, below zero what went out; dates
 * are calendar dates. Texts are the bank's own and are only ever shown as text.
 */
export type StatementFormat = 'camt.053' | 'ofx' | 'mt940' | 'csv';

export interface ReadStatement {
	format: StatementFormat;
	/** IBAN or number of the account, without spaces; empty where the file does not say it. */
	account: string;
	/** BIC or code of the bank; may be empty. */
	bank: string;
	/** Whose account it is; may be empty. */
	holder: string;
	/** ISO 4217. */
	currency: string;
	/** What the bank calls the statement; may be empty. */
	number: string;
	/** First and last day; empty where there is no line and the file does not say them. */
	from: string;
	to: string;
	opening?: Balance;
	closing?: Balance;
	lines: ReadLine[];
}

export interface Balance {
	/** Empty where the file does not say it. */
	date: string;
	amount: string;
}

export interface ReadLine {
	/** The day it was booked. */
	date: string;
	/** The day interest counts from, where it is another. */
	valueDate?: string;
	amount: string;
	currency: string;
	/** The bank's own reference, unique on the account; empty where it gives none. */
	bankReference: string;
	/** Who paid, or was paid. */
	name: string;
	/** His account. */
	counterAccount: string;
	/** What was written for the payee, and what else the bank says. */
	text: string;
	/** References in fields of their own: the payer's end-to-end id, a creditor reference, numbers of documents. */
	references: string[];
	/** What was ordered in another currency. */
	original?: { amount: string; currency: string };
}

/** A line that could not be read: where it stands in the file, and why. */
export interface SkippedLine {
	/** Number of the line of text, or of the row, from 1. */
	at: number;
	why: 'amount' | 'places' | 'date' | 'currency' | 'shape' | 'correction';
	/** What stood there, cut short. */
	found: string;
}

export interface StatementFile {
	statements: ReadStatement[];
	skipped: SkippedLine[];
	/** Lines the bank has announced and not booked: they come again when they are. */
	pending: number;
	/** How the bytes were read as text. */
	encoding: string;
}
