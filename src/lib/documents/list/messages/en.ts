import { messages } from '../../../ui/i18n.svelte.ts';

export const en = messages('lib/documents/list', {
	title: 'Invoices',
	search: 'Search invoices',
	searchPlaceholder: 'Number, client, line, amount, note',
	count: { one: '{count} invoice', other: '{count} invoices' },
	emptyTitle: 'No invoices yet',
	emptyText: 'Write the first one: choose a client, add a line, and issue it. It stays on this device, sealed.',
	noneFound: 'Nothing matches',
	status: 'Status',
	date: 'Date',
	client: 'Client',
	clientPlaceholder: 'Find a client',
	amount: 'Amount',
	currency: 'Currency',
	tag: 'Tag',
	type: 'Type',
	invoice: 'Invoice',
	creditNote: 'Credit note',
	doubled: 'Number used twice',
	noneFoundText: 'No invoice fits what is searched and filtered.'
});
