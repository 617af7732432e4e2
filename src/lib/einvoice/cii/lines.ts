/** BG-25 in CII D16B. */
import { around, fixed, group, identifier, leaf, list, of, textAt, type Field } from '../xml/fields.ts';
import type { InvoicedItem, InvoiceLine, PriceDetails } from '../model.ts';
import { allowanceFields, indicator, isAllowance, isCharge, PERIOD, vatType } from './parts.ts';

const PRODUCT: Field<InvoicedItem>[] = [
	identifier('ram:GlobalID', 'standardId'),
	leaf('ram:SellerAssignedID', 'sellerId'),
	leaf('ram:BuyerAssignedID', 'buyerId'),
	leaf('ram:Name', 'name'),
	leaf('ram:Description', 'description'),
	list('ram:ApplicableProductCharacteristic', 'attributes', () => ({ name: '', value: '' }), [
		leaf('ram:Description', 'name'),
		leaf('ram:Value', 'value')
	]),
	list('ram:DesignatedProductClassification', 'classifications', () => ({ id: '' }), [
		leaf('ram:ClassCode', 'id', { attributes: { listID: 'scheme', listVersionID: 'version' } })
	]),
	leaf('ram:OriginTradeCountry/ram:ID', 'origin')
];

const BASE: Field<PriceDetails> = leaf('ram:BasisQuantity', 'baseQuantity', { attributes: { unitCode: 'baseUnit' } });

const shortened = (number = '') => number.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** Of the price before its discount: read where it says the same as BT-149, or alone. Another one has no place. */
const SAME_BASE: Field<PriceDetails> = {
	write: () => [],
	read(into, from, reading) {
		if (into.baseQuantity === undefined) return BASE.read(into, from, reading);
		if (shortened(into.baseQuantity) === shortened(textAt(from, 'ram:BasisQuantity'))) BASE.read({ ...into }, from, reading);
	}
};

const PRICE: Field<PriceDetails>[] = [
	around('ram:GrossPriceProductTradePrice', [
		leaf('ram:ChargeAmount', 'gross'),
		around('ram:AppliedTradeAllowanceCharge', [indicator(false), leaf('ram:ActualAmount', 'discount')])
	]),
	around('ram:NetPriceProductTradePrice', [leaf('ram:ChargeAmount', 'net'), BASE]),
	around('ram:GrossPriceProductTradePrice', [SAME_BASE])
];

const noItem = (): InvoicedItem => ({ name: '', classifications: [], attributes: [] });

const OBJECT: Field<InvoiceLine> = around('ram:AdditionalReferencedDocument', [
	of('object', [leaf('ram:IssuerAssignedID', 'id')], () => ({ id: '' })),
	fixed('ram:TypeCode', '130'),
	of('object', [leaf('ram:ReferenceTypeCode', 'scheme')], () => ({ id: '' }))
]);

const LINE: Field<InvoiceLine>[] = [
	around('ram:AssociatedDocumentLineDocument', [leaf('ram:LineID', 'id'), leaf('ram:IncludedNote/ram:Content', 'note')]),
	around('ram:SpecifiedTradeProduct', [of('item', PRODUCT, noItem)]),
	around('ram:SpecifiedLineTradeAgreement', [
		leaf('ram:BuyerOrderReferencedDocument/ram:LineID', 'orderLine'),
		of('price', PRICE, () => ({ net: '' }))
	]),
	around('ram:SpecifiedLineTradeDelivery', [leaf('ram:BilledQuantity', 'quantity', { attributes: { unitCode: 'unit' } })]),
	around('ram:SpecifiedLineTradeSettlement', [
		around('ram:ApplicableTradeTax', [vatType(), leaf('ram:CategoryCode', 'vatCategory'), leaf('ram:RateApplicablePercent', 'vatRate')]),
		group('ram:BillingSpecifiedPeriod', 'period', () => ({}), PERIOD),
		list('ram:SpecifiedTradeAllowanceCharge', 'allowances', () => ({ amount: '' }), allowanceFields(false), isAllowance),
		list('ram:SpecifiedTradeAllowanceCharge', 'charges', () => ({ amount: '' }), allowanceFields(true), isCharge),
		leaf('ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount', 'net'),
		OBJECT,
		leaf('ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID', 'buyerAccounting')
	])
];

interface WithLines {
	lines: InvoiceLine[];
}

export const LINES: Field<WithLines> = list<WithLines, 'lines'>(
	'ram:IncludedSupplyChainTradeLineItem',
	'lines',
	() => ({
		id: '',
		quantity: '',
		unit: '',
		net: '',
		allowances: [],
		charges: [],
		price: { net: '' },
		vatCategory: '',
		item: noItem()
	}),
	LINE
);
