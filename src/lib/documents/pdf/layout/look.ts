/** What every part of the page is given: the document, its words and figures, and the facts sorted out of its fields. */
import type { CustomField, DocumentType } from '../../document.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import type { PrintableContent, PrintableDocument } from '../printable.ts';

/** All that head and foot show, of any paper: invoices and statements have them in common. */
export interface PaperLook {
	/** What the paper is: "Invoice". */
	title: string;
	document: Pick<PrintableDocument, 'number' | 'seller' | 'buyer'>;
	labels: DocumentLabels;
	format: DocumentFormat;
	hasLogo: boolean;
	/** The sender's. */
	colour: string;
	facts: Fact[];
}

export interface Look extends PaperLook {
	document: PrintableDocument;
	/** Custom fields too long for the strip of facts; they follow the notes. */
	longFields: CustomField[];
}

export interface Fact {
	role: string;
	name: string;
	value: string;
	strong?: boolean;
}

/** A longer value would fill a quarter column with more than three lines. */
const SHORT = 60;

export function lookOf(document: PrintableDocument, labels: DocumentLabels, format: DocumentFormat): Look {
	const fits = ({ value }: CustomField) => value.length <= SHORT && !value.includes('\n');
	return {
		title: titleOf(document.content.type, labels),
		document,
		labels,
		format,
		hasLogo: document.seller.logo !== undefined,
		colour: document.seller.colour,
		facts: factsOf(document, labels, format, document.content.customFields.filter(fits)),
		longFields: document.content.customFields.filter((field) => !fits(field))
	};
}

function factsOf({ content, totals }: PrintableDocument, labels: DocumentLabels, format: DocumentFormat, fields: CustomField[]): Fact[] {
	const facts: Fact[] = [
		{ role: 'issueDate', name: labels.issueDate, value: format.date(content.issueDate) },
		{ role: 'preceding', name: labels.precedingInvoice, value: precedingText(content, format) },
		{ role: 'dueDate', name: labels.dueDate, value: format.date(content.dueDate) },
		{ role: 'supplyDate', name: labels.supplyDate, value: format.date(content.supplyDate ?? '') },
		{ role: 'period', name: labels.period, value: format.period(content.periodStart, content.periodEnd) },
		{ role: 'orderNumber', name: labels.orderNumber, value: content.orderNumber ?? '' },
		{ role: 'buyerReference', name: labels.buyerReference, value: content.buyerReference ?? '' },
		{ role: 'contract', name: labels.contract, value: content.contractReference ?? '' },
		{ role: 'project', name: labels.project, value: content.project ?? '' },
		...fields.map(({ name, value }) => ({ role: 'customField', name, value })),
		{
			role: 'due',
			name: payableLabel(content.type, totals.payable, labels),
			value: format.money(totals.payable, totals.currency),
			strong: true
		}
	];
	return facts.filter(({ value }) => value.trim() !== '');
}

/** BT-25 and BT-26. */
function precedingText({ preceding }: PrintableContent, format: DocumentFormat): string {
	return preceding ? `${preceding.number}, ${format.date(preceding.issueDate)}` : '';
}

function titleOf(type: DocumentType, labels: DocumentLabels): string {
	return type === 'credit-note' ? labels.creditNote : labels.invoice;
}

export function payableLabel(type: DocumentType, payable: bigint, labels: DocumentLabels): string {
	if (type === 'credit-note' && payable >= 0n) return labels.credited;
	return payable < 0n ? labels.inYourFavour : labels.payable;
}
