/** Statements of banks and what their lines pay: a part of `WorkerApi`. Types only. */
import type { Payment, PaymentKind } from '../payments/payment.ts';
import type { Share } from '../payments/api.ts';
import type { Progress, Result } from '../worker-api.ts';
import type { CsvLayout } from './formats/csv-layout.ts';
import type { BankLine, LineStatus } from './line.ts';
import type { LoosePayment, Proposal } from './match/items.ts';
import type { ReadStatement } from './statement.ts';

export interface BankAccountView {
	/** IBAN or number, as lines have it. */
	account: string;
	/** What the business calls it; empty where it is none of its own. */
	label: string;
	currency: string;
	/** Last day a statement has come to; empty where none has. */
	through: string;
}

export interface StatementInput {
	statement: ReadStatement;
	layout?: { signature: string; layout: CsvLayout };
	/** Lines that may stand in the books already, from a file of another kind, are left out. */
	skipTwins: boolean;
	/** Only what came in is taken. */
	onlyIn: boolean;
}

/** What reading it into the books would do. */
export interface StatementCheck {
	fresh: number;
	/** Lines the books have. */
	known: number;
	/** Of the fresh ones: the books have one of that day and amount, from a file of another kind. */
	twins: number;
	/** Whether opening balance and lines make the closing balance; `unknown` where the bank says none. */
	sums: 'right' | 'differ' | 'unknown';
	/** By how much they differ, in minor units. */
	difference?: bigint;
	/** The statement before ends otherwise than this begins: something between them is missing. Its last day. */
	gapAfter?: string;
}

/** Hears how many lines of how many were looked at, now and then; answers false to leave the rest. */
export type MatchWatch = (done: number, all: number) => boolean | void | Promise<boolean | void>;

export interface BankSummary {
	/** Lines on which something is left. */
	open: number;
	/** Proposals that can be accepted together. */
	sure: number;
	/** Open lines that were not looked at, since that was stopped. */
	unmatched: number;
}

export interface ManualBooking {
	kind: Exclude<PaymentKind, 'refund' | 'supplier-refund'>;
	partyId: string;
	partyName: string;
	currency: string;
	/** Decimal strings: of the payment, and of what it takes of the line. */
	amount: string;
	taken: string;
	/** Where neither the line nor the payment is in the currency of the books. */
	rate?: Pick<Payment, 'exchangeRate' | 'exchangeRateDate' | 'exchangeRateSource' | 'baseCurrency'>;
	shares: Share[];
}

export interface LineBookingView {
	paymentId: string;
	partyName: string;
	/** Decimal string in the line's currency. */
	amount: string;
	date: string;
	/** Numbers of the documents it went to. */
	documents: string;
	/** It was recorded by hand and found on this line. */
	found: boolean;
}

export interface BankLineDetail {
	id: string;
	line: BankLine;
	status: LineStatus;
	/** Minor units of the line's currency, without its sign. */
	left: bigint;
	bookings: LineBookingView[];
	proposal?: Proposal;
	/** Recorded by hand, of this direction and amount, and on no statement yet. */
	payments: LoosePayment[];
}

export interface BankApi {
	bankAccounts(): Promise<Result<BankAccountView[]>>;
	/** By the signature of a table's heading: what files were read by before. */
	bankLayouts(): Promise<Result<Map<string, CsvLayout>>>;
	checkStatements(inputs: StatementInput[]): Promise<Result<StatementCheck[]>>;
	/** Answers how many lines were taken. `watch` answers false to stop: what was taken stays, and the same file goes on from there. */
	importStatements(inputs: StatementInput[], watch?: (fraction: number) => boolean): Promise<Result<{ taken: number }>>;
	bankSummary(): Promise<Result<BankSummary>>;
	/**
	 * What is proposed for these lines; nothing for those that nothing fits. The first time all open lines are looked at, which takes a while where they
	 * are many: `watch` can stop it, and what was found stays. It goes on from there when it is asked for with a `watch` again.
	 */
	bankProposals(lineIds: string[], watch?: MatchWatch): Promise<Result<Proposal[]>>;
	bankLine(id: string): Promise<Result<BankLineDetail>>;
	/** Books the line as proposed, in one save. */
	acceptProposal(proposal: Proposal): Promise<Result<void>>;
	/** Books all that is sure. What another device was faster with is left. */
	acceptSure(watch?: Progress): Promise<Result<{ booked: number; left: number }>>;
	bookLine(id: string, booking: ManualBooking): Promise<Result<void>>;
	/** The payment recorded by hand is this line. */
	findOnLine(id: string, paymentId: string): Promise<Result<void>>;
	/** Takes back the payment that was made from the line, or lets go of the one that was found on it. */
	freeLine(id: string, paymentId: string, at: string, reason: string): Promise<Result<void>>;
	setLinesAside(ids: string[], aside: boolean, at: string): Promise<Result<void>>;
	/** The statement and those of its lines that pay nothing, for good. Answers how many lines stay. */
	eraseStatement(id: string): Promise<Result<{ kept: number }>>;
}
