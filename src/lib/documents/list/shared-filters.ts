/** Filters that the lists of documents and of payments share. */
import type { Books } from '../../books.svelte.ts';
import type { DateFilter, LookupFilter } from '../../listing/filters.ts';
import { dateIn } from '../dates.ts';
import { t } from './words.ts';

/** By periods of the business's own calendar. */
export function dateFilter(api: Books['api'], column: string): DateFilter {
	return { kind: 'dates', id: 'date', label: t('date'), column, calendar: () => calendarOf(api) };
}

export function clientFilter(api: Books['api']): LookupFilter {
	const search = (text: string) => clients(api, text);
	return { kind: 'lookup', id: 'client', label: t('client'), column: 'partyId', placeholder: t('clientPlaceholder'), search };
}

/** Where the business is; on this device's own day while its books cannot be read. */
async function calendarOf(api: Books['api']) {
	const business = await api.business();
	const { timeZone, fiscalYearStart } = business.ok ? business.value.value : { timeZone: '', fiscalYearStart: 1 };
	return { today: dateIn(timeZone), fiscalYearStart };
}

/** Archived ones too: what was billed to them is still there. */
async function clients(api: Books['api'], search: string) {
	const result = await api.list('party', { search, sort: { by: 'name' }, limit: 12 });
	if (!result.ok) throw new Error(result.error.code);
	return result.value.rows.map(({ id, name, city, email }) => ({
		value: id,
		label: name,
		hint: [city, email].filter(Boolean).join(' · ')
	}));
}
