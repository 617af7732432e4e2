import { messages } from '../../ui/i18n.svelte.ts';

/** Lists, by group. */
export const groups = messages('lib/documents/groups', {
	'title invoices': 'Invoices',
	'title estimates': 'Estimates',
	'title deliveries': 'Delivery notes',
	'title orders': 'Purchase orders',
	'title receipts': 'Receipts',
	'search invoices': 'Search invoices',
	'search estimates': 'Search estimates',
	'search deliveries': 'Search delivery notes',
	'search orders': 'Search orders',
	'search receipts': 'Search receipts',
	searchPlaceholder: 'Number, client, line, amount, note',
	'placeholder orders': 'Number, supplier, line, amount, note',
	'count invoices': { one: '{count} invoice', other: '{count} invoices' },
	'count estimates': { one: '{count} estimate', other: '{count} estimates' },
	'count deliveries': { one: '{count} delivery note', other: '{count} delivery notes' },
	'count orders': { one: '{count} order', other: '{count} orders' },
	'count receipts': { one: '{count} receipt', other: '{count} receipts' },
	'emptyTitle invoices': 'No invoices yet',
	'emptyTitle estimates': 'No estimates yet',
	'emptyTitle deliveries': 'No delivery notes yet',
	'emptyTitle orders': 'No purchase orders yet',
	'emptyTitle receipts': 'No receipts yet',
	'emptyText invoices': 'Write the first one: choose a client, add a line, and issue it. It stays on this device, sealed.',
	'emptyText estimates':
		'An estimate says what something will cost, and until when that holds. Once it is accepted, invoices, deposits and delivery notes are made from it, whole or in part.',
	'emptyText deliveries': 'A delivery note goes with the goods. Write one here, or make it from an estimate or an invoice.',
	'emptyText orders': 'A purchase order says what you want from a supplier, and by when.',
	'emptyText receipts': 'A receipt confirms a payment that came in. Open the payment, and make it there.',
	noneFound: 'Nothing matches',
	noneFoundText: 'Nothing fits what is searched and filtered.',
	sumsEstimates: 'Offered',
	sumsOrders: 'Ordered',
	moreKinds: 'More kinds'
});
