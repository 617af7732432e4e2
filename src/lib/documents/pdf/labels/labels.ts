/** The printed words of a document. A language that lacks one of them does not compile. */
import type { units } from '../../../catalog/messages/units.en.ts';
import type { DocumentType, PaymentMethod } from '../../document.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export type UnitLabel = string | { one: string; other: string };

export interface DocumentLabels {
	/** What each kind is called. */
	titles: Record<DocumentType, string>;
	/** BT-25, above the number and date of the invoice a credit note corrects. */
	precedingInvoice: string;
	draft: string;
	billTo: string;
	/** Above the address of an offer, and of an order's supplier. */
	offerTo: string;
	orderFrom: string;
	receivedFrom: string;
	deliverTo: string;
	attention: string;
	clientNumber: string;
	issueDate: string;
	dueDate: string;
	/** The last day of an offer. */
	validUntil: string;
	/** The day an order is wanted by. */
	wantedBy: string;
	supplyDate: string;
	period: string;
	orderNumber: string;
	buyerReference: string;
	contract: string;
	project: string;
	description: string;
	quantity: string;
	unitPrice: string;
	/** Above the column of rates. */
	taxRate: string;
	amount: string;
	/** Above the columns when prices are typed with tax. */
	unitPriceGross: string;
	amountGross: string;
	/** "12.00 per 100". */
	perUnits: (price: string, base: string) => string;
	allowance: string;
	charge: string;
	allowancesNet: string;
	chargesNet: string;
	/** "10 % of 200.00". */
	percentOf: (percent: string, base: string) => string;
	sumLines: string;
	taxExclusive: string;
	/** "TPS 5 % on 300.00". */
	taxOn: (name: string, rate: string, taxable: string) => string;
	compound: string;
	taxTotal: string;
	taxInclusive: string;
	withholding: (name: string, rate: string, base: string) => string;
	prepaid: string;
	rounding: string;
	payable: string;
	/** Instead of the amount due, where nobody owes it yet; on a receipt. */
	total: string;
	received: string;
	/** "of 3 November 2026, bank transfer": when and how a payment came. */
	paidOn: string;
	methods: Record<PaymentMethod, string>;
	/** Of a receipt's line. */
	paymentOf: (number: string) => string;
	paymentOnAccount: string;
	instalments: string;
	/** A line that deducts a deposit invoice. */
	deducted: (number: string, date: string) => string;
	/** A line of a deposit invoice: "Deposit of 30 % on estimate E-1 of 3 November 2026"; no percentage where an amount was chosen. */
	depositOn: (percent: string, title: string, number: string, date: string) => string;
	/** Instead of the amount due, on a credit note. */
	credited: string;
	/** Terms of payment (BT-20) a credit note begins with. */
	creditTerms: string;
	/** Instead of the amount due when it is below zero. */
	inYourFavour: string;
	taxInBase: (currency: string) => string;
	payableInBase: (currency: string) => string;
	/** "1 USD = 0.92 EUR". */
	exchangeRate: (from: string, rate: string, to: string) => string;
	payment: string;
	payBy: (date: string) => string;
	reference: string;
	/** Beside a code to pay with. */
	scanToPay: Record<'epc' | 'upi', string>;
	/** Beside the code that proves who issued it: what it is for, and what it is not for. */
	proofCode: string;
	/** Above the address of a page to pay on. */
	payOnline: string;
	holder: string;
	bank: string;
	iban: string;
	bic: string;
	account: string;
	routing: string;
	terms: string;
	notes: string;
	taxNotes: string;
	/** Fixed texts for categories without tax, when the document gives no reason. */
	reverseCharge: string;
	/** What is signed on an estimate and on a delivery note, and what stands under the two lines. */
	signature: Record<'accepted' | 'received' | 'day' | 'name', string>;
	page: (page: number, pages: number) => string;
	/** UN/ECE Recommendation 20 codes. An empty label is not printed. */
	units: Record<UnitCode, UnitLabel>;
}

/** Every unit the catalogue offers has its printed word in every language. */
export type UnitCode = keyof typeof units;

const byLanguage: Record<string, DocumentLabels> = { en, fr, es, de };

/** Labels for a BCP 47 tag: its language's, or English. Regional words (TPS, MwSt) come with the taxes' own names. */
export function labelsFor(language: string): DocumentLabels {
	return byLanguage[language.toLowerCase().split('-')[0]!] ?? en;
}
