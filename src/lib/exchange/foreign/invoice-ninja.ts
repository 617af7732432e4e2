/**
 * Invoice Ninja v5, export of a company: a ZIP file with `backup.json`. By https://github.com/invoiceninja/invoiceninja: app/Jobs/Company/CompanyExport.php,
 * a sample in tests/Feature/Import/backup.zip: records name each other by `hashed_id`; amounts are decimals with a point; countries go by their number
 * in ISO 3166-1, currencies by the number in database/seeders/CurrenciesSeeder.php; a task has its times in `time_log`, a JSON list of
 * [from, to, note, billable] in seconds since 1970. What is deleted stays out.
 */
import { NUMERIC_COUNTRIES, PROGRAM_NAMES, vatOf } from './names.ts';
import { contactOf } from './plan.ts';
import { ForeignRefused } from './problem.ts';
import type { ForeignReader, Reading } from './reading.ts';

type Fields = Record<string, unknown>;

const CURRENCIES =
	'USD GBP EUR ZAR DKK ILS SEK KES CAD PHP INR AUD SGD NOK NZD VND CHF GTQ MYR BRL THB NGN ARS BDT AED HKD IDR MXN EGP COP XOF CNY RWF TZS ANG TTD XCD GHS BGN AWG TRY RON HRK SAR JPY MVR CRC PKR PLN LKR CZK UYU NAD TND RUB MZN OMR UAH MOP TWD DOP CLP ISK PGK JOD MMK PEN BWP HUF UGX BBD BND GEL QAR HNL SRD BHD VES KRW MAD JMD AOA HTG ZMW NPR XPF MUR CVE KWD DZD MKD FJD BOB ALL RSD LBP AMD AZN BAM BYN GIP MDL KZT ETB GMD PYG MWK ZWL KHR VUV CUP KYD SZL BZD LYD XAG XAU NIO MGA TOP LAK BTN MRU'.split(
		' '
	);
const LEFT = {
	credits: 'credit',
	quotes: 'quote',
	payments: 'payment',
	recurring_invoices: 'recurring',
	recurring_expenses: 'recurring',
	purchase_orders: 'purchase-order',
	bank_transactions: 'bank-line',
	documents: 'file'
} as const;

export const invoiceNinja: ForeignReader = {
	program: 'invoice-ninja',
	fits: ({ json }) => isFields(json) && isFields(json.company) && Array.isArray(json.clients) && 'invoices' in json,
	async read(reading) {
		const whole = reading.inside.json as Fields;
		const settings = (whole.company as Fields).settings;
		const currency = currencyOf(isFields(settings) ? settings.currency_id : '') ?? reading.currency;
		const company = { ...reading, currency, whole };
		if (!Array.isArray(whole.products) || !Array.isArray(whole.tasks)) throw new ForeignRefused('missing-table', 'products');
		parties(company, 'clients', 'client_contacts', 'client_id', 'client');
		parties(company, 'vendors', 'vendor_contacts', 'vendor_id', 'supplier');
		products(company);
		projects(company);
		await reading.watch(0.3);
		tasks(company);
		expenses(company);
		invoices(company);
		for (const [list, kind] of Object.entries(LEFT)) reading.plan.leave(kind, kept(company, list).length);
	}
};

interface Company extends Reading {
	whole: Fields;
}

interface Kept {
	fields: Fields;
	line: number;
}

/** Those that are not deleted, with their places. */
function kept({ whole, plan }: Company, list: string): Kept[] {
	const all = Array.isArray(whole[list]) ? (whole[list] as unknown[]) : [];
	return all.flatMap((fields, at) => {
		if (!isFields(fields)) {
			plan.fault({ table: list, line: at + 1 }, '', 'wrong-shape');
			return [];
		}
		if (isTrue(fields.is_deleted)) {
			plan.leave('deleted');
			return [];
		}
		return [{ fields, line: at + 1 }];
	});
}

function parties(company: Company, list: string, contactList: string, owner: string, role: 'client' | 'supplier'): void {
	const contacts = new Map<string, Fields[]>();
	for (const { fields } of kept(company, contactList)) {
		if (fields.deleted_at) continue;
		const id = text(fields[owner]);
		contacts.set(id, [...(contacts.get(id) ?? []), fields]);
	}
	for (const { fields, line } of kept(company, list)) {
		const id = text(fields.hashed_id);
		const people = (contacts.get(id) ?? []).toSorted((a, b) => Number(isTrue(b.is_primary)) - Number(isTrue(a.is_primary)));
		const found = people
			.map((each, at) => contactOf(text(each.first_name), text(each.last_name), text(each.email), text(each.phone), at))
			.filter((each) => each !== undefined)
			.map((each, at) => ({ ...each, id: String(at + 1), primary: at === 0 }));
		const [first] = found as { name?: unknown; email?: unknown }[];
		const name = text(fields.name) || text(first?.name) || text(first?.email);
		const country = NUMERIC_COUNTRIES[text(fields.country_id)] ?? '';
		const settings = isFields(fields.settings) ? fields.settings : {};
		const currency = currencyOf(settings.currency_id ?? fields.currency_id);
		const terms = text(settings.payment_terms);
		const rate = positive(settings.default_task_rate);
		if (name === '') company.plan.fault({ table: list, line }, 'name', 'nameless');
		else
			company.plan.add(
				'party',
				`${role} ${id}`,
				{ table: list, line },
				{
					name,
					roles: [role],
					number: text(fields.number),
					kind: text(fields.classification) === 'individual' ? 'individual' : 'business',
					address: addressOf(fields, '', country),
					...(text(fields.shipping_address1) && {
						deliveryAddress: addressOf(fields, 'shipping_', NUMERIC_COUNTRIES[text(fields.shipping_country_id)] ?? country)
					}),
					contacts: found,
					taxIds: [
						...(text(fields.vat_number) ? [vatOf(text(fields.vat_number), country)] : []),
						...(text(fields.id_number) ? [{ kind: 'company', country, label: 'ID', value: text(fields.id_number) }] : [])
					],
					notes: [fields.private_notes, fields.public_notes, fields.website].map(text).filter(Boolean).join('\n'),
					customFields: customOf(fields),
					archived: Boolean(fields.deleted_at),
					...(currency && { currency }),
					...(/^\d{1,4}$/.test(terms) && { termsDays: Number(terms) }),
					...(rate && { hourlyRate: rate })
				}
			);
	}
}

function addressOf(fields: Fields, prefix: string, country: string): Fields {
	const part = (name: string) => text(fields[prefix + name]);
	return {
		line1: part('address1'),
		city: part('city'),
		postcode: part('postal_code'),
		country,
		...(part('address2') && { line2: part('address2') }),
		...(part('state') && { subdivision: part('state') })
	};
}

function customOf(fields: Fields): Fields[] {
	return [1, 2, 3, 4].flatMap((at) => {
		const value = text(fields[`custom_value${at}`]);
		return value ? [{ id: String(at), name: `Custom ${at}`, value, printed: false }] : [];
	});
}

function products(company: Company): void {
	for (const { fields, line } of kept(company, 'products')) {
		const name = text(fields.product_key);
		if (name === '') company.plan.fault({ table: 'products', line }, 'product_key', 'nameless');
		else
			company.plan.add(
				'item',
				`item ${text(fields.hashed_id)}`,
				{ table: 'products', line },
				{
					name,
					description: text(fields.notes),
					unit: 'C62',
					price: decimal(fields.price) ?? '0',
					...(positive(fields.cost) && { cost: positive(fields.cost) }),
					currency: company.currency,
					archived: Boolean(fields.deleted_at)
				}
			);
	}
}

function projects(company: Company): void {
	for (const { fields, line } of kept(company, 'projects')) {
		const place = { table: 'projects', line };
		const client = `client ${text(fields.client_id)}`;
		const rate = positive(fields.task_rate);
		const hours = positive(fields.budgeted_hours);
		if (text(fields.name) === '') company.plan.fault(place, 'name', 'nameless');
		else
			company.plan.add(
				'project',
				`project ${text(fields.hashed_id)}`,
				place,
				{
					name: text(fields.name),
					currency: company.currency,
					notes: [fields.private_notes, fields.public_notes].map(text).filter(Boolean).join('\n'),
					archived: Boolean(fields.deleted_at),
					...(rate && { rate }),
					...(hours && { budget: { of: 'hours', amount: hours } })
				},
				{ clientId: company.plan.has(client) ? client : undefined }
			);
	}
}

/** A task is a task of its project and the entries of its log; without a project, entries only. */
function tasks(company: Company): void {
	const { plan, day, currency } = company;
	const people = peopleOf(company);
	for (const { fields, line } of kept(company, 'tasks')) {
		const place = { table: 'tasks', line };
		const client = `client ${text(fields.client_id)}`;
		const known = `project ${text(fields.project_id)}`;
		const note = text(fields.description);
		const project = plan.has(known) ? known : undefined;
		// Time for a client without a project: his own is made, so that it can be billed to him.
		const own = project ?? (plan.has(client) ? plan.project(PROGRAM_NAMES['invoice-ninja'], client, place, { currency }) : undefined);
		const name = note.split('\n')[0]!.slice(0, 200) || text(fields.number);
		const task = project === undefined ? undefined : plan.task(name, project, place, { notes: note === name ? '' : note });
		const log = logOf(fields.time_log);
		if (!log) {
			plan.fault(place, 'time_log', 'not-json');
			continue;
		}
		const rate = positive(fields.rate);
		for (const [from, to, said, billable] of log) {
			const [start, end] = [instantIn(from), instantIn(to)];
			if (start === undefined) plan.fault(place, 'time_log', 'bad-time');
			else if (end === undefined) plan.leave('running');
			else if (end < start) plan.fault(place, 'time_log', 'ends-before');
			else
				plan.entry({
					place,
					person: people.get(text(fields.assigned_user_id)) ?? people.get(text(fields.user_id)) ?? '',
					...(own !== undefined && { project: own }),
					...(task !== undefined && { task }),
					note: text(said) || note,
					tags: [],
					billable: billable === undefined || isTrue(billable),
					invoiced: text(fields.invoice_id) !== '',
					date: day(start),
					start,
					end,
					...(rate && { rate, currency })
				});
		}
	}
}

function expenses(company: Company): void {
	const { plan } = company;
	const categories = new Map(kept(company, 'expense_categories').map(({ fields }) => [text(fields.hashed_id), text(fields.name)]));
	for (const { fields, line } of kept(company, 'expenses')) {
		const place = { table: 'expenses', line };
		const [supplier, client] = [`supplier ${text(fields.vendor_id)}`, `client ${text(fields.client_id)}`];
		const amount = decimal(fields.amount);
		const category = categories.get(text(fields.category_id)) ?? '';
		const isOpen = isTrue(fields.should_be_invoiced) && text(fields.invoice_id) === '';
		if (amount === undefined) plan.fault(place, 'amount', 'bad-amount');
		else if (!/^\d{4}-\d{2}-\d{2}$/.test(text(fields.date))) plan.fault(place, 'date', 'bad-date');
		else
			plan.expense({
				place,
				date: text(fields.date),
				amount,
				currency: currencyOf(fields.currency_id) ?? company.currency,
				prices: isTrue(fields.uses_inclusive_taxes) ? 'gross' : 'net',
				taxes: taxesOf(fields),
				category,
				description: text(fields.public_notes).split('\n')[0]!.slice(0, 1000) || category,
				number: text(fields.transaction_reference),
				notes: [fields.public_notes, fields.private_notes].map(text).filter(Boolean).join('\n'),
				...(plan.has(supplier) && { supplier }),
				...(isOpen && plan.has(client) && { rebill: client })
			});
	}
}

function taxesOf(fields: Fields): { name: string; rate?: string; amount?: string }[] {
	return [1, 2, 3].flatMap((at): { name: string; rate?: string; amount?: string }[] => {
		const name = text(fields[`tax_name${at}`]);
		const [rate, amount] = [positive(fields[`tax_rate${at}`]), positive(fields[`tax_amount${at}`])];
		if (isTrue(fields.calculate_tax_by_amount)) return amount ? [{ name: name || 'Tax', amount }] : [];
		return rate ? [{ name: name || 'Tax', rate }] : [];
	});
}

/** Drafts and those that are cancelled or reversed owe nothing. */
function invoices(company: Company): void {
	const parties = new Map(company.plan.records.filter(({ type }) => type === 'party').map(({ key, value }) => [key, value]));
	for (const { fields } of kept(company, 'invoices')) {
		const status = Number(fields.status_id);
		const client = `client ${text(fields.client_id)}`;
		const isOpen = status === 2 || status === 3;
		const party = parties.get(client);
		company.plan.owe(party && client, {
			client: text(party?.name),
			number: text(fields.number),
			date: text(fields.date),
			dueDate: text(fields.due_date),
			currency: text(party?.currency) || company.currency,
			total: decimal(fields.amount) ?? '0',
			open: isOpen ? (decimal(fields.balance) ?? '0') : '0'
		});
	}
}

function peopleOf(company: Company): Map<string, string> {
	const users = Array.isArray(company.whole.users) ? (company.whole.users as unknown[]).filter(isFields) : [];
	return new Map(users.map((user) => [text(user.hashed_id), [user.first_name, user.last_name].map(text).filter(Boolean).join(' ')]));
}

function logOf(value: unknown): unknown[][] | undefined {
	if (value === '' || value === null || value === undefined) return [];
	try {
		const log: unknown = typeof value === 'string' ? JSON.parse(value) : value;
		return Array.isArray(log) && log.every(Array.isArray) ? (log as unknown[][]) : undefined;
	} catch {
		return undefined;
	}
}

/** Seconds since 1970; 0 and false are none. */
function instantIn(value: unknown): string | undefined {
	const seconds = Number(value);
	return Number.isSafeInteger(seconds) && seconds > 0 && seconds < 4e9 ? new Date(seconds * 1000).toISOString() : undefined;
}

function currencyOf(id: unknown): string | undefined {
	return CURRENCIES[Number(id) - 1];
}

/** "120.500000" and 120.5 are "120.5". */
function decimal(value: unknown): string | undefined {
	const plain = typeof value === 'number' && Number.isFinite(value) ? String(value) : text(value);
	if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(plain)) return undefined;
	return plain.includes('.') ? plain.replace(/0+$/, '').replace(/\.$/, '') : plain;
}

function positive(value: unknown): string | undefined {
	const found = decimal(value);
	return found !== undefined && Number(found) > 0 ? found : undefined;
}

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function isTrue(value: unknown): boolean {
	return value === true || value === 1 || value === '1' || value === 'true';
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
