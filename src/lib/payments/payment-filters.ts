/** What the list of payments can be narrowed by. */
import type { Books } from '../books.svelte.ts';
import { clientFilter, dateFilter } from '../documents/list/shared-filters.ts';
import type { PaymentMethod } from '../documents/document.ts';
import type { Filter } from '../listing/filters.ts';
import { methodOptions, methodText } from './method-words.ts';
import type { PaymentKind } from './payment.ts';
import { t } from './words.ts';

export const KIND_WORDS = {
	payment: 'kindPayment',
	deposit: 'kindDeposit',
	refund: 'kindRefund',
	'supplier-payment': 'kindSupplierPayment',
	'supplier-refund': 'kindSupplierRefund'
} as const satisfies Record<PaymentKind, Parameters<typeof t>[0]>;

export function paymentFilters(api: Books['api']): Filter[] {
	return [
		{
			kind: 'choices',
			id: 'kind',
			label: t('kind'),
			column: 'kind',
			order: Object.keys(KIND_WORDS),
			name: (kind) => t(KIND_WORDS[kind as PaymentKind])
		},
		dateFilter(api, 'date'),
		clientFilter(api),
		{ kind: 'amount', id: 'amount', label: t('amount'), column: 'amount', currencyColumn: 'currency' },
		{ kind: 'choices', id: 'currency', label: t('currency'), column: 'currency', name: (code) => code },
		{
			kind: 'choices',
			id: 'method',
			label: t('columnMethod'),
			column: 'method',
			order: methodOptions().map(({ value }) => value),
			name: (method) => methodText(method as PaymentMethod)
		},
		{ kind: 'switch', id: 'credit', label: t('showCredit'), column: 'credit', condition: { from: 1n } }
	];
}
