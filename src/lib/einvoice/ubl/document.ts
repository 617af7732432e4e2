/** An invoice or credit note in UBL 2.1 (OASIS; syntax binding CEN/TS 16931-3-2), order as in the schemas of the two documents. */
import { around, group, leaf, list, type Field, type Reading, type Scope, holding, readInto } from '../xml/fields.ts';
import { element, type XmlElement } from '../xml/element.ts';
import type { DocumentTotals, EInvoice, VatBreakdown } from '../model.ts';
import { LINES } from './lines.ts';
import { PARTIES, type UblParties } from './parties.ts';
import { ADDRESS, documentAllowanceFields, isAllowance, isCharge, money, noAddress, PERIOD, taxScheme } from './parts.ts';
import { PAYMENTS } from './payments.ts';
import { REFERENCES_OF_CREDIT_NOTE, REFERENCES_OF_INVOICE } from './references.ts';

/** BT-3 as EN 16931 counts credit notes: UNTDID 1001. */
export const CREDIT_NOTE_TYPES: ReadonlySet<string> = new Set(['81', '83', '261', '308', '381', '396', '420', '458', '532']);

const NOTES: Field<EInvoice> = {
	write: ({ notes }) => notes.filter(({ text }) => text.trim()).map(({ subjectCode, text }) => note(subjectCode, text)),
	read({ notes }, from, { taken }) {
		for (const each of from.children) {
			if (each.name !== 'cbc:Note' || each.text === '') continue;
			taken.add(each);
			// BT-21 stands before the text: "#PMT#…".
			const [, subjectCode, text] = /^#([A-Z]{3})#(.+)$/s.exec(each.text) ?? [];
			notes.push(subjectCode && text ? { subjectCode, text } : { text: each.text });
		}
	}
};

function note(subjectCode: string | undefined, text: string): XmlElement {
	return element('cbc:Note', subjectCode ? `#${subjectCode}#${text.trim()}` : text.trim());
}

const CURRENCIES: Field<EInvoice>[] = [leaf('cbc:DocumentCurrencyCode', 'currency'), leaf('cbc:TaxCurrencyCode', 'vatCurrency')];

const AFTER_CURRENCIES: Field<EInvoice>[] = [
	leaf('cbc:AccountingCost', 'buyerAccounting'),
	leaf('cbc:BuyerReference', 'buyerReference'),
	{
		write: (from, scope) => holding('cac:InvoicePeriod', HEAD_PERIOD, { ...from.period, taxPointCode: from.taxPointCode ?? '' }, scope),
		read(into, from, reading) {
			const found = from.children.find(({ name }) => name === 'cac:InvoicePeriod');
			if (!found) return;
			const { taxPointCode, ...period } = readInto<HeadPeriod>({ taxPointCode: '' }, found, HEAD_PERIOD, reading);
			if (period.start || period.end) into.period = period;
			if (taxPointCode) into.taxPointCode = taxPointCode;
		}
	}
];

interface HeadPeriod {
	start?: string;
	end?: string;
	taxPointCode: string;
}
const HEAD_PERIOD: Field<HeadPeriod>[] = [...PERIOD, leaf('cbc:DescriptionCode', 'taxPointCode')];

const DELIVERY: Field<EInvoice> = group('cac:Delivery', 'delivery', () => ({}), [
	leaf('cbc:ActualDeliveryDate', 'date'),
	around('cac:DeliveryLocation', [
		{
			write: ({ location }) => {
				if (!location?.id) return [];
				const made = element('cbc:ID', location.id);
				if (location.scheme) made.attributes.set('schemeID', location.scheme);
				return [made];
			},
			read(into, from, { taken }) {
				const found = from.children.find(({ name }) => name === 'cbc:ID');
				if (!found?.text) return;
				taken.add(found);
				const scheme = found.attributes.get('schemeID')?.trim();
				into.location = { id: found.text, ...(scheme && { scheme }) };
			}
		},
		group('cac:Address', 'address', noAddress, ADDRESS)
	]),
	leaf('cac:DeliveryParty/cac:PartyName/cbc:Name', 'partyName')
]);

const BREAKDOWN: Field<VatBreakdown>[] = [
	money('cbc:TaxableAmount', 'taxable'),
	money('cbc:TaxAmount', 'tax'),
	around('cac:TaxCategory', [
		leaf('cbc:ID', 'category'),
		leaf('cbc:Percent', 'rate'),
		leaf('cbc:TaxExemptionReasonCode', 'exemptionCode'),
		leaf('cbc:TaxExemptionReason', 'exemptionReason'),
		taxScheme()
	])
];

const SUBTOTALS: Field<EInvoice> = list('cac:TaxSubtotal', 'vat', () => ({ taxable: '', tax: '', category: '' }), BREAKDOWN);

/** BT-110 with BG-23, and BT-111 in an element of its own, told apart by their currencies. */
const TAXES: Field<EInvoice> = {
	write(from, scope) {
		const { totals, vat, vatCurrency } = from;
		const written: XmlElement[] = [];
		if (totals.vat || vat.length)
			written.push(element('cac:TaxTotal', '', [taxAmount(totals.vat || '0', scope.currency), ...SUBTOTALS.write(from, scope)]));
		if (totals.vatInAccountingCurrency && vatCurrency)
			written.push(element('cac:TaxTotal', '', [taxAmount(totals.vatInAccountingCurrency, vatCurrency)]));
		return written;
	},
	read(into, from, reading) {
		const found = from.children.filter(({ name }) => name === 'cac:TaxTotal');
		const isOther = (each: XmlElement) =>
			reading.vatCurrency !== '' &&
			reading.vatCurrency !== reading.currency &&
			amountOf(each)?.attributes.get('currencyID')?.trim() === reading.vatCurrency;
		const other = found.find(isOther);
		// The one in the currency of the document, whichever stands first.
		const own =
			found.find((each) => each !== other && amountOf(each)?.attributes.get('currencyID')?.trim() === reading.currency) ??
			found.find((each) => each !== other);
		for (const [each, key] of [
			[own, 'vat'],
			[other, 'vatInAccountingCurrency']
		] as const) {
			const amount = each && amountOf(each);
			if (!amount?.text) continue;
			reading.taken.add(amount);
			into.totals[key] = amount.text;
		}
		if (own) SUBTOTALS.read(into, own, reading);
	}
};

function taxAmount(text: string, currency: string): XmlElement {
	const made = element('cbc:TaxAmount', text);
	made.attributes.set('currencyID', currency);
	return made;
}

function amountOf({ children }: XmlElement): XmlElement | undefined {
	return children.find(({ name }) => name === 'cbc:TaxAmount');
}

const TOTALS: Field<DocumentTotals>[] = [
	money('cbc:LineExtensionAmount', 'lines'),
	money('cbc:TaxExclusiveAmount', 'withoutVat'),
	money('cbc:TaxInclusiveAmount', 'withVat'),
	money('cbc:AllowanceTotalAmount', 'allowances'),
	money('cbc:ChargeTotalAmount', 'charges'),
	money('cbc:PrepaidAmount', 'paid'),
	money('cbc:PayableRoundingAmount', 'rounding'),
	money('cbc:PayableAmount', 'due')
];

const ALLOWANCES: Field<EInvoice>[] = [
	list('cac:AllowanceCharge', 'allowances', () => ({ amount: '', vatCategory: '' }), documentAllowanceFields(false), isAllowance),
	list('cac:AllowanceCharge', 'charges', () => ({ amount: '', vatCategory: '' }), documentAllowanceFields(true), isCharge)
];

const PARTY_FIELDS: Field<EInvoice> = {
	write: (from, scope) => PARTIES.flatMap((field) => field.write(withCreditor(from), scope)),
	read(into, from, reading) {
		const parties = readInto<UblParties>({ seller: into.seller, buyer: into.buyer }, from, PARTIES, reading);
		const creditorId = parties.seller.creditorId ?? parties.payee?.creditorId;
		delete parties.seller.creditorId;
		delete parties.payee?.creditorId;
		Object.assign(into, parties);
		if (creditorId) into.payments = [{ means: '', transfers: [], directDebit: { creditorId } }];
	}
};

function withCreditor({ seller, buyer, payee, taxRepresentative, payments }: EInvoice): UblParties {
	const creditorId = payments.find(({ directDebit }) => directDebit?.creditorId)?.directDebit?.creditorId;
	return {
		seller: creditorId ? { ...seller, creditorId } : seller,
		buyer,
		...(payee && { payee }),
		...(taxRepresentative && { taxRepresentative })
	};
}

/** BT-90 was read with the parties: it goes to the payment it is for. */
const PAYMENTS_WITH_CREDITOR: Field<EInvoice> = {
	write: (from, scope) => PAYMENTS.write(from, scope),
	read(into, from, reading) {
		const creditorId = into.payments[0]?.directDebit?.creditorId;
		into.payments = [];
		PAYMENTS.read(into, from, reading);
		if (!creditorId) return;
		const target = into.payments.find(({ directDebit }) => directDebit) ?? into.payments[0];
		if (target) target.directDebit = { ...target.directDebit, creditorId };
		else into.payments.push({ means: '', transfers: [], directDebit: { creditorId } });
	}
};

const BEGIN: Field<EInvoice>[] = [
	leaf('cbc:CustomizationID', 'specification'),
	leaf('cbc:ProfileID', 'businessProcess'),
	leaf('cbc:ID', 'number'),
	leaf('cbc:IssueDate', 'issueDate')
];
const END: Field<EInvoice>[] = [
	TAXES,
	around('cac:LegalMonetaryTotal', [
		{
			write: ({ totals }, scope) => TOTALS.flatMap((field) => field.write(totals, scope)),
			read: ({ totals }, from, reading) => void readInto(totals, from, TOTALS, reading)
		}
	]),
	LINES
];
const TERMS: Field<EInvoice> = leaf('cac:PaymentTerms/cbc:Note', 'paymentTerms');

const INVOICE: Field<EInvoice>[] = [
	...BEGIN,
	leaf('cbc:DueDate', 'dueDate'),
	leaf('cbc:InvoiceTypeCode', 'typeCode'),
	NOTES,
	leaf('cbc:TaxPointDate', 'taxPointDate'),
	...CURRENCIES,
	...AFTER_CURRENCIES,
	...REFERENCES_OF_INVOICE,
	PARTY_FIELDS,
	DELIVERY,
	PAYMENTS_WITH_CREDITOR,
	TERMS,
	...ALLOWANCES,
	...END
];

const CREDIT_NOTE: Field<EInvoice>[] = [
	...BEGIN,
	leaf('cbc:TaxPointDate', 'taxPointDate'),
	leaf('cbc:CreditNoteTypeCode', 'typeCode'),
	NOTES,
	...CURRENCIES,
	...AFTER_CURRENCIES,
	...REFERENCES_OF_CREDIT_NOTE,
	PARTY_FIELDS,
	DELIVERY,
	PAYMENTS_WITH_CREDITOR,
	TERMS,
	...ALLOWANCES,
	...END
];

export function ublFields({ isCreditNote }: Scope | Reading): readonly Field<EInvoice>[] {
	return isCreditNote ? CREDIT_NOTE : INVOICE;
}
