/** An invoice or credit note in CII D16B (UN/CEFACT Cross Industry Invoice; syntax binding CEN/TS 16931-3-3), order as in its schema. */
import { element, type XmlElement } from '../xml/element.ts';
import { around, fixed, group, leaf, list, of, readInto, holding, textAt, type Field } from '../xml/fields.ts';
import type { DocumentTotals, EInvoice, SupportingDocument, VatBreakdown } from '../model.ts';
import { LINES } from './lines.ts';
import { DELIVERY, PAYEE_PARTY, SELLER_AND_BUYER } from './parties.ts';
import { date, DATE, documentAllowanceFields, isAllowance, isCharge, PERIOD, vatType } from './parts.ts';
import { MANDATE_OF_PAYMENTS, PAYMENT_MEANS, SHARED_OF_PAYMENTS, SHARED_READ } from './payments.ts';

/** UNTDID 1001: what an additional document is. */
const SUPPORTING = '916';
const OBJECT = '130';
const TENDER = '50';
const ofType = (type: string) => (found: XmlElement) => textAt(found, 'ram:TypeCode') === type;
const ADDITIONAL = 'ram:AdditionalReferencedDocument';

/** The schema wants a name beside the number of a project, which the model does not know. */
const PROJECT_NAME = 'Project reference';

const NO_DOCUMENT = (): SupportingDocument => ({ reference: '' });
const ATTACHED: Field<SupportingDocument> = {
	write: ({ attachment }, scope) => (attachment ? BINARY.write(attachment, scope) : []),
	read(into, from, reading) {
		const attachment = { mime: '', fileName: '', content: '' };
		BINARY.read(attachment, from, reading);
		if (attachment.content) into.attachment = attachment;
	}
};
const BINARY: Field<NonNullable<SupportingDocument['attachment']>> = leaf('ram:AttachmentBinaryObject', 'content', {
	attributes: { mimeCode: 'mime', filename: 'fileName' },
	fromFile: (text) => text.replace(/\s+/g, '')
});

const AGREEMENT: Field<EInvoice>[] = [
	leaf('ram:BuyerReference', 'buyerReference'),
	...(SELLER_AND_BUYER as Field<EInvoice>[]),
	leaf('ram:SellerOrderReferencedDocument/ram:IssuerAssignedID', 'salesOrder'),
	leaf('ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID', 'purchaseOrder'),
	leaf('ram:ContractReferencedDocument/ram:IssuerAssignedID', 'contract'),
	list(
		ADDITIONAL,
		'documents',
		NO_DOCUMENT,
		[
			leaf('ram:IssuerAssignedID', 'reference'),
			leaf('ram:URIID', 'location'),
			fixed('ram:TypeCode', SUPPORTING),
			leaf('ram:Name', 'description'),
			ATTACHED
		],
		(found) => !ofType(OBJECT)(found) && !ofType(TENDER)(found)
	),
	around(ADDITIONAL, [leaf('ram:IssuerAssignedID', 'tender'), fixed('ram:TypeCode', TENDER)], ofType(TENDER)),
	around(
		ADDITIONAL,
		[
			of('object', [leaf('ram:IssuerAssignedID', 'id')], () => ({ id: '' })),
			fixed('ram:TypeCode', OBJECT),
			of('object', [leaf('ram:ReferenceTypeCode', 'scheme')], () => ({ id: '' }))
		],
		ofType(OBJECT)
	),
	around('ram:SpecifiedProcuringProject', [leaf('ram:ID', 'project'), fixed('ram:Name', PROJECT_NAME, true)])
];

const DELIVERED: Field<EInvoice>[] = [
	of('delivery', DELIVERY, () => ({})),
	leaf('ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID', 'despatchAdvice'),
	leaf('ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID', 'receivingAdvice')
];

/** BT-7 and BT-8 stand on a row of the breakdown: on one of them (CII-SR-461). */
interface TaxRow extends VatBreakdown {
	taxPointDate?: string;
	taxPointCode?: string;
}

/** UNTDID 2005, as the model has it, and 2475, as CII says it: the day of the invoice, of delivery, of payment. */
const POINTS: Readonly<Record<string, string>> = { '3': '5', '35': '29', '432': '72' };
const POINTS_READ = Object.fromEntries(Object.entries(POINTS).map(([model, file]) => [file, model]));

const ROW: Field<TaxRow>[] = [
	leaf('ram:CalculatedAmount', 'tax'),
	vatType(),
	leaf('ram:ExemptionReason', 'exemptionReason'),
	leaf('ram:BasisAmount', 'taxable'),
	leaf('ram:CategoryCode', 'category'),
	leaf('ram:ExemptionReasonCode', 'exemptionCode'),
	leaf('ram:TaxPointDate/udt:DateString', 'taxPointDate', DATE),
	leaf('ram:DueDateTypeCode', 'taxPointCode', {
		toFile: (text) => POINTS[text] ?? text,
		fromFile: (text) => POINTS_READ[text] ?? text
	}),
	leaf('ram:RateApplicablePercent', 'rate')
];

const BREAKDOWN: Field<EInvoice> = {
	write: ({ vat, taxPointDate, taxPointCode }, scope) =>
		vat.flatMap((row, index) => {
			const point = index === 0 ? { ...(taxPointDate && { taxPointDate }), ...(taxPointCode && { taxPointCode }) } : {};
			return holding('ram:ApplicableTradeTax', ROW, { ...row, ...point }, scope);
		}),
	read(into, from, reading) {
		for (const found of from.children) {
			if (found.name !== 'ram:ApplicableTradeTax') continue;
			const { taxPointDate, taxPointCode, ...row } = readInto<TaxRow>({ taxable: '', tax: '', category: '' }, found, ROW, reading);
			into.vat.push(row);
			if (taxPointDate) into.taxPointDate ??= taxPointDate;
			if (taxPointCode) into.taxPointCode ??= taxPointCode;
		}
	}
};

const TAX_TOTALS: Field<EInvoice> = {
	write: ({ totals, vatCurrency }, { currency }) => [
		...(totals.vat ? [taxTotal(totals.vat, currency)] : []),
		...(totals.vatInAccountingCurrency && vatCurrency ? [taxTotal(totals.vatInAccountingCurrency, vatCurrency)] : [])
	],
	read({ totals }, from, reading) {
		const found = from.children.filter(({ name, text }) => name === 'ram:TaxTotalAmount' && text !== '');
		const { vatCurrency, currency } = reading;
		const other =
			vatCurrency !== '' && vatCurrency !== currency
				? found.find(({ attributes }) => attributes.get('currencyID')?.trim() === vatCurrency)
				: undefined;
		// The one in the currency of the document, whichever stands first.
		const own =
			found.find((each) => each !== other && each.attributes.get('currencyID')?.trim() === currency) ??
			found.find((each) => each !== other);
		if (own) totals.vat = own.text;
		if (other) totals.vatInAccountingCurrency = other.text;
		for (const each of [own, other]) if (each) reading.taken.add(each);
	}
};

function taxTotal(text: string, currency: string): XmlElement {
	const made = element('ram:TaxTotalAmount', text);
	made.attributes.set('currencyID', currency);
	return made;
}

const sums = (...fields: Field<DocumentTotals>[]): Field<EInvoice> => ({
	write: ({ totals }, scope) => fields.flatMap((field) => field.write(totals, scope)),
	read: ({ totals }, from, reading) => void readInto(totals, from, fields, reading)
});

const SUMMATION: Field<EInvoice>[] = [
	sums(
		leaf('ram:LineTotalAmount', 'lines'),
		leaf('ram:ChargeTotalAmount', 'charges'),
		leaf('ram:AllowanceTotalAmount', 'allowances'),
		leaf('ram:TaxBasisTotalAmount', 'withoutVat')
	),
	TAX_TOTALS,
	sums(
		leaf('ram:RoundingAmount', 'rounding'),
		leaf('ram:GrandTotalAmount', 'withVat'),
		leaf('ram:TotalPrepaidAmount', 'paid'),
		leaf('ram:DuePayableAmount', 'due')
	)
];

const PRECEDING = around<EInvoice['preceding'][number]>('ram:InvoiceReferencedDocument', [
	leaf('ram:IssuerAssignedID', 'number'),
	date('ram:FormattedIssueDateTime/qdt:DateTimeString', 'issueDate')
]);

const SETTLEMENT: Field<EInvoice>[] = [
	SHARED_OF_PAYMENTS,
	leaf('ram:TaxCurrencyCode', 'vatCurrency'),
	leaf('ram:InvoiceCurrencyCode', 'currency'),
	PAYEE_PARTY as Field<EInvoice>,
	PAYMENT_MEANS,
	SHARED_READ,
	BREAKDOWN,
	group('ram:BillingSpecifiedPeriod', 'period', () => ({}), PERIOD),
	list(
		'ram:SpecifiedTradeAllowanceCharge',
		'allowances',
		() => ({ amount: '', vatCategory: '' }),
		documentAllowanceFields(false),
		isAllowance
	),
	list('ram:SpecifiedTradeAllowanceCharge', 'charges', () => ({ amount: '', vatCategory: '' }), documentAllowanceFields(true), isCharge),
	around('ram:SpecifiedTradePaymentTerms', [
		leaf('ram:Description', 'paymentTerms'),
		date('ram:DueDateDateTime/udt:DateTimeString', 'dueDate'),
		MANDATE_OF_PAYMENTS
	]),
	around('ram:SpecifiedTradeSettlementHeaderMonetarySummation', SUMMATION),
	{
		// The schema has room for one; the others are written as supporting documents where the model is made.
		write: ({ preceding: [only] }, scope) => (only ? PRECEDING.write(only, scope) : []),
		read(into, from, reading) {
			for (const found of from.children) {
				if (found.name !== 'ram:InvoiceReferencedDocument') continue;
				into.preceding.push(readInto({ number: '' }, element('', '', [found]), [PRECEDING], reading));
			}
		}
	},
	leaf('ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID', 'buyerAccounting')
];

export const CII_FIELDS: readonly Field<EInvoice>[] = [
	around('rsm:ExchangedDocumentContext', [
		leaf('ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID', 'businessProcess'),
		leaf('ram:GuidelineSpecifiedDocumentContextParameter/ram:ID', 'specification')
	]),
	around('rsm:ExchangedDocument', [
		leaf('ram:ID', 'number'),
		leaf('ram:TypeCode', 'typeCode'),
		date('ram:IssueDateTime/udt:DateTimeString', 'issueDate'),
		list('ram:IncludedNote', 'notes', () => ({ text: '' }), [leaf('ram:Content', 'text'), leaf('ram:SubjectCode', 'subjectCode')])
	]),
	around<EInvoice>('rsm:SupplyChainTradeTransaction', [
		LINES,
		around('ram:ApplicableHeaderTradeAgreement', AGREEMENT),
		// Wanted by the schema, with or without anything in it.
		{
			write: (from, scope) => [
				element(
					'ram:ApplicableHeaderTradeDelivery',
					'',
					DELIVERED.flatMap((field) => field.write(from, scope))
				)
			],
			read: (into, from, reading) => around('ram:ApplicableHeaderTradeDelivery', DELIVERED).read(into, from, reading)
		},
		around('ram:ApplicableHeaderTradeSettlement', SETTLEMENT)
	])
];
