/**
 * The books of a Québec designer, for whoever wants to look around before typing: plain data, the same for the same day. What is owed and
 * paid is not written down here, it comes from the engine like any other document's.
 */
import type { Business } from '../../business/business.ts';
import type { Item } from '../../catalog/item.ts';
import { divideRounded } from '../../money/decimal.ts';
import { amount, amountString } from '../../money/amount.ts';
import type { Party } from '../../parties/party.ts';
import type { Payment } from '../../payments/payment.ts';
import { addDays } from '../dates.ts';
import { defaultsFor, newDraft } from '../defaults.ts';
import type { AllowanceCharge, DocumentContent, DocumentLine, LineTax } from '../document.ts';
import { copyTaxes } from '../lines.ts';
import { orderBetween } from '../order.ts';
import { computeTotals } from '../totals.ts';
import { sampleItems, type SampleItem } from './items.ts';
import { sampleBusiness, sampleClients } from './people.ts';
import { DRAFTS, ISSUED, type Billing } from './schedule.ts';

export type SamplePayment = Pick<Payment, 'date' | 'amount' | 'method'>;

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
}

/** Canadian dollars for one euro, as noted on the invoices. */
const EURO = '1.6215';

/** @param today calendar date the books end on */
export function sampleBooks(today: string): SampleBooks {
	const business = sampleBusiness();
	const parties = sampleClients();
	const items = sampleItems();
	const byKey = new Map(parties);
	const write = (billing: Billing, key: string) => document(billing, key, today, business, byKey.get(billing.client)!, items);
	return {
		business,
		parties,
		items: [...items].map(([key, { item }]) => [key, item]),
		drafts: DRAFTS.map((billing, index) => write(billing, `draft-${index + 1}`)),
		invoices: ISSUED.map((billing, index) => {
			const content = write(billing, `invoice-${index + 1}`);
			return { content, payments: payments(billing, content), sentAt: `${content.issueDate}T14:30:00Z` };
		})
	};
}

function document(
	billing: Billing,
	key: string,
	today: string,
	business: Business,
	client: Party,
	items: Map<string, SampleItem>
): DocumentContent {
	const defaults = defaultsFor(business, client);
	const issueDate = addDays(today, -billing.daysAgo);
	const english = defaults.language.startsWith('en');
	return {
		...newDraft(business, issueDate),
		partyId: billing.client,
		dueDate: addDays(issueDate, defaults.termsDays),
		currency: defaults.currency,
		...(defaults.currency !== business.currency && { exchangeRate: EURO }),
		...(defaults.buyerReference && { buyerReference: defaults.buyerReference }),
		...(billing.prepaid && { prepaid: billing.prepaid }),
		language: defaults.language,
		terms: terms(defaults.termsDays, english),
		notes: english ? 'Thank you for your trust.' : business.notes,
		lines: lines(billing, key, defaults.taxes, english, items),
		allowances: allowances(billing, key)
	};
}

function terms(days: number, english: boolean): string {
	return english ? `Payable within ${days} days by transfer.` : `Payable dans les ${days} jours par virement ou Interac.`;
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
function payments(billing: Billing, content: DocumentContent): SamplePayment[] {
	const totals = computeTotals(content);
	if (!totals.ok) return [];
	let open = totals.value.payable;
	let percent = 0n;
	return (billing.payments ?? []).map(([days, part, method]) => {
		percent += BigInt(part);
		const paid = percent === 100n ? open : divideRounded(totals.value.payable * BigInt(part), 100n);
		open -= paid;
		return { date: addDays(content.issueDate, days), amount: amountString(amount(content.currency, paid)), method };
	});
}
