/**
 * What a commercial document is made of, in the terms of EN 16931 (BT-/BG- numbers) where it has one.
 *
 * Every quantity, price, percentage and amount that a person types is a decimal string ("9.975", "-1", "1200.50"), never a number:
 * money is exact. Sums are computed by `totals.ts` and by nothing else. Dates are ISO 8601 calendar dates ("2026-11-21").
 */
import type { Address, BankAccount, Contact, TaxId } from '../business/business.ts';
import type { RefusalReason } from '../workspace/registry.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Purpose } from './kinds.ts';

/** What each is: `kinds.ts`. */
export type DocumentType =
	| 'estimate'
	| 'proforma'
	| 'delivery-note'
	| 'purchase-order'
	| 'invoice'
	/** An invoice for money paid ahead; a later invoice deducts it, by its number and date. */
	| 'deposit-invoice'
	| 'credit-note'
	/** Says that a payment has come. */
	| 'receipt';

/** UNTDID 5305 as restricted by EN 16931 (BT-151), and W for a tax withheld by the buyer, which EN 16931 does not know. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'L' | 'M';

/** A tax as copied onto a line: name, category and rate are frozen with it, a later change of the preset does not reach it. */
export interface LineTax {
	/** As printed: "TPS", "IVA", "MwSt". */
	name: string;
	category: TaxCategory;
	/** Percent, up to four decimals: "9.975". "0" for Z, E, AE, K, G and O. */
	rate: string;
	/** Computed on net plus the taxes before it on the same line. */
	compound?: boolean;
	/** BT-120, printed and required for E, AE, K, G, O. */
	exemptionReason?: string;
	/** BT-121, a VATEX code. */
	exemptionCode?: string;
}

/** A tax the buyer keeps back (IRPF, TDS). Percent of the tax-exclusive total; shown below the total. */
export interface Withholding {
	name: string;
	rate: string;
}

/** BG-20, BG-21 (document) and BG-27, BG-28 (line): an amount, or a percentage of the base. */
export interface AllowanceCharge {
	id: string;
	kind: 'allowance' | 'charge';
	/** One of the two is set. */
	amount?: string;
	percent?: string;
	/** BT-93/100/137/142, when it is not the amount the percentage would by itself apply to. */
	base?: string;
	reason: string;
	/** Document level only. Absent: shared over all lines in proportion (largest remainder) and taxed as they are. */
	taxes?: LineTax[];
}

/** BG-25. */
export interface DocumentLine {
	id: string;
	/** Fractional index: lines sort by it. */
	order: string;
	itemId?: string;
	name: string;
	description: string;
	quantity: string;
	/** UN/ECE Recommendation 20 code (BT-130): C62 piece, HUR hour, DAY … */
	unit: string;
	/** Net or gross by the document's `prices`, up to six decimals. BT-146 in net mode. */
	price: string;
	/** BT-149, the number of units the price is for; absent means 1. */
	priceBase?: string;
	allowances: AllowanceCharge[];
	taxes: LineTax[];
	/** BG-26. */
	periodStart?: string;
	periodEnd?: string;
	/** The line it was made from, and the lines that one was made from; of a deduction, the line of the deposit invoice. */
	from?: LineSource[];
	/** The cost that is billed on by it: record id of the expense, and the line there. */
	expense?: { id: string; line: string };
	/** The time that is billed by it: record ids of the entries. */
	time?: string[];
}

export interface LineSource {
	documentId: string;
	line: string;
}

/** A document that this one was made from, or a deposit invoice that it deducts. */
export interface Origin {
	documentId: string;
	type: DocumentType;
	number: string;
	issueDate: string;
}

/** A part of what is due, by a day of its own: an amount, or a percentage of the amount due. */
export interface Instalment {
	id: string;
	date: string;
	/** One of the two; neither on the last, which takes the rest. */
	amount?: string;
	percent?: string;
}

/** The payment that a receipt confirms. */
export interface ReceiptFor {
	paymentId: string;
	date: string;
	method: PaymentMethod;
	reference?: string;
}

export interface CustomField {
	id: string;
	name: string;
	value: string;
	/** Shown on the printed document. */
	printed: boolean;
}

/** BG-24: a file that goes with the document, inside its e-invoice. */
export interface DocumentAttachment {
	id: string;
	/** Content address of the sealed file. */
	file: string;
	/** BT-125-2, unlike any other's of the document. */
	name: string;
	/** BT-125-1. */
	type: 'image/jpeg' | 'application/pdf';
	bytes: number;
	/** BT-123. */
	description: string;
}

/** BG-3. */
export interface PrecedingInvoice {
	documentId: string;
	/** BT-25. */
	number: string;
	/** BT-26. */
	issueDate: string;
	/** Record ids of the time that it bills: free again when all of it is credited. */
	time?: string[];
}

/** Everything a person can type into a document before it is issued. */
export interface DocumentContent {
	type: DocumentType;
	/** BG-3, of a credit note: the invoice it corrects. */
	preceding?: PrecedingInvoice;
	origins?: Origin[];
	/** Of a receipt. */
	receipt?: ReceiptFor;
	/** The recurring invoice it was made by, and for which period. */
	recurring?: { profileId: string; period: number };
	/** It bills what came of another invoice's being paid late: record id of that one, and the step of its reminders. */
	lateFee?: { documentId: string; step: string };
	/** Record id of the series the number will come from. */
	seriesId?: string;
	partyId?: string;
	/** BT-2; empty until issued means "the day it is issued". */
	issueDate: string;
	/** BT-9; of an estimate or a proforma invoice the last day it holds, of an order the day it is wanted. */
	dueDate: string;
	/** Paid in parts: what is overdue goes by their days. The last one's day is `dueDate`. */
	instalments?: Instalment[];
	/** BT-72. */
	supplyDate?: string;
	/** BG-14. */
	periodStart?: string;
	periodEnd?: string;
	/** BT-13. */
	orderNumber?: string;
	/** BT-10. */
	buyerReference?: string;
	/** BT-12. */
	contractReference?: string;
	project?: string;
	/** ISO 4217 (BT-5). */
	currency: string;
	/** Units of the base currency for one unit of `currency`; absent when they are the same. */
	exchangeRate?: string;
	/** Calendar date the rate is of. */
	exchangeRateDate?: string;
	/** Who published it: "ECB". Empty or absent where it was typed. */
	exchangeRateSource?: string;
	baseCurrency?: string;
	prices: 'net' | 'gross';
	/** Where tax is rounded: once per category on the document (EN 16931), or on each line. */
	taxRounding: 'document' | 'line';
	lines: DocumentLine[];
	allowances: AllowanceCharge[];
	withholdings: Withholding[];
	/** A fixed stamp duty added after tax. */
	stampDuty?: { name: string; amount: string };
	/** Smallest coin the payable amount is rounded to ("0.05"), giving BT-114. */
	cashRounding?: string;
	/** BT-114 typed by hand; excludes `cashRounding`. */
	rounding?: string;
	/** BT-113, already paid (deposit). */
	prepaid?: string;
	/** BCP 47 language of the printed document. */
	language: string;
	terms: string;
	notes: string;
	privateNotes: string;
	/** Name of the template. */
	template: string;
	/** Where it is paid online, in place of the business's address. */
	paymentLink?: string;
	customFields: CustomField[];
	attachments?: DocumentAttachment[];
}

/** BG-4 as it stood when the document was issued: who issues it, which on a purchase order is the one who buys. */
export interface SellerSnapshot {
	name: string;
	tradeName?: string;
	address: Address;
	contact?: Contact;
	taxIds: TaxId[];
	/** BT-34. */
	electronicAddress?: { scheme: string; value: string };
	bankAccounts: BankAccount[];
	/** The paper carries a code to pay with; absent on documents from before there were any, whose paper stays as it is. */
	paymentCodes?: boolean;
	/** The paper carries no code that proves who issued it. */
	withoutProofCode?: boolean;
	/** Where its invoices are paid online; with the number and the sums of the document it is an address. */
	paymentLink?: string;
	/** Spain: it has a billing record, made by that version, in that time; absent on what was issued without. */
	billingRecords?: { timeZone: string; version: string };
	/** Content address of the logo blob (PNG). */
	logo?: string;
	colour: string;
	footer?: string;
	paper: 'A4' | 'Letter';
	country: string;
}

/** BG-7 as it stood when the document was issued: whom it is for, on a purchase order the supplier. */
export interface BuyerSnapshot {
	number?: string;
	name: string;
	kind: 'business' | 'individual';
	address: Address;
	deliveryAddress?: Address;
	contact?: Contact;
	taxIds: TaxId[];
	/** BT-49. */
	electronicAddress?: { scheme: string; value: string };
	customFields: CustomField[];
}

/** A document that has left the desk: never changed again, corrected only by a credit note. */
export interface IssuedDocument {
	number: string;
	/** Record id of the series, its segment, and the sequence inside the number. */
	series: string;
	segment: number;
	sequence: number;
	/** The year or month the sequence counts in; empty when the series never begins again. */
	sequenceYear: string;
	/** The number with its sequence, and the client's number where it has it, still open: "F2026-{0000}". */
	run: string;
	/** Hash (hex) of the issue before it in the same series segment; all zero for the first. */
	previousIssue: string;
	content: DocumentContent;
	seller: SellerSnapshot;
	buyer: BuyerSnapshot;
	totals: FrozenTotals;
	/** Version of the totals engine that computed them. */
	engine: number;
	/** Instant of issue, ISO 8601 with offset. */
	issuedAt: string;
	/** Another program issued it. [Note: issued elsewhere] */
	elsewhere?: Elsewhere;
}

/** One row of the tax breakdown (BG-23). Amounts in minor units of the document's currency. */
export interface TaxTotal {
	name: string;
	category: TaxCategory;
	rate: string;
	compound?: boolean;
	/** BT-116. */
	taxable: bigint;
	/** BT-117. */
	tax: bigint;
	exemptionReason?: string;
	exemptionCode?: string;
}

export interface LineTotal {
	id: string;
	/** BT-131: quantity × price ÷ price base, with line allowances and charges, in net terms. */
	net: bigint;
	/** The same in the terms the prices were typed in: equals `net` in net mode. */
	shown: bigint;
	/** Sum of the line's allowances (positive) and charges (positive), in the terms shown. */
	allowances: bigint;
	charges: bigint;
}

/** Every sum of a document, in minor units (`bigint`) of `currency`. */
export interface Totals {
	currency: string;
	lines: LineTotal[];
	/** BT-106. */
	sumLines: bigint;
	/** BT-107. */
	sumAllowances: bigint;
	/** BT-108. */
	sumCharges: bigint;
	/** BT-109. */
	taxExclusive: bigint;
	/** BG-23; sorted by rate (higher first), category code, then amount: never by line order. */
	taxes: TaxTotal[];
	/** BT-110. */
	taxTotal: bigint;
	/** BT-112. */
	taxInclusive: bigint;
	stampDuty: bigint;
	withholdings: { name: string; rate: string; base: bigint; amount: bigint }[];
	withheld: bigint;
	/** BT-113 without what is withheld. */
	prepaid: bigint;
	/** BT-114. */
	rounding: bigint;
	/** BT-115: taxInclusive + stampDuty − withheld − prepaid + rounding. */
	payable: bigint;
	/** Effect of each document-level allowance and charge, in order, in the terms shown. */
	allowances: { id: string; kind: 'allowance' | 'charge'; reason: string; amount: bigint }[];
	/** In the base currency, where the document has an exchange rate: BT-111 and the payable amount. */
	base?: { currency: string; taxTotal: bigint; payable: bigint };
}

/** `Totals` as stored in an issued document: each bigint as a decimal string of major units ("165.01"). */
export type FrozenTotals = Frozen<Totals>;
export type Frozen<T> = T extends bigint
	? string
	: T extends (infer U)[]
		? Frozen<U>[]
		: T extends object
			? { [K in keyof T]: Frozen<T[K]> }
			: T;

/** What a client accepted on the page of his link. Bytes in base64url. */
export interface Signed {
	/** Of the link and of his answer, hexadecimal. */
	link: string;
	answer: string;
	/** Hash of the document and the files that he was shown. */
	shown: string;
	/** What he drew, where he drew. */
	strokes?: string;
}

/**
 * What happened to an issued document. Facts are only ever added; a wrong one is reversed by another. Amounts are decimal strings of major
 * units in the document's currency, dates calendar dates.
 */
export type DocumentFact =
	| {
			kind: 'sent';
			documentId: string;
			at: string;
			channel: 'pdf' | 'mail' | 'link' | 'other';
			to?: string;
			/** Names of what went along. */ files?: string[];
	  }
	/** The share of a payment that goes to this document. The payment's own record holds the whole; date and method are copied from it. */
	| { kind: 'payment'; documentId: string; paymentId: string; date: string; amount: string; method: PaymentMethod; reference?: string }
	/** Value of a credit note that goes to this document, the one it corrects or another of the client's. */
	| { kind: 'credited'; documentId: string; creditNote: string; number: string; date: string; amount: string }
	/** Given up: the client owes it no more. */
	| { kind: 'written-off'; documentId: string; date: string; amount: string; cause: WriteOffCause; reason?: string }
	/** Value of a credit note, or of a payment nobody claimed, that was given back: `refundId` is the refund's payment record. */
	| { kind: 'refunded'; documentId: string; refundId: string; date: string; amount: string }
	/** The other side of `credited`, on the credit note: written by the fold, never by an operation. `to` is the document it went to. */
	| { kind: 'applied'; documentId: string; to: string; number: string; date: string; amount: string }
	/**
	 * What a credit note takes back of the invoice: written by the fold of the credit note, never by an operation, and never reversed. `amount` is
	 * its due total before anything prepaid; parts are in the terms the prices were typed in, under the ids they have on the invoice.
	 */
	| {
			kind: 'corrected';
			documentId: string;
			creditNote: string;
			number: string;
			date: string;
			amount: string;
			lines: { id: string; amount: string; quantity: string }[];
			allowances: { id: string; amount: string }[];
			stampDuty?: string;
			prepaid?: string;
	  }
	/** `date` is the day on which what did happen was undone (the bank returned a payment); without it, it never happened. */
	| { kind: 'reversed'; factId: string; documentId: string; at: string; reason: string; date?: string }
	/**
	 * In the books, and a person must look at it: written by the fold, reversed when that is settled. `other` is the draft's other document, or the other
	 * one with the number; `first`: this one has it.
	 */
	| { kind: 'flagged'; documentId: string; reason: FlagReason; other?: string; first?: true }
	/** The other side takes the offer, or the supplier the order. */
	| { kind: 'accepted'; documentId: string; date: string; by?: string; /** By a client's link. */ signed?: Signed }
	| { kind: 'declined'; documentId: string; date: string; reason?: string }
	/** Handed over, or of a purchase order: received. */
	| { kind: 'delivered'; documentId: string; date: string; by?: string }
	/**
	 * Withdrawn, or of an invoice: annulled. For good, under its number; it gives back what it was made from. An annulment is a billing record of Spain,
	 * and says when (instant) and by which version of the program that was made. [Note: annulment]
	 */
	| { kind: 'voided'; documentId: string; date: string; reason: string; at?: string; version?: string }
	/**
	 * What another document uses up of this one: written by the fold of that other one's issue, never by an operation. Quantities by line; of a
	 * deduction, and of a deposit as a whole, amounts.
	 */
	| {
			kind: 'converted';
			documentId: string;
			purpose: Purpose;
			to: string;
			type: DocumentType;
			number: string;
			date: string;
			lines: { id: string; quantity?: string; amount?: string }[];
			amount?: string;
	  }
	/** It is not used up by that document any more, which was credited in full or withdrawn. Written by the fold. */
	| { kind: 'released'; documentId: string; to: string; number: string; date: string }
	/**
	 * The client was reminded of it, or deliberately was not, at that step (`step id@due date`); the second of a step takes no effect. `fee` is what was
	 * charged for it, on a draft of its own: interest by the day is counted on from `through`.
	 */
	| {
			kind: 'reminded';
			documentId: string;
			step: string;
			date: string;
			how: ReminderWay;
			to?: string;
			fee?: { draftId: string; amount: string; through?: string; compensation?: string };
	  }
	/** Issued elsewhere, and the import that brought it was taken back. */
	| { kind: 'taken-back'; documentId: string; at: string }
	/** Approved before it was issued: kept of its draft by the fold. */
	| { kind: 'approved'; documentId: string; at: string; content: string; parties: string }
	/** Issued with a number the books refuse: written by the fold, on the draft it was made of. */
	| { kind: 'not-taken'; documentId: string; reason: RefusalReason; document: IssuedDocument };

/**
 * What two devices that had not heard of each other can do to a document that went out: another one has its number; its draft was issued twice;
 * it takes back more than was left of its invoice; it was issued without the approval that the books asked for; it takes more of the document it
 * was made from than was left, or that one was declined or withdrawn before.
 */
export type FlagReason =
	'number-doubled' | 'issued-twice' | 'over-credited' | 'not-approved' | 'over-converted' | 'source-closed' | 'billed-twice';

export type ReminderWay = 'mail' | 'letter' | 'phone' | 'other' | 'skipped';

export type WriteOffCause = 'small-difference' | 'bad-debt' | 'other';

export type PaymentMethod = 'transfer' | 'card' | 'cash' | 'cheque' | 'direct-debit' | 'online' | 'other';

/** How a draft stands: `submitted` waits for approval. [Note: approval] */
export type DraftStatus = 'draft' | 'submitted' | 'approved' | 'sent-back';

/** How a document stands on which nobody owes: by its events alone, and the day it holds until. `open` is neither of the others. */
export type OfferStatus = 'open' | 'accepted' | 'declined' | 'expired' | 'delivered' | 'partly-converted' | 'converted' | 'voided';

/** Derived from facts and the calendar, never stored. */
export type PaymentStatus = DraftStatus | OfferStatus | 'partly-paid' | 'paid' | 'overdue' | 'overpaid' | 'credited' | 'written-off';
