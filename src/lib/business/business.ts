/** The user's own business (BG-4) and its defaults, which cascade business -> client -> document. */
import type { DocumentType, LineTax, Withholding } from '../documents/document.ts';

/** BG-5, BG-8. `country` is ISO 3166-1 alpha-2. */
export interface Address {
	line1: string;
	line2?: string;
	city: string;
	postcode: string;
	/** BT-39/54: province, state, department. */
	subdivision?: string;
	country: string;
}

/** BG-6, BG-9. */
export interface Contact {
	id: string;
	name: string;
	title?: string;
	email?: string;
	phone?: string;
	primary: boolean;
}

/**
 * A tax or company number. `kind` is a key of the country preset ("vat", "gst", "qst", "siret", "ice", "nif", "gstin" …);
 * `label` is what is printed before it.
 */
export interface TaxId {
	kind: string;
	country: string;
	label: string;
	value: string;
}

export interface BankAccount {
	id: string;
	label: string;
	holder: string;
	iban?: string;
	bic?: string;
	/** Account number and routing where there is no IBAN. */
	account?: string;
	routing?: string;
	bank?: string;
	currency?: string;
	/** Virtual payment address of India's UPI, "atelier@bank". */
	upi?: string;
	primary: boolean;
}

/** A tax, or set of taxes, the user picks with one click on a line. */
export interface TaxPreset {
	id: string;
	label: string;
	taxes: LineTax[];
}

export interface DocumentTexts {
	id: string;
	type: DocumentType;
	/** BCP 47. */
	language: string;
	terms: string;
	notes: string;
	footer: string;
	/** Of the letter it is sent with, with the places of `mail-places.ts`; absent, and empty, is the usual. */
	mailSubject?: string;
	mailText?: string;
}

export interface DocumentLook {
	id: DocumentType;
	template?: string;
	/** Until it expires, or is due. */
	days?: number;
}

/** What is charged with a reminder. Never added to the invoice, which does not change: it is billed by one of its own. */
export type LateFee =
	/** Decimal string, in the business's currency. */
	| { kind: 'amount'; amount: string }
	/** Of what is open. */
	| { kind: 'percent'; percent: string }
	/** By day, so many points above the reference rate of the half-year; with a sum for the costs of recovery. */
	| { kind: 'interest'; rate: ReferenceRateName; points: string; compensation?: string };

/** Of the European Central Bank (Directive 2011/7/EU), the German base rate (§ 247 BGB), or Bank Rate of the Bank of England. */
export type ReferenceRateName = 'ecb' | 'de' | 'gb';

/** So many days after the due date, or before it where below zero. */
export interface ReminderStep {
	id: string;
	days: number;
	/** Empty: the usual words, in the language of the document. */
	subject: string;
	text: string;
	fee?: LateFee;
}

export interface Business {
	name: string;
	tradeName?: string;
	address: Address;
	contact?: Contact;
	/** Country preset it was made from (ISO 3166-1, or "CA-QC"). */
	preset: string;
	taxIds: TaxId[];
	/** BT-34 with its EAS scheme. */
	electronicAddress?: { scheme: string; value: string };
	/** ISO 4217. */
	currency: string;
	/** BCP 47 language of the documents. */
	language: string;
	/** IANA. */
	timeZone: string;
	/** First month of the fiscal year, 1 to 12. */
	fiscalYearStart: number;
	/** Days until an invoice is due. */
	termsDays: number;
	terms: string;
	notes: string;
	footer: string;
	prices: 'net' | 'gross';
	taxRounding: 'document' | 'line';
	taxPresets: TaxPreset[];
	defaultTaxPreset?: string;
	/** What documents of a kind say in a language, in place of terms, notes and footer; `id` is `type/language`. */
	texts?: DocumentTexts[];
	/** How documents of a kind look and how long they hold; `id` is the kind. */
	looks?: DocumentLook[];
	/** Put on every new document for a client that is a business in the same country. */
	withholdings: Withholding[];
	/** Smallest coin the payable amount of a new document is rounded to: "0.05". */
	cashRounding?: string;
	bankAccounts: BankAccount[];
	/** Invoices carry a code to pay with, where an account allows one; absent: they do not. */
	paymentCodes?: boolean;
	/** Documents carry no code that proves who issued them; absent: they do. */
	withoutProofCode?: boolean;
	/** Where invoices are paid online: an address with places for number, amount and currency (`documents/payment-link.ts`). */
	paymentLink?: string;
	/** Spain: each invoice gets a billing record, and carries its code; absent: it does not. */
	billingRecords?: boolean;
	/** What costs are filed under; absent: the usual ones. */
	expenseCategories?: { id: string; name: string }[];
	/** An hour's price, in `currency`, where nothing nearer says one. */
	hourlyRate?: string;
	/** An hour of each member, in `currency`; `id` is the member's, hexadecimal. */
	memberRates?: { id: string; rate: string }[];
	/** How time is rounded in reports and on invoices; absent: not at all. */
	timeRounding?: { minutes: number; way: 'nearest' | 'up' | 'down'; of: 'entry' | 'sum' };
	/** When clients are reminded; absent or empty: never. */
	reminderSteps?: ReminderStep[];
	/**
	 * What part of the tax on purchases comes back, in percent, where also things are supplied that give no right to it (pro rata: directive 2006/112/EC,
	 * art. 173 to 175). `id` is the year, "2026"; of a year that is not named all of it does.
	 */
	deductible?: { id: string; percent: string }[];
	/** What accounts and till held together at the end of a day, in `currency`; below zero what was overdrawn. A forecast begins with it. */
	cashBalance?: { amount: string; date: string };
	/** Reference rates of half-years that the program does not know; `id` is `name/first day`. */
	referenceRates?: { id: string; rate: string }[];
	/** Content address of the logo blob (PNG). */
	logo?: string;
	/** Brand colour, #rrggbb. */
	colour: string;
	paper: 'A4' | 'Letter';
	template: string;
}
