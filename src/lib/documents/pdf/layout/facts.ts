/** What a document says about itself in a word each, and by which name: the same on paper and on the page that a client is shown. */
import type { CustomField, DocumentType } from '../../document.ts';
import { isDocumentType, kindOf, owesMoney } from '../../kinds.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import type { PrintableContent, PrintableDocument } from '../printable.ts';

export interface Fact {
	role: string;
	name: string;
	value: string;
	strong?: boolean;
}

/** Those that have a value. @param fields the document's own that are short enough to stand among them */
export function factsOf(
	{ content, totals }: PrintableDocument,
	labels: DocumentLabels,
	format: DocumentFormat,
	fields: CustomField[]
): Fact[] {
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

export function buyerLabel(type: DocumentType, labels: DocumentLabels): string {
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

export function titleOf(type: DocumentType, labels: DocumentLabels): string {
	return labels.titles[isDocumentType(type) ? type : 'invoice'];
}

export function payableLabel(type: DocumentType, payable: bigint, labels: DocumentLabels): string {
	if (type === 'receipt') return labels.received;
	if (!owesMoney(type)) return labels.total;
	if (type === 'credit-note' && payable >= 0n) return labels.credited;
	return payable < 0n ? labels.inYourFavour : labels.payable;
}
