/** Where an invoice is paid online. The address is printed and copied, and never opened by the app. */
import { linkFor } from '../business/payment-link.ts';
import { amount, amountString } from '../money/amount.ts';
import { isInvoice } from './kinds.ts';
import type { PrintableDocument } from './pdf/printable.ts';

type Payable = Pick<PrintableDocument, 'number' | 'content' | 'seller' | 'totals'>;

/** Of what stands in the document alone: its own template goes before the seller's. All that is due is `{amount}`, also where it may be paid in parts. */
export function paymentLinkOf({ number, content, seller, totals }: Payable): string | undefined {
	const template = content.paymentLink?.trim() || seller.paymentLink;
	if (!template || !number || !isInvoice(content.type) || totals.payable <= 0n) return undefined;
	const { currency } = content;
	return linkFor(template, { number, currency, amount: amountString(amount(currency, totals.payable)) });
}
