/** The draft of a receipt: what a payment that came in was for, share by share. */
import type { Business } from '../business/business.ts';
import { defaultsFor, newDraft } from './defaults.ts';
import type { DocumentContent, DocumentLine } from './document.ts';
import { newLine } from './lines.ts';
import { labelsFor } from './pdf/labels/labels.ts';
import { standing } from './status.ts';
import { amount, amountString } from '../money/amount.ts';
import type { Party } from '../parties/party.ts';
import type { PaymentDetail } from '../payments/api.ts';

export function receiptContent(
	{ id, payment, facts, credit }: PaymentDetail,
	business: Business,
	party: Party | undefined,
	today: string,
	seriesId: string | undefined
): DocumentContent {
	const { language } = defaultsFor(business, party, 'receipt');
	const labels = labelsFor(language);
	const lines: DocumentLine[] = [];
	const add = (name: string, price: string) => lines.push({ ...newLine({ taxes: [] }, lines), name, price });
	for (const { fact } of standing(facts)) if (fact.kind === 'applied') add(labels.paymentOf(fact.number), fact.amount);
	if (credit > 0n) add(labels.paymentOnAccount, amountString(amount(payment.currency, credit)));
	const { date, method, reference, partyId, currency } = payment;
	const content: DocumentContent = {
		...newDraft(business, today, seriesId, 'receipt'),
		partyId,
		currency,
		language,
		prices: 'net',
		lines,
		receipt: { paymentId: id, date, method, ...(reference && { reference }) }
	};
	return content;
}
