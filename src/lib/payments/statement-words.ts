/** What the lines of a statement are called on the screen. */
import { dateText } from '../documents/format.ts';
import type { ActivityEntry, OpenCredit } from './statement.ts';
import { methodText } from './method-words.ts';
import { t } from './words.ts';

export function entryText({ what }: ActivityEntry): string {
	switch (what.kind) {
		case 'document':
			return t(what.document.type === 'credit-note' ? 'whatCreditNote' : 'whatInvoice', { number: what.document.number });
		case 'payment': {
			const words = { payment: 'whatPayment', deposit: 'whatDeposit', refund: 'whatRefund' } as const;
			const text = t(words[what.payment.kind], { method: methodText(what.payment.method) });
			return what.payment.reference ? `${text}, ${what.payment.reference}` : text;
		}
		case 'returned': {
			const text = t('whatReturned', { method: methodText(what.payment.method) });
			return what.payment.reference ? `${text}, ${what.payment.reference}` : text;
		}
		case 'write-off':
			return t('whatWriteOff', { number: what.document.number });
		case 'reinstated':
			return t('whatReinstated', { number: what.document.number });
	}
}

export function creditText({ source }: OpenCredit): string {
	if ('number' in source)
		return t(source.type === 'credit-note' || source.owed < 0n ? 'creditOfNote' : 'creditOfDocument', { number: source.number });
	const words = { payment: 'creditOfPayment', deposit: 'creditOfDeposit', refund: 'creditOfRefund' } as const;
	return t(words[source.kind], { date: dateText(source.date) });
}
