import type { PaymentMethod } from '../documents/document.ts';
import { t } from './words.ts';

const WORDS = {
	transfer: 'methodTransfer',
	card: 'methodCard',
	cash: 'methodCash',
	cheque: 'methodCheque',
	'direct-debit': 'methodDirectDebit',
	online: 'methodOnline',
	other: 'methodOther'
} as const satisfies Record<PaymentMethod, string>;

export function methodText(method: PaymentMethod): string {
	return t(WORDS[method]);
}

/** For a field that asks how it was paid. */
export function methodOptions(): { value: PaymentMethod; label: string }[] {
	return (Object.keys(WORDS) as PaymentMethod[]).map((value) => ({ value, label: methodText(value) }));
}
