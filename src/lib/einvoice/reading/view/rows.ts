/** What an invoice says, in the order in which its page shows it: label and value, of every term that is there. Lines and attachments are apart. */
import type {
	AllowanceOrCharge,
	Buyer,
	Delivery,
	EInvoice,
	Identifier,
	Payee,
	PaymentInstructions,
	Period,
	PostalAddress,
	Seller,
	TaxRepresentative
} from '../../model.ts';
import { CREDIT_NOTE_TYPES } from '../../ubl/document.ts';
import { t } from '../words.ts';
import { en } from '../messages/en.ts';

/** As it stands in the file; how it is shown follows from its kind. */
export interface Value {
	text: string;
	as: 'text' | 'date' | 'money' | 'number' | 'percent';
	/** Of money. */
	currency?: string;
	/** In a column whose amounts are all of one currency. */
	isBare?: boolean;
	/** Words for a code, shown in its place or before it. */
	meaning?: string;
	/** The list that an identifier is from. */
	scheme?: string;
}
export interface Row {
	label: string;
	values: Value[];
}

const text = (value: string | undefined): Value | undefined => (value?.trim() ? { text: value, as: 'text' } : undefined);
const date = (value: string | undefined): Value | undefined => (value ? { text: value, as: 'date' } : undefined);
const id = (value: Identifier | undefined): Value | undefined =>
	value?.id ? { text: value.id, as: 'text', ...(value.scheme && { scheme: value.scheme }) } : undefined;
const money = (value: string | undefined, currency: string): Value | undefined =>
	value ? { text: value, as: 'money', currency } : undefined;

/** Without its currency, which the page says elsewhere. */
export function bareMoney(text: string, currency: string): Value {
	return { text, as: 'money', currency, isBare: true };
}

/** One of a list of codes, in words where there are some. */
function code(
	list: 'type' | 'means' | 'category' | 'point',
	value: string | undefined,
	other?: 'typeOther' | 'creditOther' | 'meansOther'
): Value | undefined {
	if (!value) return undefined;
	const key = `${list}_${value}`;
	const meaning = Object.hasOwn(en, key) ? t(key as keyof typeof en) : other && t(other, { code: value });
	return { text: value, as: 'text', ...(meaning && { meaning }) };
}

export function typeText({ typeCode }: Pick<EInvoice, 'typeCode'>): string {
	const value = code('type', typeCode, CREDIT_NOTE_TYPES.has(typeCode) ? 'creditOther' : 'typeOther');
	return value?.meaning ?? t('type_380');
}

export function categoryText(category: string): string {
	return code('category', category)?.meaning ?? category;
}

function rows(...each: [label: keyof typeof en, ...values: (Value | undefined)[]][]): Row[] {
	return each.flatMap(([label, ...values]) => {
		const there = values.filter((value) => value !== undefined);
		return there.length > 0 ? [{ label: t(label), values: there }] : [];
	});
}

/** Number, dates, currency: the head of the page. */
export function headRows(invoice: EInvoice): Row[] {
	return rows(
		['issueDate', date(invoice.issueDate)],
		['dueDate', date(invoice.dueDate)],
		['taxPointDate', date(invoice.taxPointDate)],
		['taxPointCode', code('point', invoice.taxPointCode)],
		['deliveryDate', date(invoice.delivery?.date)],
		['period', ...periodValues(invoice.period)],
		['purchaseOrder', text(invoice.purchaseOrder)],
		['buyerReference', text(invoice.buyerReference)]
	);
}

function periodValues(period: Period | undefined): (Value | undefined)[] {
	return [date(period?.start), date(period?.end)];
}

/** The rest of its references, and what programs need. */
export function referenceRows(invoice: EInvoice): Row[] {
	return rows(
		...invoice.preceding.map(
			({ number, issueDate }) => ['preceding', text(number), date(issueDate)] as [keyof typeof en, ...(Value | undefined)[]]
		),
		['project', text(invoice.project)],
		['contract', text(invoice.contract)],
		['salesOrder', text(invoice.salesOrder)],
		['receivingAdvice', text(invoice.receivingAdvice)],
		['despatchAdvice', text(invoice.despatchAdvice)],
		['tender', text(invoice.tender)],
		['object', id(invoice.object)],
		['accounting', text(invoice.buyerAccounting)],
		['currency', text(invoice.currency)],
		['vatCurrency', text(invoice.vatCurrency)],
		['typeCode', code('type', invoice.typeCode)],
		['businessProcess', text(invoice.businessProcess)],
		['specification', text(invoice.specification)]
	);
}

export interface PartyBlock {
	label: string;
	name: string;
	address: string[];
	country: string;
	rows: Row[];
}

export function partyBlocks({ seller, buyer, payee, taxRepresentative, delivery }: EInvoice): PartyBlock[] {
	return [
		sellerBlock(seller),
		buyerBlock(buyer),
		...(payee ? [payeeBlock(payee)] : []),
		...(taxRepresentative ? [representativeBlock(taxRepresentative)] : []),
		...(delivery && (delivery.partyName || delivery.location || delivery.address) ? [deliveryBlock(delivery)] : [])
	];
}

function sellerBlock(seller: Seller): PartyBlock {
	return block(
		'seller',
		seller.name,
		seller.address,
		rows(
			['tradingName', text(seller.tradingName)],
			['vatId', text(seller.vatId)],
			['taxRegistration', text(seller.taxRegistration)],
			['registration', id(seller.legalRegistration)],
			['identifier', ...seller.identifiers.map(id)],
			['electronicAddress', id(seller.electronicAddress)],
			...contactRows(seller),
			['legalInformation', text(seller.legalInformation)]
		)
	);
}

function buyerBlock(buyer: Buyer): PartyBlock {
	return block(
		'buyer',
		buyer.name,
		buyer.address,
		rows(
			['tradingName', text(buyer.tradingName)],
			['vatId', text(buyer.vatId)],
			['registration', id(buyer.legalRegistration)],
			['identifier', id(buyer.identifier)],
			['electronicAddress', id(buyer.electronicAddress)],
			...contactRows(buyer)
		)
	);
}

function contactRows({ contact }: Seller | Buyer): [keyof typeof en, Value | undefined][] {
	return [
		['name', text(contact?.name)],
		['phone', text(contact?.phone)],
		['email', text(contact?.email)]
	];
}

function payeeBlock({ name, identifier, legalRegistration }: Payee): PartyBlock {
	return block('payee', name, undefined, rows(['identifier', id(identifier)], ['registration', id(legalRegistration)]));
}

function representativeBlock({ name, vatId, address }: TaxRepresentative): PartyBlock {
	return block('taxRepresentative', name, address, rows(['vatId', text(vatId)]));
}

function deliveryBlock({ partyName = '', location, address }: Delivery): PartyBlock {
	return block('delivery', partyName, address, rows(['location', id(location)]));
}

function block(
	label: 'seller' | 'buyer' | 'payee' | 'taxRepresentative' | 'delivery',
	name: string,
	address: PostalAddress | undefined,
	own: Row[]
): PartyBlock {
	const { line1, line2, line3, postCode, city, subdivision, country = '' } = address ?? {};
	const town = [postCode, city].filter(Boolean).join(' ');
	return {
		label: t(label),
		name,
		address: [line1, line2, line3, town, subdivision].filter((line): line is string => Boolean(line)),
		country,
		rows: own
	};
}

/** One way to pay after another. */
export function paymentRows({ payments, paymentTerms }: Pick<EInvoice, 'payments' | 'paymentTerms'>): Row[] {
	return [...payments.flatMap(waysToPay), ...rows(['paymentTerms', text(paymentTerms)])];
}

function waysToPay({ means, meansText, transfers, remittance, card, directDebit }: PaymentInstructions): Row[] {
	return rows(
		['means', code('means', means, 'meansOther'), text(meansText)],
		...transfers.flatMap(({ account, name, provider }): [keyof typeof en, Value | undefined][] => [
			['account', text(account)],
			['accountName', text(name)],
			['provider', text(provider)]
		]),
		['remittance', text(remittance)],
		['card', text(card?.number)],
		['cardHolder', text(card?.holder)],
		['mandate', text(directDebit?.mandate)],
		['creditorId', text(directDebit?.creditorId)],
		['debitedAccount', text(directDebit?.account)]
	);
}

export function totalRows({
	totals,
	currency,
	vatCurrency = ''
}: Pick<EInvoice, 'totals' | 'currency' | 'vatCurrency'>): (Row & { isDue: boolean })[] {
	const terms = [
		'lines',
		'allowances',
		'charges',
		'withoutVat',
		'vat',
		'vatInAccountingCurrency',
		'withVat',
		'paid',
		'rounding',
		'due'
	] as const;
	return terms.flatMap((term) => {
		const own = term === 'vatInAccountingCurrency' ? vatCurrency : currency;
		const value = money(totals[term], own);
		return value ? [{ label: t(`total_${term}`, { currency: own }), values: [value], isDue: term === 'due' }] : [];
	});
}

export interface Adjustment {
	label: string;
	/** Reason, and the code of it. */
	reason: string[];
	amount: Value;
	base?: Value;
	percent?: Value;
	vat?: { category: string; rate?: string };
}

export function adjustments(
	allowances: readonly (AllowanceOrCharge & { vatCategory?: string; vatRate?: string })[],
	charges: readonly (AllowanceOrCharge & { vatCategory?: string; vatRate?: string })[],
	currency: string
): Adjustment[] {
	const of =
		(label: 'allowance' | 'charge') =>
		(each: (typeof allowances)[number]): Adjustment => {
			const { amount, base, percent, reason, reasonCode, vatCategory, vatRate } = each;
			const baseValue = money(base, currency);
			return {
				label: t(label),
				reason: [...(reason ? [reason] : []), ...(reasonCode ? [t('reasonCode', { code: reasonCode })] : [])],
				amount: { text: amount, as: 'money', currency },
				...(baseValue && { base: baseValue }),
				...(percent && { percent: { text: percent, as: 'percent' as const } }),
				...(vatCategory && { vat: { category: vatCategory, ...(vatRate && { rate: vatRate }) } })
			};
		};
	return [...allowances.map(of('allowance')), ...charges.map(of('charge'))];
}

/** What a line says beside its figures. */
export function itemRows({ item, note, object, orderLine, buyerAccounting, period }: EInvoice['lines'][number]): Row[] {
	return rows(
		['sellerItem', text(item.sellerId)],
		['buyerItem', text(item.buyerId)],
		['standardItem', id(item.standardId)],
		...item.classifications.map(({ version, ...own }): [keyof typeof en, ...(Value | undefined)[]] => [
			'classification',
			id(own),
			text(version)
		]),
		['origin', text(item.origin)],
		['period', ...periodValues(period)],
		['orderLine', text(orderLine)],
		['lineObject', id(object)],
		['accounting', text(buyerAccounting)],
		['lineNote', text(note)]
	).concat(item.attributes.map(({ name, value }) => ({ label: name, values: [{ text: value, as: 'text' }] })));
}
