/**
 * What each kind of document is, in one table: whether money is owed on it, what can happen to it, and what can be made of it.
 *
 * All are written, numbered, issued, printed and sealed alike. An invoice, a deposit invoice and a credit note move money; the others say what is
 * offered, delivered, ordered or received, and only events change how they stand.
 */
import type { DocumentType } from './document.ts';

/** What a line of one document can be used up for by others: each purpose by itself. */
export type Purpose = 'billed' | 'delivered' | 'deposit' | 'deducted' | 'proforma';

export interface DocumentKind {
	/** Who owes on it: the client (1), the business (-1), nobody (0). */
	owes: 1 | 0 | -1;
	/** Where its list is. */
	group: DocumentGroup;
	/** The other side may accept or decline it. */
	answered: boolean;
	/** It can be marked as handed over, or as received. */
	delivered: boolean;
	/** Its due date is the last day it holds: after that it has expired. */
	until: boolean;
	/** Prices and taxes must be on it. */
	priced: boolean;
	/** What can be made of it. */
	becomes: readonly DocumentType[];
}

export type DocumentGroup = 'invoices' | 'estimates' | 'deliveries' | 'orders' | 'receipts';

const KINDS: Readonly<Record<DocumentType, DocumentKind>> = {
	estimate: kind('estimates', { answered: true, until: true, becomes: ['invoice', 'deposit-invoice', 'proforma', 'delivery-note'] }),
	proforma: kind('estimates', { answered: true, until: true, becomes: ['invoice', 'deposit-invoice', 'delivery-note'] }),
	'delivery-note': kind('deliveries', { delivered: true, priced: false, becomes: ['invoice'] }),
	'purchase-order': kind('orders', { answered: true, delivered: true, priced: false }),
	invoice: kind('invoices', { owes: 1, becomes: ['delivery-note'] }),
	'deposit-invoice': kind('invoices', { owes: 1 }),
	'credit-note': kind('invoices', { owes: -1 }),
	receipt: kind('receipts', { priced: false })
};

/** In the order in which a sale goes. */
export const TYPES = Object.keys(KINDS) as DocumentType[];

function kind(group: DocumentGroup, traits: Partial<DocumentKind>): DocumentKind {
	return { owes: 0, group, answered: false, delivered: false, until: false, priced: true, becomes: [], ...traits };
}

/** Of a text from the log. */
export function isDocumentType(type: unknown): type is DocumentType {
	return typeof type === 'string' && Object.hasOwn(KINDS, type);
}

/** A draft that came from elsewhere can be of a kind this version does not know: it is looked at as an invoice, and never issued. */
export function kindOf(type: DocumentType): DocumentKind {
	return isDocumentType(type) ? KINDS[type] : KINDS.invoice;
}

/** It is part of what somebody owes. */
export function owesMoney(type: DocumentType): boolean {
	return kindOf(type).owes !== 0;
}

/** It bills the client: an invoice, or one for a deposit. */
export function isInvoice(type: DocumentType): boolean {
	return kindOf(type).owes === 1;
}

export function typesOf(group: DocumentGroup): DocumentType[] {
	return TYPES.filter((type) => KINDS[type].group === group);
}

/** What a document of that kind uses up of the one it was made from; undefined where nothing of the kind can be made from the other. */
export function purposeOf(target: DocumentType, source: DocumentType): Purpose | undefined {
	if (target === 'invoice' && source === 'deposit-invoice') return 'deducted';
	if (!isDocumentType(source) || !KINDS[source].becomes.includes(target)) return undefined;
	return PURPOSES[target];
}

const PURPOSES: Partial<Record<DocumentType, Purpose>> = {
	invoice: 'billed',
	'deposit-invoice': 'deposit',
	proforma: 'proforma',
	'delivery-note': 'delivered'
};
