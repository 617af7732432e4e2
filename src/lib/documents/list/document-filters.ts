/** What the list of documents can be narrowed by. Tags are the client's: documents have none of their own. */
import type { Books } from '../../books.svelte.ts';
import type { Filter } from '../../listing/filters.ts';
import type { DocumentType, PaymentStatus } from '../document.ts';
import { catalogue } from '../../ui/i18n.svelte.ts';
import { kinds } from '../messages/kinds.en.ts';
import { t as words } from '../words.ts';
import { clientFilter, dateFilter } from './shared-filters.ts';
import { t } from './words.ts';

const STATUSES = {
	draft: 'statusDraft',
	submitted: 'statusSubmitted',
	approved: 'statusApproved',
	'sent-back': 'statusSentBack',
	open: 'statusOpen',
	overdue: 'statusOverdue',
	'partly-paid': 'statusPartlyPaid',
	paid: 'statusPaid',
	overpaid: 'statusOverpaid',
	credited: 'statusCredited',
	'written-off': 'statusWrittenOff',
	accepted: 'statusAccepted',
	declined: 'statusDeclined',
	expired: 'statusExpired',
	delivered: 'statusDelivered',
	'partly-converted': 'statusPartlyConverted',
	converted: 'statusConverted',
	voided: 'statusVoided'
} as const satisfies Record<PaymentStatus, Parameters<typeof words>[0]>;
const tKinds = catalogue(kinds);

/** @param types those of the list */
export function documentFilters(api: Books['api'], types: readonly DocumentType[]): Filter[] {
	return [
		{
			kind: 'choices',
			id: 'status',
			label: t('status'),
			column: 'status',
			order: Object.keys(STATUSES),
			name: (status) => words(STATUSES[status as PaymentStatus]),
			least: 1
		},
		dateFilter(api, 'issueDate'),
		clientFilter(api),
		{ kind: 'amount', id: 'amount', label: t('amount'), column: 'payable', currencyColumn: 'currency' },
		{ kind: 'choices', id: 'currency', label: t('currency'), column: 'currency', name: (code) => code },
		{ kind: 'choices', id: 'tag', label: t('tag'), column: 'tags', several: true, name: (tag) => tag, least: 1 },
		{
			kind: 'choices',
			id: 'type',
			label: t('type'),
			column: 'type',
			order: types,
			name: (type) => tKinds(type as DocumentType)
		}
	];
}
