/**
 * The form of a shared document, and its reader: what came in a package is refused as a whole where a field is unknown, missing, too large or of another kind.
 * What makes one: shared-document.ts.
 */
import type { IssuedDocument, PaymentMethod } from './document.ts';
import { TYPES } from './kinds.ts';
import type { PrintableDocument } from './pdf/printable.ts';
import {
	currency,
	date,
	decimal,
	either,
	flag,
	httpsAddress,
	list,
	Malformed,
	matching,
	oneOf,
	record,
	text,
	type Shape
} from './shared-shape.ts';
import { thawTotals } from './totals.ts';

export const FORM = 1;
const MOST = { lines: 1000, taxes: 100, entries: 100 } as const;
const METHODS: PaymentMethod[] = ['transfer', 'card', 'cash', 'cheque', 'direct-debit', 'online', 'other'];

const line = text(2000);
const long = text(50_000);
const none = matching(/^$/);

const address = record({ line1: line, city: line, postcode: line, country: line }, { line2: line, subdivision: line });
const contact = record({ name: line }, { email: line, phone: line });
const taxId = record({ kind: line, country: line, label: line, value: line });
const fields = list(record({ name: line, value: long }), MOST.entries);
const category = oneOf(['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M']);
const tax = record({ name: line, category, rate: decimal });
const allowance = record({ kind: oneOf(['allowance', 'charge']), reason: line }, { amount: decimal, percent: decimal, base: decimal });
const itemLine = record(
	{
		name: long,
		description: long,
		quantity: decimal,
		unit: line,
		price: decimal,
		allowances: list(allowance, MOST.entries),
		taxes: list(tax, MOST.taxes)
	},
	{ priceBase: decimal, periodStart: date, periodEnd: date }
);

const content = record(
	{
		type: oneOf(TYPES),
		issueDate: date,
		currency,
		prices: oneOf(['net', 'gross']),
		lines: list(itemLine, MOST.lines),
		allowances: list(allowance, MOST.entries),
		language: matching(/^[\w-]{1,35}$/),
		customFields: fields
	},
	{
		dueDate: date,
		preceding: record({ number: line, issueDate: either(date, none) }),
		origins: list(record({ type: oneOf(TYPES), number: line, issueDate: either(date, none) }), MOST.entries),
		receipt: record({ date, method: oneOf(METHODS) }, { reference: line }),
		instalments: list(record({ date }, { amount: decimal, percent: decimal }), MOST.entries),
		supplyDate: date,
		periodStart: date,
		periodEnd: date,
		orderNumber: line,
		buyerReference: line,
		contractReference: line,
		project: line,
		exchangeRate: decimal,
		exchangeRateDate: date,
		exchangeRateSource: line,
		stampDuty: record({ name: line, amount: decimal }),
		terms: long,
		notes: long
	}
);

const totals = record(
	{
		currency,
		lines: list(record({ net: decimal, shown: decimal, allowances: decimal, charges: decimal }), MOST.lines),
		sumLines: decimal,
		sumAllowances: decimal,
		sumCharges: decimal,
		taxExclusive: decimal,
		taxes: list(
			record(
				{ name: line, category, rate: decimal, taxable: decimal, tax: decimal },
				{ compound: flag, exemptionReason: long, exemptionCode: line }
			),
			MOST.lines
		),
		taxTotal: decimal,
		taxInclusive: decimal,
		stampDuty: decimal,
		withholdings: list(record({ name: line, rate: decimal, base: decimal, amount: decimal }), MOST.entries),
		withheld: decimal,
		prepaid: decimal,
		rounding: decimal,
		payable: decimal,
		allowances: list(record({ kind: oneOf(['allowance', 'charge']), reason: line, amount: decimal }), MOST.entries)
	},
	{ base: record({ currency, taxTotal: decimal, payable: decimal }) }
);

/** Reads it, or throws `Malformed`. */
export const sharedForm = record(
	{
		form: (value: unknown, at: string): typeof FORM => {
			if (value !== FORM) throw new Malformed(at);
			return FORM;
		},
		number: line,
		issuedAt: text(40),
		content,
		seller: record(
			{
				name: line,
				address,
				taxIds: list(taxId, MOST.entries),
				accounts: list(
					record({ label: line, holder: line }, { bank: line, iban: line, bic: line, routing: line, account: line }),
					MOST.entries
				)
			},
			{ tradeName: line, contact, colour: matching(/^#[0-9a-f]{6}$/i), footer: long }
		),
		buyer: record(
			{ name: line, address, taxIds: list(taxId, MOST.entries), customFields: fields },
			{ number: line, deliveryAddress: address, contact: record({ name: line }) }
		),
		totals
	},
	{
		/** Content of the code to pay with. */
		code: either(
			record({ kind: oneOf(['upi']), payload: matching(/^upi:\/\/pay\?[\x21-\x7e]{1,1000}$/) }),
			record({ kind: oneOf(['epc', 'swiss']), payload: matching(/^(BCD|SPC)\r?\n[^]{1,1000}$/) })
		),
		/** Where it is paid online. */
		link: httpsAddress,
		/** Spain: content of the code of its billing record. */
		fiscalCode: httpsAddress
	}
);

/** What goes into a client's link as its document. */
export type SharedDocument = Shape<typeof sharedForm>;

export interface ReadDocument extends Pick<SharedDocument, 'code' | 'link' | 'fiscalCode'> {
	/** As the rules of the paper take it. What is in no shared document is empty: ids count from 0, and there are no settings of codes or links. */
	paper: PrintableDocument & { number: string };
}
export type DocumentRead =
	{ ok: true; value: ReadDocument } | { ok: false; problem: 'newer' | 'malformed'; /** Its path. */ field: string };

/** Of what came in a package: nothing of it is believed. */
export function readSharedDocument(value: unknown): DocumentRead {
	if (typeof value === 'object' && value !== null && Number((value as { form?: unknown }).form) > FORM)
		return { ok: false, problem: 'newer', field: 'form' };
	try {
		return { ok: true, value: opened(sharedForm(value, '')) };
	} catch (error) {
		return { ok: false, problem: 'malformed', field: error instanceof Malformed ? error.field : 'totals' };
	}
}

/** Throws on sums that are none of their currency. */
function opened({ code, link, fiscalCode, number, issuedAt, content, seller, buyer, totals }: SharedDocument): ReadDocument {
	if (totals.currency !== content.currency) throw new Malformed('totals.currency');
	if (totals.lines.length !== content.lines.length) throw new Malformed('totals.lines');
	if (totals.allowances.length !== content.allowances.length) throw new Malformed('totals.allowances');
	return {
		...(code && { code }),
		...(link && { link }),
		...(fiscalCode && { fiscalCode }),
		paper: {
			number,
			issuedAt,
			content: {
				dueDate: '',
				terms: '',
				notes: '',
				...content,
				lines: content.lines.map((each, i) => ({ ...each, id: String(i), order: String(i), allowances: each.allowances.map(numbered) })),
				allowances: content.allowances.map(numbered),
				customFields: content.customFields.map(numbered).map(printed),
				...(content.instalments && { instalments: content.instalments.map(numbered) }),
				...(content.origins && { origins: content.origins.map((each) => ({ ...each, documentId: '' })) }),
				...(content.preceding && { preceding: { ...content.preceding, documentId: '' } }),
				...(content.receipt && { receipt: { ...content.receipt, paymentId: '' } }),
				taxRounding: 'document',
				withholdings: [],
				template: ''
			} as PrintableDocument['content'],
			seller: {
				...seller,
				...(seller.contact && { contact: { ...seller.contact, id: '', primary: true } }),
				bankAccounts: seller.accounts.map((each, i) => ({ ...each, id: String(i), primary: i === 0 })),
				colour: seller.colour ?? '',
				paper: 'A4',
				country: seller.address.country
			} as PrintableDocument['seller'],
			buyer: {
				...buyer,
				kind: 'business',
				...(buyer.contact && { contact: { ...buyer.contact, id: '', primary: true } }),
				customFields: buyer.customFields.map(numbered).map(printed)
			} as NonNullable<PrintableDocument['buyer']>,
			totals: thawTotals({
				...totals,
				lines: totals.lines.map(numbered),
				allowances: totals.allowances.map(numbered)
			} as IssuedDocument['totals'])
		}
	};
}

function numbered<T extends object>(each: T, at: number): T & { id: string } {
	return { ...each, id: String(at) };
}

function printed<T extends object>(each: T): T & { printed: true } {
	return { ...each, printed: true };
}
