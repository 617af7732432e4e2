/** What the lists of expenses and bills can be narrowed by. */
import type { Books } from '../books.svelte.ts';
import { dateFilter } from '../documents/list/shared-filters.ts';
import type { Filter } from '../listing/filters.ts';
import type { ExpenseKind } from './expense.ts';
import { t } from './words.ts';

const STATUSES = {
	expense: ['draft', 'paid', 'cancelled'],
	bill: ['draft', 'open', 'partly-paid', 'overdue', 'paid', 'overpaid', 'cancelled']
} as const;

export function expenseFilters(api: Books['api'], kind: ExpenseKind): Filter[] {
	return [
		{
			kind: 'choices',
			id: 'status',
			label: t('columnStatus'),
			column: 'status',
			order: STATUSES[kind],
			name: (status) => t(`status_${status as (typeof STATUSES)['bill'][number]}`)
		},
		dateFilter(api, 'date'),
		{
			kind: 'lookup',
			id: 'supplier',
			label: t('columnSupplier'),
			column: 'supplierId',
			placeholder: t('supplierPlaceholder'),
			search: (text) => parties(api, text)
		},
		{ kind: 'choices', id: 'category', label: t('columnCategory'), column: 'category', several: true, name: (name) => name, least: 1 },
		{ kind: 'amount', id: 'amount', label: t('columnTotal'), column: 'payable', currencyColumn: 'currency' },
		{
			kind: 'choices',
			id: 'rebill',
			label: t('filterRebill'),
			column: 'rebill',
			order: ['open', 'billed', 'draft'],
			name: (state) => t(`rebill_${state as 'open' | 'billed' | 'draft'}`),
			least: 1
		},
		{ kind: 'choices', id: 'currency', label: t('currency'), column: 'currency', name: (code) => code },
		{ kind: 'choices', id: 'tag', label: t('filterTag'), column: 'tags', several: true, name: (tag) => tag, least: 1 }
	];
}

/** Archived ones too: what was paid to them is still there. */
async function parties(api: Books['api'], search: string) {
	const result = await api.list('party', { search, where: { mergedInto: '' }, sort: { by: 'name' }, limit: 12 });
	if (!result.ok) throw new Error(result.error.code);
	return result.value.rows.map(({ id, name, city, email }) => ({
		value: id,
		label: name,
		hint: [city, email].filter(Boolean).join(' · ')
	}));
}
