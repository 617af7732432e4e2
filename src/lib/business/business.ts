/** The user's own business (BG-4) and its defaults, which cascade business -> client -> document. */
import type { LineTax, Withholding } from '../documents/document.ts';

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
	primary: boolean;
}

/** A tax, or set of taxes, the user picks with one click on a line. */
export interface TaxPreset {
	id: string;
	label: string;
	taxes: LineTax[];
}

export interface Business {
	name: string;
	tradeName?: string;
	address: Address;
	contact?: Contact;
	/** Country preset it was made from (ISO 3166-1, or "CA-QC"). */
	preset: string;
	taxIds: TaxId[];
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
	/** Put on every new document for a client that is a business in the same country. */
	withholdings: Withholding[];
	/** Smallest coin the payable amount of a new document is rounded to: "0.05". */
	cashRounding?: string;
	bankAccounts: BankAccount[];
	/** Content address of the logo blob (PNG). */
	logo?: string;
	/** Brand colour, #rrggbb. */
	colour: string;
	paper: 'A4' | 'Letter';
	template: string;
}
