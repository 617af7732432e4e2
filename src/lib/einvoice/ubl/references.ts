/** BT-11 to BT-18, BG-3 and BG-24 in UBL 2.1. */
import { element, type XmlElement } from '../xml/element.ts';
import { around, fixed, identifier, leaf, list, textAt, type Field } from '../xml/fields.ts';
import type { EInvoice, SupportingDocument } from '../model.ts';

/** UNTDID 1001: what a reference of UBL is to, where it has no element of its own. */
const OBJECT = '130';
const PROJECT = '50';
/** Where the schema wants the number of the buyer's order and there is none but the seller's. */
const NO_ORDER = 'NA';

const typeOf = (found: XmlElement) => textAt(found, 'cbc:DocumentTypeCode');
const isObject = (found: XmlElement) => typeOf(found) === OBJECT;
const isProject = (found: XmlElement) => typeOf(found) === PROJECT;

const ORDERS: Field<EInvoice>[] = [leaf('cbc:ID', 'purchaseOrder'), leaf('cbc:SalesOrderID', 'salesOrder')];

const ORDER: Field<EInvoice> = {
	write(from, scope) {
		const written = around('cac:OrderReference', ORDERS).write(from, scope);
		if (!from.purchaseOrder) written[0]?.children.unshift(element('cbc:ID', NO_ORDER));
		return written;
	},
	read(into, from, reading) {
		around('cac:OrderReference', ORDERS).read(into, from, reading);
		if (into.purchaseOrder === NO_ORDER && into.salesOrder) delete into.purchaseOrder;
	}
};

const BILLING: Field<EInvoice> = list('cac:BillingReference', 'preceding', () => ({ number: '' }), [
	around('cac:InvoiceDocumentReference', [leaf('cbc:ID', 'number'), leaf('cbc:IssueDate', 'issueDate')])
]);

const SUPPORTING: Field<EInvoice> = list(
	'cac:AdditionalDocumentReference',
	'documents',
	(): SupportingDocument => ({ reference: '' }),
	[
		leaf('cbc:ID', 'reference'),
		leaf('cbc:DocumentDescription', 'description'),
		around('cac:Attachment', [
			{
				write: ({ attachment }, scope) => (attachment ? BINARY.write(attachment, scope) : []),
				read(into, from, reading) {
					const attachment = { mime: '', fileName: '', content: '' };
					BINARY.read(attachment, from, reading);
					if (attachment.content) into.attachment = attachment;
				}
			},
			leaf('cac:ExternalReference/cbc:URI', 'location')
		])
	],
	(found) => !isObject(found) && !isProject(found)
);

const BINARY: Field<NonNullable<SupportingDocument['attachment']>> = leaf('cbc:EmbeddedDocumentBinaryObject', 'content', {
	attributes: { mimeCode: 'mime', filename: 'fileName' },
	fromFile: (text) => text.replace(/\s+/g, '')
});

const OBJECT_REFERENCE: Field<EInvoice> = around(
	'cac:AdditionalDocumentReference',
	[identifier('cbc:ID', 'object'), fixed('cbc:DocumentTypeCode', OBJECT)],
	isObject
);

const PROJECT_OF_CREDIT_NOTE: Field<EInvoice> = around(
	'cac:AdditionalDocumentReference',
	[leaf('cbc:ID', 'project'), fixed('cbc:DocumentTypeCode', PROJECT)],
	isProject
);

const CONTRACT: Field<EInvoice> = leaf('cac:ContractDocumentReference/cbc:ID', 'contract');
const TENDER: Field<EInvoice> = leaf('cac:OriginatorDocumentReference/cbc:ID', 'tender');
const BEGIN: Field<EInvoice>[] = [
	ORDER,
	BILLING,
	leaf('cac:DespatchDocumentReference/cbc:ID', 'despatchAdvice'),
	leaf('cac:ReceiptDocumentReference/cbc:ID', 'receivingAdvice')
];

export const REFERENCES_OF_INVOICE = [
	...BEGIN,
	TENDER,
	CONTRACT,
	OBJECT_REFERENCE,
	SUPPORTING,
	leaf<EInvoice>('cac:ProjectReference/cbc:ID', 'project')
];
export const REFERENCES_OF_CREDIT_NOTE = [...BEGIN, CONTRACT, OBJECT_REFERENCE, PROJECT_OF_CREDIT_NOTE, SUPPORTING, TENDER];
