/** What of an e-invoice has no field in a bill and is of use to whoever pays or files it, in words. */
import type { EInvoice } from '../../model.ts';
import type { Words } from '../words.ts';

/** @param withNumber the bill has no room for the whole number. */
export function notesOf(invoice: EInvoice, withNumber: boolean, t: Words): string {
	const { payments, delivery, period, preceding, seller, payee } = invoice;
	const lines: string[] = [];
	const say = (label: Parameters<Words>[0], value: string | undefined) => {
		if (value?.trim()) lines.push(`${t(label)}: ${value.trim()}`);
	};
	if (withNumber) say('number', invoice.number);
	for (const { transfers, remittance, directDebit } of payments) {
		for (const { account, name, provider } of transfers)
			say('payTo', [account, provider, name ?? payee?.name ?? seller.name].filter(Boolean).join(', '));
		say('remittance', remittance);
		say('mandate', directDebit?.mandate);
	}
	say('paymentTerms', invoice.paymentTerms);
	say('buyerReference', invoice.buyerReference);
	say('purchaseOrder', invoice.purchaseOrder);
	say('salesOrder', invoice.salesOrder);
	say('contract', invoice.contract);
	say('project', invoice.project);
	say('despatchAdvice', invoice.despatchAdvice);
	say('deliveryDate', delivery?.date);
	say('period', [period?.start, period?.end].filter(Boolean).join(' – '));
	say('preceding', preceding.map(({ number, issueDate }) => [number, issueDate].filter(Boolean).join(', ')).join('; '));
	for (const { text } of invoice.notes) if (text.trim()) lines.push(text.trim());
	return lines.join('\n');
}
