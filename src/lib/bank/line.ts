/**
 * Statements and their lines as the books keep them. [Note: a line once] A line's record id is made of what the bank says of it, so the same line
 * read from two files, or on two devices that have not heard of each other, is one record; and what is paid by it stands on that record, so no
 * device can book it beyond its amount. What differs between two readings of it (blanks, a longer text) changes nothing: the first in the log stands.
 */
import { canonicalJson } from '../workspace/json.ts';
import { fold } from './fold.ts';
import type { CsvLayout } from './formats/csv-layout.ts';
import type { Balance, ReadLine, ReadStatement, StatementFormat } from './statement.ts';

export interface BankStatement extends Omit<ReadStatement, 'lines'> {
	/** How many lines it had. */
	count: number;
	/** Of a table: by what it was read. The newest with a heading's signature is what the next file of the bank is read by. */
	layout?: { signature: string; layout: CsvLayout };
}

export interface BankLine extends ReadLine {
	/** IBAN or number of the account. */
	account: string;
	/** Record id of the statement it was first read from. */
	statement: string;
	format: StatementFormat;
	/** Which of the lines it is that are equal in all the bank says of them, from 0. */
	copy: number;
	/** How often a line like it was erased before. */
	round: number;
}

/** What happened to a line. `booked` is the other side of a payment and written by folds alone. */
export type BankLineFact =
	| { kind: 'read'; line: BankLine }
	| { kind: 'booked'; documentId: string; paymentId: string; partyId: string; date: string; amount: string }
	| { kind: 'reversed'; factId: string; documentId: string; at: string; reason: string; date?: string }
	| BankEvent;

/** `set-aside`: it is no matter of these books, or was booked elsewhere. */
export interface BankEvent {
	kind: 'set-aside' | 'taken-up';
	/** Instant, ISO 8601. */
	at: string;
}

export type LineStatus = 'open' | 'partly-booked' | 'booked' | 'set-aside';

type Hash = (domain: string, bytes: Uint8Array) => string;
type Identity = Pick<BankLine, 'account' | 'currency' | 'date' | 'amount' | 'bankReference' | 'name' | 'text' | 'references'>;

/** All that the bank says of a line and that makes it another line when it is another. */
export function identityOf({ account, currency, date, amount, bankReference, name, text, references }: Identity): string {
	// A reference of the bank's own is enough with day and amount; some banks use one reference for several bookings of a day.
	const said = bankReference ? [bankReference] : ['', plain(name), plain(text), plain(references.join(' '))];
	return canonicalJson([account, currency, date, amount, ...said]);
}

/** Case, accents and blanks differ between a bank's own files. */
function plain(text: string): string {
	return fold(text).replace(/\s+/g, '');
}

export function lineId(line: Identity & Pick<BankLine, 'copy' | 'round'>, hash: Hash): string {
	return idOf('wb1/bank-line', canonicalJson([identityOf(line), line.copy, line.round]), hash);
}

/** The same file read twice is one statement. */
export function statementId(statement: BankStatement & { round: number }, hash: Hash): string {
	const { format, account, currency, number, from, to, count, opening, closing, round } = statement;
	const balance = (each: Balance | undefined) => each?.amount ?? '';
	return idOf(
		'wb1/statement',
		canonicalJson([format, account, currency, number, from, to, count, balance(opening), balance(closing), round]),
		hash
	);
}

function idOf(domain: string, text: string, hash: Hash): string {
	return hash(domain, new TextEncoder().encode(text)).slice(0, 32);
}
