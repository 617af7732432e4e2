export const en = {
	search: 'Search invoices',
	searchPlaceholder: 'Number, client, line, amount, note',
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
	noneFoundText: 'No invoice fits what is searched and filtered.'
};
