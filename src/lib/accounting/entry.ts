/** An entry of the journal: what one thing that happened does to the accounts. Derived from the books, never stored. */

import type { PurchaseSupply } from '../expenses/supplies.ts';

/** What an account is for; its number and name come from a chart. */
export type Role =
	| 'receivable'
	| 'payable'
	/** Paid by clients before anything was supplied. */
	| 'advances'
	| 'sales'
	| 'output-tax'
	| 'input-tax'
	| 'cost'
	| 'bank'
	| 'cash'
	/** Taxes that clients kept back and pay to the tax office. */
	| 'withheld-by-clients'
	/** Taxes kept back from suppliers, owed to the tax office. */
	| 'withheld-from-suppliers'
	| 'bad-debts'
	| 'small-differences'
	| 'exchange-gains'
	| 'exchange-losses'
	| 'rounding'
	| 'stamp-duty'
	/** Owed from before, by the books of another program. */
	| 'brought-forward';

export type JournalName = 'sales' | 'purchases' | 'bank' | 'cash' | 'general';

/** What happened. */
export type EntryKind =
	| 'invoice'
	| 'deposit-invoice'
	| 'credit-note'
	| 'payment'
	| 'refund'
	| 'supplier-payment'
	| 'supplier-refund'
	| 'expense'
	| 'bill'
	| 'written-off'
	| 'exchange-difference'
	/** Undone on that day. */
	| 'reversed';

export interface EntryParty {
	id: string;
	name: string;
	side: 'client' | 'supplier';
}

export interface EntryTax {
	name: string;
	/** Percent; empty where only the amount is known. */
	rate: string;
	/** Minor units of the base currency; below zero what is taken back. */
	taxable: bigint;
	/** Of a purchase that is no ordinary one at home. */
	supply?: PurchaseSupply;
}

export interface EntryLine {
	role: Role;
	/** Minor units of the base currency: a debit above zero, a credit below. */
	amount: bigint;
	/** Of receivables and payables. */
	party?: EntryParty;
	tax?: EntryTax;
	/** Name of the cost's category, and its id. */
	category?: { id: string; name: string };
	/** What it was in its own currency. */
	foreign?: { currency: string; amount: bigint };
}

export interface Entry {
	journal: JournalName;
	kind: EntryKind;
	/** Calendar date. */
	date: string;
	/** Number of the document, or the reference of the payment; may be empty. */
	piece: string;
	pieceDate: string;
	/** Whom it concerns. */
	name: string;
	/** Record it follows from. */
	source: { type: 'document' | 'payment' | 'expense'; id: string };
	/** At least two, none of zero; their amounts add up to zero. */
	lines: EntryLine[];
}

/** Why something in the books has no entry: it is told, never passed over. */
export type LeftOut = 'no-rate' | 'other-base';

export type Derived = { entries: Entry[] } | { leftOut: LeftOut };

/** Without lines of nothing; undefined where nothing is left. Throws where debits and credits differ, which would be a fault of the rules. */
export function entry(about: Omit<Entry, 'lines'>, lines: readonly EntryLine[]): Entry | undefined {
	const moved = lines.filter(({ amount }) => amount !== 0n);
	if (moved.reduce((sum, { amount }) => sum + amount, 0n) !== 0n) throw new RangeError('Debits and credits differ');
	return moved.length > 0 ? { ...about, lines: moved } : undefined;
}

/** The same the other way round, on another day. */
export function reversal(of: Entry, date: string): Entry {
	return { ...of, journal: of.journal, kind: 'reversed', date, lines: of.lines.map(turned) };
}

export function turned(line: EntryLine): EntryLine {
	const { amount, tax, foreign } = line;
	return {
		...line,
		amount: -amount,
		...(tax && { tax: { ...tax, taxable: -tax.taxable } }),
		...(foreign && { foreign: { ...foreign, amount: -foreign.amount } })
	};
}
