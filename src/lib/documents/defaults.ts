/**
 * The defaults of a document cascade: business, then client, then what is typed. Choosing another client replaces only what still stands
 * as the defaults had left it.
 */
import type { Business } from '../business/business.ts';
import type { Party } from '../parties/party.ts';
import { addDays, isDate } from './dates.ts';
import type { DocumentContent, DocumentLine, LineTax, Withholding } from './document.ts';
import { copyTaxes, sameTaxes } from './lines.ts';

/** What business and client say a document should start from. */
export interface Defaults {
	currency: string;
	language: string;
	termsDays: number;
	taxes: LineTax[];
	withholdings: Withholding[];
	buyerReference: string;
}

export function defaultsFor(business: Business, party?: Party): Defaults {
	const preset = party?.defaultTaxPreset ?? business.defaultTaxPreset;
	return {
		currency: party?.currency || business.currency,
		language: party?.language || business.language,
		termsDays: party?.termsDays ?? business.termsDays,
		taxes: copyTaxes((business.taxPresets.find((entry) => entry.id === preset) ?? business.taxPresets[0])?.taxes ?? []),
		withholdings: withholds(business, party) ? business.withholdings.map((each) => ({ ...each })) : [],
		buyerReference: party?.buyerReference ?? ''
	};
}

/** What a client keeps back for the tax office is kept back by businesses at home only. */
function withholds(business: Business, party: Party | undefined): boolean {
	return party?.kind === 'business' && party.address.country === business.address.country;
}

/** An empty draft, dated today, without lines. */
export function newDraft(business: Business, today: string, seriesId?: string): DocumentContent {
	const defaults = defaultsFor(business);
	return {
		type: 'invoice',
		...(seriesId && { seriesId }),
		issueDate: today,
		dueDate: addDays(today, defaults.termsDays),
		currency: defaults.currency,
		baseCurrency: business.currency,
		prices: business.prices,
		taxRounding: business.taxRounding,
		lines: [],
		allowances: [],
		withholdings: defaults.withholdings,
		...(business.cashRounding && { cashRounding: business.cashRounding }),
		language: defaults.language,
		terms: business.terms,
		notes: business.notes,
		privateNotes: '',
		template: business.template,
		customFields: []
	};
}

/** The draft with another client: fields that still hold what `before` gave take what `after` gives. */
export function withDefaults(content: DocumentContent, before: Defaults, after: Defaults): DocumentContent {
	const next: DocumentContent = { ...content };
	if (content.currency === before.currency) next.currency = after.currency;
	if (content.language === before.language) next.language = after.language;
	if ((content.buyerReference ?? '') === before.buyerReference) next.buyerReference = after.buyerReference;
	if (sameWithholdings(content.withholdings, before.withholdings)) next.withholdings = after.withholdings;
	if (next.currency === (content.baseCurrency ?? after.currency)) delete next.exchangeRate;
	next.lines = content.lines.map((line) => withTaxes(line, before.taxes, after.taxes));
	next.dueDate = followingDueDate(content, before.termsDays, content.issueDate, after.termsDays);
	return next;
}

/** The due date after the date of issue or the terms changed: one typed by hand stays. */
export function followingDueDate(content: DocumentContent, termsBefore: number, issueDate: string, terms: number): string {
	const untouched = content.dueDate === '' || (isDate(content.issueDate) && content.dueDate === addDays(content.issueDate, termsBefore));
	return untouched && isDate(issueDate) ? addDays(issueDate, terms) : content.dueDate;
}

function withTaxes(line: DocumentLine, before: LineTax[], after: LineTax[]): DocumentLine {
	return sameTaxes(line.taxes, before) ? { ...line, taxes: copyTaxes(after) } : line;
}

function sameWithholdings(a: readonly Withholding[], b: readonly Withholding[]): boolean {
	return a.length === b.length && a.every((entry, at) => entry.name === b[at]?.name && entry.rate === b[at]?.rate);
}
