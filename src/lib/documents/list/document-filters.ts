/** What the list of documents can be narrowed by. Tags are the client's: documents have none of their own. */
import type { Books } from '../../books.svelte.ts';
import type { Filter } from '../../listing/filters.ts';
import { dateIn } from '../dates.ts';
import type { DocumentType, PaymentStatus } from '../document.ts';
import { t as words } from '../words.ts';
import { t } from './words.ts';

const STATUSES = {
	draft: 'statusDraft',
	open: 'statusOpen',
	overdue: 'statusOverdue',
	'partly-paid': 'statusPartlyPaid',
	paid: 'statusPaid',
	overpaid: 'statusOverpaid',
	credited: 'statusCredited',
	'written-off': 'statusWrittenOff'
} as const satisfies Record<PaymentStatus, Parameters<typeof words>[0]>;
const TYPES = { invoice: 'invoice', 'credit-note': 'creditNote' } as const satisfies Record<DocumentType, Parameters<typeof t>[0]>;

export function documentFilters(api: Books['api']): Filter[] {
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
		{ kind: 'dates', id: 'date', label: t('date'), column: 'issueDate', calendar: () => calendarOf(api) },
		{
			kind: 'lookup',
			id: 'client',
			label: t('client'),
			column: 'partyId',
			placeholder: t('clientPlaceholder'),
			search: (text) => clients(api, text)
		},
		{ kind: 'amount', id: 'amount', label: t('amount'), column: 'payable', currencyColumn: 'currency' },
		{ kind: 'choices', id: 'currency', label: t('currency'), column: 'currency', name: (code) => code },
		{ kind: 'choices', id: 'tag', label: t('tag'), column: 'tags', several: true, name: (tag) => tag, least: 1 },
		{
			kind: 'choices',
			id: 'type',
			label: t('type'),
			column: 'type',
			order: Object.keys(TYPES),
			name: (type) => t(TYPES[type as DocumentType])
		}
	];
}

/** Where the business is; on this device's own day while its books cannot be read. */
async function calendarOf(api: Books['api']) {
	const business = await api.business();
	const { timeZone, fiscalYearStart } = business.ok ? business.value.value : { timeZone: '', fiscalYearStart: 1 };
	return { today: dateIn(timeZone), fiscalYearStart };
}

/** Archived ones too: their documents are still there. */
async function clients(api: Books['api'], search: string) {
	const result = await api.list('party', { search, sort: { by: 'name' }, limit: 12 });
	if (!result.ok) throw new Error(result.error.code);
	return result.value.rows.map(({ id, name, city, email }) => ({
		value: id,
		label: name,
		hint: [city, email].filter(Boolean).join(' · ')
	}));
}
