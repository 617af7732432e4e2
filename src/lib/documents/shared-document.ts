/**
 * An issued document as whom it is for is given it: what its paper says, and nothing else. No record's id, no note of the business's own, no price where
 * the paper has none. Plain JSON: amounts are decimal strings of major units, dates calendar dates, an absent or empty field is left out.
 * What is written on the paper besides, its words, follows from its language; its picture goes beside it.
 */
import type { AllowanceCharge, DocumentLine, IssuedDocument, LineTax } from './document.ts';
import { isInvoice } from './kinds.ts';
import { paymentCodeOf } from './payment-code/code-of.ts';
import { paymentLinkOf } from './payment-link.ts';
import { accountsFor } from './pdf/layout/accounts.ts';
import { fiscalCodeOf } from './pdf/layout/fiscal-code.ts';
import { fromIssued, type PrintableDocument } from './pdf/printable.ts';
import { FORM, sharedForm, type SharedDocument } from './read-shared-document.ts';
import { computeTotals, freezeTotals } from './totals.ts';
import { plainText } from '../ui/plain-text.ts';

/** Throws `Malformed`, which names the field, where the reader would refuse what was made. */
export function sharedDocument(issued: IssuedDocument): SharedDocument {
	const printed = fromIssued(issued);
	const { content, seller, buyer, totals } = printed.content.type === 'delivery-note' ? unpriced(printed) : printed;
	const frozen = freezeTotals(totals);
	const asksToPay = isInvoice(content.type) && totals.payable > 0n;
	const shared = {
		form: FORM,
		number: printed.number,
		issuedAt: printed.issuedAt,
		content: {
			...pick(content, CONTENT),
			preceding: content.preceding && pick(content.preceding, ['number', 'issueDate']),
			origins: content.origins?.map((each) => pick(each, ['type', 'number', 'issueDate'])),
			receipt: content.receipt && pick(content.receipt, ['date', 'method', 'reference']),
			instalments: content.instalments?.map((each) => pick(each, ['date', 'amount', 'percent'])),
			lines: content.lines.map(sharedLine),
			allowances: content.allowances.map(sharedAllowance),
			customFields: content.customFields.map((each) => pick(each, ['name', 'value']))
		},
		seller: {
			...pick(seller, ['name', 'tradeName', 'footer']),
			colour: /^#[0-9a-f]{6}$/i.test(seller.colour) ? seller.colour : undefined,
			address: pick(seller.address, ADDRESS),
			contact: seller.contact && pick(seller.contact, ['name', 'email', 'phone']),
			taxIds: seller.taxIds.map((each) => pick(each, ['kind', 'country', 'label', 'value'])),
			accounts: (asksToPay ? accountsFor(seller.bankAccounts, content.currency) : []).map((each) =>
				pick(each, ['label', 'holder', 'bank', 'iban', 'bic', 'routing', 'account'])
			)
		},
		buyer: buyer && {
			...pick(buyer, ['number', 'name']),
			address: pick(buyer.address, ADDRESS),
			deliveryAddress: buyer.deliveryAddress && pick(buyer.deliveryAddress, ADDRESS),
			contact: buyer.contact && pick(buyer.contact, ['name']),
			taxIds: buyer.taxIds.map((each) => pick(each, ['kind', 'country', 'label', 'value'])),
			customFields: buyer.customFields.map((each) => pick(each, ['name', 'value']))
		},
		totals: {
			...frozen,
			lines: frozen.lines.map((each) => pick(each, ['net', 'shown', 'allowances', 'charges'])),
			allowances: frozen.allowances.map((each) => pick(each, ['kind', 'reason', 'amount']))
		},
		code: codeOf(printed),
		link: paymentLinkOf(printed),
		fiscalCode: fiscalCodeOf(printed)
	};
	return sharedForm(JSON.parse(JSON.stringify(shared, cleaned)), '');
}

/** What goes with the goods says no prices, nor what follows from them. */
function unpriced(document: PrintableDocument): PrintableDocument {
	const { stampDuty: _duty, prepaid: _prepaid, rounding: _rounding, exchangeRate: _rate, ...rest } = document.content;
	const { cashRounding: _coin, exchangeRateDate: _day, exchangeRateSource: _source, instalments: _parts, ...kept } = rest;
	const content = {
		...kept,
		lines: kept.lines.map(({ priceBase: _base, ...each }) => ({ ...each, price: '0', allowances: [], taxes: [] })),
		allowances: [],
		withholdings: []
	};
	const totals = computeTotals({ ...content, privateNotes: '' });
	return { ...document, content, totals: totals.ok ? totals.value : totals.provisional };
}

const CONTENT = [
	'type',
	'issueDate',
	'dueDate',
	'currency',
	'prices',
	'language',
	'supplyDate',
	'periodStart',
	'periodEnd',
	'orderNumber',
	'buyerReference',
	'contractReference',
	'project',
	'exchangeRate',
	'exchangeRateDate',
	'exchangeRateSource',
	'stampDuty',
	'terms',
	'notes'
] as const;
const ADDRESS = ['line1', 'line2', 'city', 'postcode', 'subdivision', 'country'] as const;

function sharedLine({ taxes, allowances, ...each }: DocumentLine): object {
	return {
		name: each.name,
		description: each.description,
		quantity: each.quantity,
		unit: each.unit,
		price: each.price,
		...pick(each, ['priceBase', 'periodStart', 'periodEnd']),
		allowances: allowances.map(sharedAllowance),
		taxes: taxes.map((each: LineTax) => pick(each, ['name', 'category', 'rate']))
	};
}

function sharedAllowance(each: AllowanceCharge): object {
	return pick(each, ['kind', 'reason', 'amount', 'percent', 'base']);
}

/** A Swiss bill's parts are all in its content. */
function codeOf(document: PrintableDocument): { kind: string; payload: string } | undefined {
	const code = paymentCodeOf(document);
	return code && { kind: code.kind, payload: code.payload };
}

const ALWAYS = new Set([
	'name',
	'description',
	'reason',
	'line1',
	'city',
	'postcode',
	'country',
	'kind',
	'label',
	'value',
	'holder',
	'unit',
	'issueDate'
]);

function pick<T extends object, K extends keyof T & string>(from: T, names: readonly K[]): Partial<Pick<T, K>> {
	const entries = names.map((name) => [name, from[name]] as const);
	return Object.fromEntries(entries.filter(([name, value]) => value !== undefined && (value !== '' || ALWAYS.has(name)))) as Partial<
		Pick<T, K>
	>;
}

/** For `JSON.stringify`: a text without what has no shape on paper either. */
function cleaned(_name: string, value: unknown): unknown {
	return typeof value === 'string' ? plainText(value) : value;
}
