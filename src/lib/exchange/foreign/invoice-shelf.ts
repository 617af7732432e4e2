/**
 * InvoiceShelf, and Crater that it comes from. Neither exports data; both make a backup: a ZIP file with a dump of the database in `db-dumps/`
 * (https://github.com/InvoiceShelf/InvoiceShelf: app/Http/Controllers/V1/Admin/Backup/BackupsController.php, config/backup.php). Tables and columns by
 * database/migrations: amounts are whole hundredths, of any currency; customers hold their own currency, addresses their kind.
 */
import { contactOf } from './plan.ts';
import { ForeignRefused } from './problem.ts';
import { vatOf } from './names.ts';
import type { ForeignReader, Reading } from './reading.ts';
import type { SqlRow } from './sql-dump.ts';

const TABLES = [
	...['customers', 'addresses', 'countries', 'currencies', 'items', 'units', 'invoices', 'estimates', 'payments', 'recurring_invoices'],
	...['expenses', 'expense_categories', 'media']
] as const;
type TableName = (typeof TABLES)[number];

export const invoiceShelf: ForeignReader = {
	program: 'invoice-shelf',
	fits: ({ sql }) => sql !== undefined,
	read(reading) {
		const found = reading.inside.sql!(TABLES);
		for (const name of ['customers', 'invoices', 'items'] as const) if (!found.has(name)) throw new ForeignRefused('missing-table', name);
		const rows = (name: TableName) => found.get(name) ?? [];
		const names = (name: TableName, column: string) => new Map(rows(name).map((row) => [text(row.id), text(row[column])]));
		const books = { ...reading, rows, currencies: names('currencies', 'code'), countries: names('countries', 'code') };
		customers(books);
		items(books);
		expenses(books, names('expense_categories', 'name'));
		invoices(books);
		const { plan } = reading;
		plan.leave('quote', rows('estimates').length);
		plan.leave('payment', rows('payments').length);
		plan.leave('recurring', rows('recurring_invoices').length);
		plan.leave('file', rows('media').length);
	}
};

interface Books extends Reading {
	rows(name: TableName): SqlRow[];
	currencies: ReadonlyMap<string, string>;
	countries: ReadonlyMap<string, string>;
}

function customers({ rows, plan, currencies, countries }: Books): void {
	const addresses = new Map<string, SqlRow[]>();
	for (const row of rows('addresses')) addresses.set(text(row.customer_id), [...(addresses.get(text(row.customer_id)) ?? []), row]);
	for (const [at, row] of rows('customers').entries()) {
		const place = { table: 'customers', line: at + 1 };
		const own = addresses.get(text(row.id)) ?? [];
		const of = (type: string) => own.find((each) => text(each.type) === type);
		const billing = of('billing');
		const shipping = of('shipping');
		const currency = currencies.get(text(row.currency_id));
		const country = countries.get(text(billing?.country_id)) ?? '';
		const contact = contactOf(text(row.contact_name), '', text(row.email), text(row.phone), 0);
		// The name is the one customers go by; a company that differs is told beside it.
		const name = text(row.name) || text(row.company_name);
		const company = text(row.company_name) === name ? '' : text(row.company_name);
		if (name === '') plan.fault(place, 'name', 'nameless');
		else
			plan.add('party', `client ${text(row.id)}`, place, {
				name,
				roles: ['client'],
				address: addressOf(billing, country),
				...(text(shipping?.address_street_1) && {
					deliveryAddress: addressOf(shipping, countries.get(text(shipping?.country_id)) ?? country)
				}),
				contacts: contact ? [contact] : [],
				taxIds: text(row.tax_id) ? [vatOf(text(row.tax_id), country)] : [],
				notes: [company, text(row.website)].filter(Boolean).join('\n'),
				...(currency && { currency })
			});
	}
}

function addressOf(row: SqlRow | undefined, country: string): Record<string, string> {
	return {
		line1: text(row?.address_street_1),
		city: text(row?.city),
		postcode: text(row?.zip),
		country,
		...(text(row?.address_street_2) && { line2: text(row?.address_street_2) }),
		...(text(row?.state) && { subdivision: text(row?.state) })
	};
}

function items({ rows, plan, currencies, currency }: Books): void {
	for (const [at, row] of rows('items').entries()) {
		const place = { table: 'items', line: at + 1 };
		const price = hundredths(row.price);
		if (text(row.name) === '') plan.fault(place, 'name', 'nameless');
		else if (price === undefined) plan.fault(place, 'price', 'bad-amount');
		else
			plan.add('item', `item ${text(row.id)}`, place, {
				name: text(row.name),
				description: text(row.description),
				unit: 'C62',
				price,
				currency: currencies.get(text(row.currency_id)) ?? currency
			});
	}
}

function expenses({ rows, plan, currencies, currency }: Books, categories: ReadonlyMap<string, string>): void {
	for (const [at, row] of rows('expenses').entries()) {
		const place = { table: 'expenses', line: at + 1 };
		const amount = hundredths(row.amount);
		const date = text(row.expense_date).slice(0, 10);
		const category = categories.get(text(row.expense_category_id)) ?? '';
		if (amount === undefined) plan.fault(place, 'amount', 'bad-amount');
		else if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) plan.fault(place, 'expense_date', 'bad-date');
		else
			plan.expense({
				place,
				date,
				amount,
				currency: currencies.get(text(row.currency_id)) ?? currency,
				category,
				description: text(row.notes).split('\n')[0]!.slice(0, 1000) || category,
				number: text(row.expense_number),
				notes: text(row.notes)
			});
	}
}

function invoices({ rows, plan, currencies, currency }: Books): void {
	const parties = new Map(plan.records.filter(({ type }) => type === 'party').map(({ key, value }) => [key, value]));
	for (const [at, row] of rows('invoices').entries()) {
		const [total, open] = [hundredths(row.total), hundredths(row.due_amount)];
		const key = `client ${text(row.customer_id)}`;
		const party = parties.get(key);
		if (total === undefined || open === undefined) plan.fault({ table: 'invoices', line: at + 1 }, 'due_amount', 'bad-amount');
		else
			plan.owe(party && key, {
				client: text(party?.name as string | undefined),
				number: text(row.invoice_number),
				date: text(row.invoice_date).slice(0, 10),
				dueDate: text(row.due_date).slice(0, 10),
				currency: currencies.get(text(row.currency_id)) ?? (text(party?.currency as string | undefined) || currency),
				total,
				open: text(row.status).toUpperCase() === 'DRAFT' ? '0' : open
			});
	}
}

function hundredths(value: string | undefined): string | undefined {
	const found = /^(-?)(\d{1,17})(?:\.0+)?$/.exec(text(value));
	if (!found) return undefined;
	const digits = found[2]!.padStart(3, '0');
	return `${found[1]}${digits.slice(0, -2).replace(/^0+(?=\d)/, '')}.${digits.slice(-2)}`;
}

function text(value: string | undefined): string {
	return (value ?? '').trim();
}
