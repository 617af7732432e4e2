/** BG-25 in UBL 2.1. */
import { around, fixed, group, identifier, leaf, list, of, type Field } from '../xml/fields.ts';
import type { InvoicedItem, InvoiceLine, PriceDetails } from '../model.ts';
import { allowanceFields, isAllowance, isCharge, money, PERIOD, taxScheme } from './parts.ts';

const ITEM: Field<InvoicedItem>[] = [
	leaf('cbc:Description', 'description'),
	leaf('cbc:Name', 'name'),
	leaf('cac:BuyersItemIdentification/cbc:ID', 'buyerId'),
	leaf('cac:SellersItemIdentification/cbc:ID', 'sellerId'),
	identifier('cac:StandardItemIdentification/cbc:ID', 'standardId'),
	leaf('cac:OriginCountry/cbc:IdentificationCode', 'origin'),
	list('cac:CommodityClassification', 'classifications', () => ({ id: '' }), [
		leaf('cbc:ItemClassificationCode', 'id', { attributes: { listID: 'scheme', listVersionID: 'version' } })
	])
];

const ATTRIBUTES: Field<InvoicedItem> = list('cac:AdditionalItemProperty', 'attributes', () => ({ name: '', value: '' }), [
	leaf('cbc:Name', 'name'),
	leaf('cbc:Value', 'value')
]);

const PRICE: Field<PriceDetails>[] = [
	money('cbc:PriceAmount', 'net'),
	leaf('cbc:BaseQuantity', 'baseQuantity', { attributes: { unitCode: 'baseUnit' } }),
	around('cac:AllowanceCharge', [fixed('cbc:ChargeIndicator', 'false'), money('cbc:Amount', 'discount'), money('cbc:BaseAmount', 'gross')])
];

const noItem = (): InvoicedItem => ({ name: '', classifications: [], attributes: [] });

function lineFields(quantity: string): Field<InvoiceLine>[] {
	return [
		leaf('cbc:ID', 'id'),
		leaf('cbc:Note', 'note'),
		leaf(quantity, 'quantity', { attributes: { unitCode: 'unit' } }),
		money('cbc:LineExtensionAmount', 'net'),
		leaf('cbc:AccountingCost', 'buyerAccounting'),
		group('cac:InvoicePeriod', 'period', () => ({}), PERIOD),
		leaf('cac:OrderLineReference/cbc:LineID', 'orderLine'),
		around('cac:DocumentReference', [identifier('cbc:ID', 'object'), fixed('cbc:DocumentTypeCode', '130')]),
		list('cac:AllowanceCharge', 'allowances', () => ({ amount: '' }), allowanceFields(false), isAllowance),
		list('cac:AllowanceCharge', 'charges', () => ({ amount: '' }), allowanceFields(true), isCharge),
		around('cac:Item', [
			of('item', ITEM, noItem),
			around('cac:ClassifiedTaxCategory', [leaf('cbc:ID', 'vatCategory'), leaf('cbc:Percent', 'vatRate'), taxScheme()]),
			of('item', [ATTRIBUTES], noItem)
		]),
		around('cac:Price', [of('price', PRICE, () => ({ net: '' }))])
	];
}

/** The schema wants an amount beside a price before discount. */
function withDiscount(line: InvoiceLine): InvoiceLine {
	const { gross, discount } = line.price;
	return gross && !discount ? { ...line, price: { ...line.price, discount: '0' } } : line;
}

const noLine = (): InvoiceLine => ({
	id: '',
	quantity: '',
	unit: '',
	net: '',
	allowances: [],
	charges: [],
	price: { net: '' },
	vatCategory: '',
	item: noItem()
});

interface WithLines {
	lines: InvoiceLine[];
}
const INVOICE_LINES = list<WithLines, 'lines'>('cac:InvoiceLine', 'lines', noLine, lineFields('cbc:InvoicedQuantity'));
const CREDIT_NOTE_LINES = list<WithLines, 'lines'>('cac:CreditNoteLine', 'lines', noLine, lineFields('cbc:CreditedQuantity'));

export const LINES: Field<WithLines> = {
	write: (from, scope) => (scope.isCreditNote ? CREDIT_NOTE_LINES : INVOICE_LINES).write({ lines: from.lines.map(withDiscount) }, scope),
	read: (into, from, reading) => (reading.isCreditNote ? CREDIT_NOTE_LINES : INVOICE_LINES).read(into, from, reading)
};
