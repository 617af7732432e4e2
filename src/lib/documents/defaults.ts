/**
 * The defaults of a document cascade: business, then client, then what is typed. Choosing another client replaces only what still stands
 * as the defaults had left it.
 */
import type { Business, DocumentTexts } from '../business/business.ts';
import { presetsIn } from '../business/tax-words.ts';
import type { Party } from '../parties/party.ts';
import { addDays, isDate } from './dates.ts';
import type { DocumentContent, DocumentLine, DocumentType, LineTax, Withholding } from './document.ts';
import { isInvoice, kindOf } from './kinds.ts';
import { copyTaxes, sameTaxes } from './lines.ts';
import { dropRate } from './rate.ts';

/** What business and client say a document should start from. */
export interface Defaults {
	currency: string;
	language: string;
	termsDays: number;
	taxes: LineTax[];
	withholdings: Withholding[];
	buyerReference: string;
	terms: string;
	notes: string;
}

/** The days an offer holds, unless the business says otherwise. */
const HOLDS_DAYS = 30;

/** What the business says on documents of that kind in that language; "fr-CA" has what "fr" has. */
export function textsOf({ texts = [] }: Business, type: DocumentType, language: string): DocumentTexts | undefined {
	const main = (tag: string) => tag.toLowerCase().split('-')[0];
	const ofType = texts.filter((each) => each.type === type);
	return ofType.find((each) => each.language === language) ?? ofType.find((each) => main(each.language) === main(language));
}

export function defaultsFor(business: Business, party?: Party, type: DocumentType = 'invoice'): Defaults {
	const language = party?.language || business.language;
	const texts = textsOf(business, type, language);
	// Terms of payment and the note are for invoices.
	const { terms, notes } = isInvoice(type) ? business : { terms: '', notes: '' };
	const preset = party?.defaultTaxPreset ?? business.defaultTaxPreset;
	const presets = presetsIn(business, language);
	return {
		currency: party?.currency || business.currency,
		language,
		termsDays: daysOf(business, party, type),
		taxes: copyTaxes((presets.find((entry) => entry.id === preset) ?? presets[0])?.taxes ?? []),
		withholdings: isInvoice(type) && withholds(business, party) ? business.withholdings.map((each) => ({ ...each })) : [],
		buyerReference: party?.buyerReference ?? '',
		terms: texts?.terms || terms,
		notes: texts?.notes || notes
	};
}

/** Below zero where it is due, or ends, on no day. */
function daysOf(business: Business, party: Party | undefined, type: DocumentType): number {
	const own = business.looks?.find(({ id }) => id === type)?.days;
	if (isInvoice(type)) return party?.termsDays ?? own ?? business.termsDays;
	return own ?? (kindOf(type).until ? HOLDS_DAYS : NEVER);
}

const NEVER = -1;

export function templateFor(business: Business, type: DocumentType): string {
	return business.looks?.find(({ id }) => id === type)?.template || business.template;
}

function dueAfter(date: string, days: number): string {
	return days < 0 ? '' : addDays(date, days);
}

/** What a client keeps back for the tax office is kept back by businesses at home only. */
function withholds(business: Business, party: Party | undefined): boolean {
	return party?.kind === 'business' && party.address.country === business.address.country;
}

/** An empty draft, dated today, without lines. */
export function newDraft(business: Business, today: string, seriesId?: string, type: DocumentType = 'invoice'): DocumentContent {
	const defaults = defaultsFor(business, undefined, type);
	return {
		type,
		...(seriesId && { seriesId }),
		issueDate: today,
		dueDate: dueAfter(today, defaults.termsDays),
		currency: defaults.currency,
		baseCurrency: business.currency,
		prices: business.prices,
		taxRounding: business.taxRounding,
		lines: [],
		allowances: [],
		withholdings: defaults.withholdings,
		...(isInvoice(type) && business.cashRounding && { cashRounding: business.cashRounding }),
		language: defaults.language,
		terms: defaults.terms,
		notes: defaults.notes,
		privateNotes: '',
		template: templateFor(business, type),
		customFields: []
	};
}

/** The draft with another client: fields that still hold what `before` gave take what `after` gives. */
export function withDefaults(content: DocumentContent, before: Defaults, after: Defaults): DocumentContent {
	const next: DocumentContent = { ...content };
	if (content.currency === before.currency) next.currency = after.currency;
	if (content.language === before.language) next.language = after.language;
	if ((content.buyerReference ?? '') === before.buyerReference) next.buyerReference = after.buyerReference;
	if (content.terms === before.terms) next.terms = after.terms;
	if (content.notes === before.notes) next.notes = after.notes;
	if (sameWithholdings(content.withholdings, before.withholdings)) next.withholdings = after.withholdings;
	if (next.currency !== content.currency || next.currency === (content.baseCurrency ?? after.currency)) dropRate(next);
	next.lines = content.lines.map((line) => withTaxes(line, before.taxes, after.taxes));
	next.dueDate = followingDueDate(content, before.termsDays, content.issueDate, after.termsDays);
	return next;
}

/** The due date after the date of issue or the terms changed: one typed by hand stays. */
export function followingDueDate(content: DocumentContent, termsBefore: number, issueDate: string, terms: number): string {
	const untouched = content.dueDate === '' || (isDate(content.issueDate) && content.dueDate === dueAfter(content.issueDate, termsBefore));
	return untouched && isDate(issueDate) ? dueAfter(issueDate, terms) : content.dueDate;
}

function withTaxes(line: DocumentLine, before: LineTax[], after: LineTax[]): DocumentLine {
	return sameTaxes(line.taxes, before) ? { ...line, taxes: copyTaxes(after) } : line;
}

function sameWithholdings(a: readonly Withholding[], b: readonly Withholding[]): boolean {
	return a.length === b.length && a.every((entry, at) => entry.name === b[at]?.name && entry.rate === b[at]?.rate);
}
