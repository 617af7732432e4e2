/** What every part of the page is given: the document, its words and figures, and the facts sorted out of its fields. */
import type { CustomField, DocumentType } from '../../document.ts';
import { isDocumentType, kindOf, owesMoney } from '../../kinds.ts';
import { paymentCodeOf, type PaymentCode } from '../../payment-code/code-of.ts';
import { paymentLinkOf } from '../../payment-link.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import type { PrintableContent, PrintableDocument } from '../printable.ts';
import { fiscalCodeOf } from './fiscal-code.ts';
import { paperStyle, type PaperStyle } from './template.ts';

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
	style: PaperStyle;
	facts: Fact[];
	/** What the code at the top says, where there is one. */
	fiscalCode?: string | undefined;
}

export interface Look extends PaperLook {
	document: PrintableDocument;
	/** Prices and sums are printed: not on what goes with the goods. */
	priced: boolean;
	/** Custom fields too long for the strip of facts; they follow the notes. */
	longFields: CustomField[];
	code: PaymentCode | undefined;
	/** Where it is paid online. */
	paymentLink: string | undefined;
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
		priced: document.content.type !== 'delivery-note',
		labels: { ...labels, billTo: buyerLabel(document.content.type, labels) },
		format,
		hasLogo: document.seller.logo !== undefined,
		colour: document.seller.colour,
		style: paperStyle(document.content.template),
		facts: factsOf(document, labels, format, document.content.customFields.filter(fits)),
		code: paymentCodeOf(document),
		paymentLink: paymentLinkOf(document),
		fiscalCode: fiscalCodeOf(document),
		longFields: document.content.customFields.filter((field) => !fits(field))
	};
}

function factsOf({ content, totals }: PrintableDocument, labels: DocumentLabels, format: DocumentFormat, fields: CustomField[]): Fact[] {
	const facts: Fact[] = [
		{ role: 'issueDate', name: labels.issueDate, value: format.date(content.issueDate) },
		{ role: 'preceding', name: labels.precedingInvoice, value: precedingText(content, format) },
		{ role: 'origins', name: labels.titles[content.origins?.[0]?.type ?? 'estimate'], value: originText(content, format) },
		{ role: 'dueDate', name: dueLabel(content.type, labels), value: format.date(content.dueDate) },
		{ role: 'paidOn', name: labels.paidOn, value: receiptText(content, labels, format) },
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
			value: content.type === 'delivery-note' ? '' : format.money(totals.payable, totals.currency),
			strong: true
		}
	];
	return facts.filter(({ value }) => value.trim() !== '');
}

/** What it was made from; a deposit invoice stands on its own line. */
function originText({ origins = [] }: PrintableContent, format: DocumentFormat): string {
	const first = origins[0];
	return first && first.type !== 'deposit-invoice' ? `${first.number}, ${format.date(first.issueDate)}` : '';
}

function receiptText({ receipt }: PrintableContent, labels: DocumentLabels, format: DocumentFormat): string {
	return receipt ? [format.date(receipt.date), labels.methods[receipt.method], receipt.reference].filter(Boolean).join(', ') : '';
}

function buyerLabel(type: DocumentType, labels: DocumentLabels): string {
	if (type === 'purchase-order') return labels.orderFrom;
	if (type === 'receipt') return labels.receivedFrom;
	return owesMoney(type) ? labels.billTo : labels.offerTo;
}

function dueLabel(type: DocumentType, labels: DocumentLabels): string {
	if (type === 'purchase-order') return labels.wantedBy;
	return kindOf(type).until ? labels.validUntil : labels.dueDate;
}

/** BT-25 and BT-26. */
function precedingText({ preceding }: PrintableContent, format: DocumentFormat): string {
	return preceding ? `${preceding.number}, ${format.date(preceding.issueDate)}` : '';
}

function titleOf(type: DocumentType, labels: DocumentLabels): string {
	return labels.titles[isDocumentType(type) ? type : 'invoice'];
}

export function payableLabel(type: DocumentType, payable: bigint, labels: DocumentLabels): string {
	if (type === 'receipt') return labels.received;
	if (!owesMoney(type)) return labels.total;
	if (type === 'credit-note' && payable >= 0n) return labels.credited;
	return payable < 0n ? labels.inYourFavour : labels.payable;
}
