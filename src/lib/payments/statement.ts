/**
 * A statement in one currency, of a client or (what happened) of a supplier: what is open on a day and for how long, or what happened between two days. Pure, from the account
 * alone. Amounts in minor units, days are calendar dates.
 *
 *     closing balance = sum of what is open − credit        on every day
 *
 * What was put against a document counts from the day on which payment, document and the putting are all there: a deposit is credit until the
 * invoice it pays is issued.
 */
import { ageOf, daysLate, noAges, openParts, type Age, type Ageing } from '../documents/ageing.ts';
import type { AccountDocument, AccountMove, AccountPayment, ClientAccount } from './account.ts';
import type { PaymentKind } from './payment.ts';

/** A document on which something is open, or a part of one that is paid by instalments. */
export interface OpenDocument {
	document: AccountDocument;
	/** Which part it is, from 1 on, of how many. */
	part?: { at: number; of: number };
	dueDate: string;
	/** Of the document, or of the part. */
	owed: bigint;
	/** Paid, credited and written off so far. */
	settled: bigint;
	balance: bigint;
	/** Whole days after the due date; 0 while it is not late. */
	daysLate: number;
	age: Age;
}

/** What the client has to his credit, and by what. */
export interface OpenCredit {
	source: AccountDocument | AccountPayment;
	amount: bigint;
}

export interface Outstanding {
	day: string;
	currency: string;
	/** Oldest due first. */
	open: OpenDocument[];
	credits: OpenCredit[];
	/** Sums of `open`, of `credits`, and the difference: what the client owes. */
	outstanding: bigint;
	credit: bigint;
	balance: bigint;
	ageing: Ageing;
}

/** What of a document, and of a payment, counts between two days: the same on both sides of the business. */
export type DocumentPart = Pick<AccountDocument, 'id' | 'number' | 'issueDate' | 'currency' | 'owed'>;
export type PaymentPart = Pick<AccountPayment, 'id' | 'date' | 'currency' | 'amount' | 'until'> & { kind: PaymentKind };

/** An account of a client, or of a supplier: there what is owed is what the business owes. */
export interface Account<D extends DocumentPart, P extends PaymentPart> {
	documents: D[];
	payments: P[];
	moves: AccountMove[];
}

export interface ActivityEntry<D extends DocumentPart = AccountDocument, P extends PaymentPart = AccountPayment> {
	date: string;
	what:
		| { kind: 'document'; document: D }
		| { kind: 'payment'; payment: P }
		/** It was undone: the bank returned it. */
		| { kind: 'returned'; payment: P }
		| { kind: 'write-off'; document: D }
		| { kind: 'reinstated'; document: D };
	/** Above zero makes more owed. */
	amount: bigint;
	/** What is owed after it. */
	balance: bigint;
}

export interface Activity<D extends DocumentPart = AccountDocument, P extends PaymentPart = AccountPayment> {
	from: string;
	to: string;
	currency: string;
	opening: bigint;
	entries: ActivityEntry<D, P>[];
	closing: bigint;
	/** Over the entries: what was billed, credited, paid, given back and written off; each above zero. */
	billed: bigint;
	received: bigint;
}

/** Every currency of the account, the most used first. */
export function currenciesOf({ documents, payments }: ClientAccount): string[] {
	const counts = new Map<string, number>();
	for (const { currency } of [...documents, ...payments]) counts.set(currency, (counts.get(currency) ?? 0) + 1);
	return [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1)).map(([currency]) => currency);
}

export function outstandingOn(account: ClientAccount, currency: string, day: string): Outstanding {
	const { documents, ...counted } = upTo(account, currency, day);
	const isOver = ({ until }: { until?: string }) => until !== undefined && until <= day;
	const payments = counted.payments.filter((payment) => !isOver(payment));
	const moves = counted.moves.filter((move) => !isOver(move));
	const balances = new Map<string, bigint>(documents.map(({ id, owed }) => [id, owed]));
	// A refund that gave back more than could be found for it counts against the client.
	for (const { id, kind, amount } of payments) balances.set(id, kind === 'refund' ? amount : -amount);
	for (const { from, to, amount } of moves) {
		balances.set(to, balances.get(to)! - amount);
		if (from !== undefined) balances.set(from, balances.get(from)! + amount);
	}
	const open: OpenDocument[] = [];
	const credits: OpenCredit[] = [];
	for (const document of documents) {
		const balance = balances.get(document.id)!;
		if (balance > 0n) open.push(...openOf(document, balance, day));
		if (balance < 0n) credits.push({ source: document, amount: -balance });
	}
	for (const payment of payments) {
		const balance = balances.get(payment.id)!;
		if (balance !== 0n) credits.push({ source: payment, amount: -balance });
	}
	open.sort((a, b) => order(a.dueDate || '9999', b.dueDate || '9999') || order(a.document.issueDate, b.document.issueDate));
	const ageing = noAges();
	for (const { age, balance } of open) ageing[age] += balance;
	const outstanding = open.reduce((sum, each) => sum + each.balance, 0n);
	const credit = credits.reduce((sum, each) => sum + each.amount, 0n);
	return { day, currency, open, credits, outstanding, credit, balance: outstanding - credit, ageing };
}

/** @param from first day, or empty for all there is */
export function activityBetween<D extends DocumentPart, P extends PaymentPart>(
	account: Account<D, P>,
	currency: string,
	from: string,
	to: string
): Activity<D, P> {
	const { documents, payments, moves } = upTo(account, currency, to);
	const isOver = ({ until }: { until?: string }) => until !== undefined && until <= to;
	const writeOffs = moves.filter(({ kind }) => kind === 'write-off');
	const signed = ({ kind, amount }: P) => (kind === 'refund' || kind === 'supplier-refund' ? amount : -amount);
	const byId = new Map(documents.map((document) => [document.id, document]));
	const all: Omit<ActivityEntry<D, P>, 'balance'>[] = [
		...documents.map((document) => ({ date: document.issueDate, what: { kind: 'document' as const, document }, amount: document.owed })),
		...payments.map((payment) => ({
			date: payment.date,
			what: { kind: 'payment' as const, payment },
			amount: signed(payment)
		})),
		...payments
			.filter(isOver)
			.map((payment) => ({ date: payment.until!, what: { kind: 'returned' as const, payment }, amount: -signed(payment) })),
		...writeOffs.map(({ date, to: id, amount }) => ({
			date,
			what: { kind: 'write-off' as const, document: byId.get(id)! },
			amount: -amount
		})),
		...writeOffs
			.filter(isOver)
			.map(({ until, to: id, amount }) => ({ date: until!, what: { kind: 'reinstated' as const, document: byId.get(id)! }, amount }))
	];
	// On one day what is billed comes before what is paid; of equals every device shows the same order.
	all.sort((a, b) => order(a.date, b.date) || RANK[a.what.kind] - RANK[b.what.kind] || order(nameOf(a.what), nameOf(b.what)));
	const activity: Activity<D, P> = { from, to, currency, opening: 0n, entries: [], closing: 0n, billed: 0n, received: 0n };
	for (const entry of all) {
		activity.closing += entry.amount;
		if (entry.date < from) activity.opening = activity.closing;
		else {
			activity.entries.push({ ...entry, balance: activity.closing });
			if (entry.what.kind === 'document') activity.billed += entry.amount;
			if (entry.what.kind === 'payment' || entry.what.kind === 'returned') activity.received -= entry.amount;
		}
	}
	return activity;
}

function nameOf(what: ActivityEntry<DocumentPart, PaymentPart>['what']): string {
	return 'payment' in what ? what.payment.id : what.document.number;
}

const RANK = { document: 0, payment: 1, returned: 2, 'write-off': 3, reinstated: 4 };

/** What began in one currency by that day, each move at the day from which it counts. */
function upTo<D extends DocumentPart, P extends PaymentPart>(account: Account<D, P>, currency: string, day: string): Account<D, P> {
	const documents = account.documents.filter((each) => each.currency === currency && each.issueDate <= day);
	// What was undone on the day it happened, or is dated before it, is undone at the end of that day.
	const ended = <P extends { date: string; until?: string }>(part: P): P =>
		part.until !== undefined && part.until < part.date ? { ...part, until: part.date } : part;
	const payments = account.payments.filter((each) => each.currency === currency && each.date <= day).map(ended);
	const dates = new Map<string, string>();
	for (const { id, issueDate } of documents) dates.set(id, issueDate);
	for (const { id, date } of payments) dates.set(id, date);
	const moves: AccountMove[] = [];
	for (const move of account.moves) {
		const sides = [move.to, ...(move.from === undefined ? [] : [move.from])].map((id) => dates.get(id));
		if (move.currency !== currency || move.date > day || sides.includes(undefined)) continue;
		moves.push(ended({ ...move, date: [move.date, ...(sides as string[])].reduce((a, b) => (a > b ? a : b)) }));
	}
	return { documents, payments, moves };
}

/** Each instalment that is open stands by itself, since each is due on its own day. */
function openOf(document: AccountDocument, balance: bigint, day: string): OpenDocument[] {
	const { parts = [] } = document;
	const late = (dueDate: string) => ({ dueDate, daysLate: daysLate(dueDate, day), age: ageOf(dueDate, day) });
	if (parts.length === 0) return [{ document, owed: document.owed, settled: document.owed - balance, balance, ...late(document.dueDate) }];
	return openParts(parts, balance).map(({ at, due, amount, date }) => {
		const part = { at: at + 1, of: parts.length };
		return { document, part, owed: due, settled: due - amount, balance: amount, ...late(date) };
	});
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
