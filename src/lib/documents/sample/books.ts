/**
 * Books for whoever wants to look around before typing: plain data, the same for the same day. What is owed and paid is not written down here,
 * it comes from the engine like any other document's.
 */
import type { Business } from '../../business/business.ts';
import type { Item } from '../../catalog/item.ts';
import { decimalString, divideRounded, rescale } from '../../money/decimal.ts';
import { readRate } from '../../money/exchange.ts';
import { amount, amountString } from '../../money/amount.ts';
import type { Party } from '../../parties/party.ts';
import type { Payment } from '../../payments/payment.ts';
import { addDays } from '../dates.ts';
import { defaultsFor, newDraft } from '../defaults.ts';
import type { AllowanceCharge, DocumentContent, DocumentLine, LineTax } from '../document.ts';
import { copyTaxes } from '../lines.ts';
import { orderBetween } from '../order.ts';
import { computeTotals } from '../totals.ts';
import { sampleDesk, type SampleDesk } from './desk/books.ts';
import { germany } from './germany.ts';
import { morocco } from './morocco.ts';
import type { SampleName } from './names.ts';
import { quebec } from './quebec.ts';
import type { Billing, SampleItem, SampleSource } from './source.ts';
import { spain } from './spain.ts';

export type SamplePayment = Pick<Payment, 'date' | 'amount' | 'method' | 'exchangeRate' | 'exchangeRateDate'>;

export interface SampleInvoice {
	content: DocumentContent;
	payments: SamplePayment[];
	/** Instant it was sent to the client by mail. */
	sentAt: string;
}

/** Where records name each other (`content.partyId`, `line.itemId`) they do so by the keys of these lists. */
export interface SampleBooks {
	business: Business;
	parties: [key: string, party: Party][];
	items: [key: string, item: Item][];
	drafts: DocumentContent[];
	/** In the order they were issued. */
	invoices: SampleInvoice[];
	desk: SampleDesk;
}

const SOURCES: Record<SampleName, SampleSource> = { quebec, spain, germany, morocco };

/** @param today calendar date the books end on */
export function sampleBooks(today: string, name: SampleName = 'quebec'): SampleBooks {
	const source = SOURCES[name];
	const business = source.business();
	const parties = source.clients();
	const items = source.items();
	const byKey = new Map(parties);
	const write = (billing: Billing, key: string) =>
		document({ billing, key, today, source, business, client: byKey.get(billing.client)!, items });
	return {
		business,
		parties,
		items: [...items].map(([key, { item }]) => [key, item]),
		drafts: source.drafts.map((billing, index) => write(billing, `draft-${index + 1}`)),
		invoices: source.issued.map((billing, index) => {
			const content = write(billing, `invoice-${index + 1}`);
			return { content, payments: payments(billing, content, source), sentAt: `${content.issueDate}T14:30:00Z` };
		}),
		desk: sampleDesk(source.desk, business, write)
	};
}

interface Writing {
	billing: Billing;
	key: string;
	today: string;
	source: SampleSource;
	business: Business;
	client: Party;
	items: Map<string, SampleItem>;
}

function document({ billing, key, today, source, business, client, items }: Writing): DocumentContent {
	const defaults = defaultsFor(business, client);
	const issueDate = addDays(today, -billing.daysAgo);
	const english = defaults.language.startsWith('en');
	const rate = rateOn(source, defaults.currency, issueDate);
	return {
		...newDraft(business, issueDate),
		partyId: billing.client,
		dueDate: addDays(issueDate, defaults.termsDays),
		currency: defaults.currency,
		...(rate && { exchangeRate: rate, exchangeRateDate: issueDate }),
		...(source.showsSupply && { supplyDate: addDays(issueDate, -1) }),
		...(defaults.buyerReference && { buyerReference: defaults.buyerReference }),
		...(billing.prepaid && { prepaid: billing.prepaid }),
		withholdings: defaults.withholdings,
		language: defaults.language,
		terms: source.terms(defaults.termsDays, english),
		notes: english ? source.thanks : business.notes,
		lines: lines(billing, key, defaults.taxes, english, items),
		allowances: allowances(billing, key)
	};
}

/** Rates move by a little from day to day, so that payments bring in more or less than was billed. Undefined for the business's own currency. */
function rateOn({ rates }: SampleSource, currency: string, date: string): string | undefined {
	const read = readRate(rates[currency]);
	if (!read) return undefined;
	const day = BigInt(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
	const { digits, scale } = rescale(read, 4);
	return decimalString({ digits: digits + divideRounded(digits * ((day % 29n) - 14n), 1000n), scale });
}

function lines(billing: Billing, key: string, taxes: LineTax[], english: boolean, items: Map<string, SampleItem>): DocumentLine[] {
	let order: string | undefined;
	return billing.lines.map(([itemKey, quantity, price], index) => {
		const sold = items.get(itemKey)!;
		order = orderBetween(order, undefined);
		const { name, description } = english ? sold.english : sold.item;
		return {
			id: `${key}-line-${index + 1}`,
			order,
			itemId: itemKey,
			name,
			description,
			quantity,
			unit: sold.item.unit,
			price: price ?? sold.item.price,
			allowances: [],
			taxes: copyTaxes(taxes)
		};
	});
}

function allowances({ discount }: Billing, key: string): AllowanceCharge[] {
	return discount ? [{ id: `${key}-discount`, kind: 'allowance', ...discount }] : [];
}

/** The last payment of a document paid in full takes the rest, so that no cent stays open. */
function payments(billing: Billing, content: DocumentContent, source: SampleSource): SamplePayment[] {
	const totals = computeTotals(content);
	if (!totals.ok) return [];
	let open = totals.value.payable;
	let percent = 0n;
	return (billing.payments ?? []).map(([days, part, method]) => {
		percent += BigInt(part);
		const paid = percent === 100n ? open : divideRounded(totals.value.payable * BigInt(part), 100n);
		open -= paid;
		const date = addDays(content.issueDate, days);
		const rate = rateOn(source, content.currency, date);
		return {
			date,
			amount: amountString(amount(content.currency, paid)),
			method,
			...(rate && { exchangeRate: rate, exchangeRateDate: date })
		};
	});
}
