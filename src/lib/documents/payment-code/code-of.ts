/** Which payment code a document carries: what its seller had switched on, and an account allows. Pure; of the document alone. */
import type { BankAccount } from '../../business/business.ts';
import { isInvoice } from '../kinds.ts';
import type { PrintableDocument } from '../pdf/printable.ts';
import { epcPayload } from './epc.ts';
import { isQrIban, swissBill, swissPayload, type SwissBill } from './swiss.ts';
import { upiLink } from './upi.ts';

export type PaymentCode = { kind: 'epc' | 'upi'; payload: string } | { kind: 'swiss'; payload: string; bill: SwissBill };

/** Countries of the single euro payments area, by their IBANs (EPC409-09). */
const SEPA = new Set(
	(
		'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA' +
		' GG IM JE'
	).split(' ')
);

type Payable = Pick<PrintableDocument, 'number' | 'content' | 'seller' | 'buyer' | 'totals'>;

/** The first account of the document's currency that allows one; a draft has no number to pay for yet. */
export function paymentCodeOf(document: Payable): PaymentCode | undefined {
	const { number, content, seller, totals } = document;
	if (!seller.paymentCodes || !number || !isInvoice(content.type) || totals.payable <= 0n) return undefined;
	const accounts = seller.bankAccounts
		.filter(({ currency }) => !currency || currency === content.currency)
		.sort((a, b) => Number(b.primary) - Number(a.primary));
	for (const account of accounts) {
		const code = codeFor(account, document, number);
		if (code) return code;
	}
	return undefined;
}

function codeFor(account: BankAccount, { content, seller, buyer, totals }: Payable, number: string): PaymentCode | undefined {
	const iban = (account.iban ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
	const name = account.holder.trim() || seller.name;
	// Of several payments nobody knows which one is made.
	const amount = (content.instalments?.length ?? 0) > 1 ? undefined : totals.payable;
	if (content.currency === 'INR' && account.upi) {
		const payload = upiLink({ address: account.upi.trim(), name, amount, number });
		return payload === undefined ? undefined : { kind: 'upi', payload };
	}
	// A slip is 210 mm wide (Guidelines, 3.1): on Letter paper, 216 mm, it would have to be cut on three sides, so none is drawn there.
	const { currency } = content;
	if ((currency === 'CHF' || currency === 'EUR') && seller.paper === 'A4') {
		const bill = swissBill({ iban, creditor: { name, address: seller.address }, debtor: buyer, amount, currency, number });
		if (bill) return { kind: 'swiss', bill, payload: swissPayload(bill) };
	}
	// A transfer to a QR-IBAN without its reference is turned back.
	if (currency === 'EUR' && SEPA.has(iban.slice(0, 2)) && !isQrIban(iban)) {
		const payload = epcPayload({ name, iban, bic: account.bic?.toUpperCase().replace(/\s/g, ''), amount, text: number });
		return payload === undefined ? undefined : { kind: 'epc', payload };
	}
	return undefined;
}
