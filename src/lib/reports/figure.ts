/**
 * What reports know of a record: enough for every sum, small enough that those of 100,000 documents stay in memory. Made from the record by
 * `figure-of.ts`; what is kept of them is a cache (`worker/report-figures.ts`). Amounts are minor units; a part's are of the base currency, a debit
 * above zero and a credit below, as in the journal.
 */
import type { LeftOut, Role } from '../accounting/entry.ts';
import type { DuePart } from '../documents/ageing.ts';
import type { DocumentType, TaxCategory } from '../documents/document.ts';
import type { ExpenseKind } from '../expenses/expense.ts';
import type { PurchaseSupply } from '../expenses/supplies.ts';
import type { PaymentKind } from '../payments/payment.ts';
import type { Rated } from '../rates/difference.ts';

/** One object for each tax of the books, so that it can be looked up by itself. */
export interface TaxOf {
	name: string;
	rate: string;
	/** Of a tax that was paid it is not known. */
	category: TaxCategory | '';
	/** Of a purchase that is no ordinary one at home. */
	supply?: PurchaseSupply;
}

export interface CategoryOf {
	id: string;
	name: string;
}

/**
 * Beside the roles of the journal: `turnover` is what a document sells without taxes, `elsewhere-counted` and
 * `elsewhere-apart` what another program issued, with taxes that are known or not (memos, in no sum); money from clients, or to suppliers, that no
 * document has got yet; and tax on purchases that does not come back, of which only the flows know.
 */
export type Memo = 'turnover' | 'elsewhere-counted' | 'elsewhere-apart';
export type PartRole = Role | Memo | 'from-clients' | 'to-suppliers' | 'not-deducted';

export interface Part {
	role: PartRole;
	amount: bigint;
	tax?: TaxOf;
	/** Of a tax: what it is of; above zero where the tax is charged or paid, below where it is taken back. */
	taxable?: bigint;
	category?: CategoryOf;
}

/** What happens to the accounts after it was issued: written off, a difference of exchange. */
export interface Later {
	date: string;
	parts: Part[];
}

/** Put against it. The source is a payment, a credit note, or nothing (given up). */
export interface Settlement {
	kind: 'payment' | 'credited' | 'written-off';
	from: string;
	date: string;
	/** Own currency, above zero. */
	amount: bigint;
	/** The day from which it counts no more. */
	until?: string;
}

/** What of a credit went elsewhere: to another document, or back as a refund. */
export interface Use {
	to: string;
	date: string;
	amount: bigint;
	isRefund: boolean;
	until?: string;
}

export interface SoldItem {
	/** Of the catalogue, or the line's words. */
	key: string;
	name: string;
	/** Base currency, as it was sold: above zero on an invoice, below on a credit note. */
	amount: bigint;
}

interface Common {
	id: string;
	date: string;
	partyId: string;
	/** Of the client or supplier, as it stands there. */
	name: string;
	rated: Rated;
}

/** A document on which money is owed, or a cost. */
export interface TradeFigure extends Common {
	type: 'document' | 'expense';
	kind: DocumentType | ExpenseKind;
	number: string;
	/** Empty: due at no day. */
	dueDate: string;
	/** Own currency: what the client owes on it; of a bill what the business does. Zero for a cost that was paid as it was made. */
	owed: bigint;
	/** What it does to the accounts on its day; undefined where no rate into the base currency was noted. */
	parts: Part[] | undefined;
	leftOut?: LeftOut;
	later: Later[];
	settled: Settlement[];
	used: Use[];
	items: SoldItem[];
	due?: DuePart[];
}

/** Money that moved. */
export interface MoneyFigure extends Common {
	type: 'payment';
	kind: PaymentKind;
	reference: string;
	/** Own currency: above zero what came in. */
	amount: bigint;
	/** The bank took it back that day. */
	until?: string;
	shares: { to: string; date: string; amount: bigint }[];
}

export type Figure = TradeFigure | MoneyFigure;

/** All of them, as the reports read them. */
export interface Figures {
	trades: ReadonlyMap<string, TradeFigure>;
	money: ReadonlyMap<string, MoneyFigure>;
	/** Currency of the books. */
	base: string;
}
