/** What the law and the habits of a country put into a new business. Data only: one file per country or group of countries. */
import type { Withholding } from '../../documents/document.ts';
import type { TaxPreset } from '../business.ts';

/** A number a business or a client of the country may have to print. */
export interface TaxIdKind {
	/** Key of the check in `tax-ids.ts`: "vat", "siret", "qst" … */
	kind: string;
	/** Printed before the number. */
	label: string;
	/** An invoice of the country is not complete without it (when the business is registered for tax). */
	required?: boolean;
	/** An example of its shape, the same in every language. */
	hint: string;
}

export interface CountryPreset {
	/** ISO 3166-1 alpha-2, or ISO 3166-2 where the subdivision has taxes of its own: "FR", "CA-QC". "EU-OTHER" and "OTHER" are the last resort. */
	id: string;
	/** English name; see `presetLabel` for the user's language. */
	label: string;
	/** ISO 3166-1 alpha-2; empty for the generic ones, to be chosen by the user. */
	country: string;
	/** Postal abbreviation of the province, where there is one. */
	subdivision?: string;
	currency: string;
	/** BCP 47, of the documents. */
	language: string;
	/** IANA. */
	timeZone: string;
	paper: 'A4' | 'Letter';
	prices: 'net' | 'gross';
	taxIds: TaxIdKind[];
	taxPresets: TaxPreset[];
	/** Id in `taxPresets`. */
	defaultTaxPreset: string;
	/** On offer, none is applied by itself. */
	withholdings: Withholding[];
	termsDays: number;
	/** In `language`: what the law wants said about payment. */
	terms: string;
	notes: string;
	footer: string;
	/** 1 to 12. */
	fiscalYearStart: number;
	series: { pattern: string; yearly: boolean };
	/** Smallest coin, where bills are rounded to it. */
	cashRounding?: string;
}
