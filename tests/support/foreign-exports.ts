/**
 * Exports of other programs, made as those make them: which columns, words and notations each has is said, with its source, at the head of its reader in
 * `src/lib/exchange/foreign/`.
 */

import type { TableFormat } from './table-ways.ts';

export interface WorkDone {
	client: string;
	project: string;
	task: string;
	note: string;
	/** First and last name. */
	person: readonly [string, string];
	tags: readonly string[];
	billable: boolean;
	/** ISO 8601. */
	date: string;
	/** Seconds since midnight. */
	from: number;
	/** A whole number of minutes. */
	minutes: number;
	/** Of an hour, two decimals. */
	rate: string;
}

export interface TimeFormat extends TableFormat<WorkDone> {
	name: string;
	/** The clock and not only the length is told. */
	clock: boolean;
	/** The same time of 100 years from now would look alike: dates are always written in one way. */
	isoDates?: boolean;
	/** Numbers have a point, whatever the country. */
	points?: boolean;
}

const two = (value: number) => String(value).padStart(2, '0');
const clock = (seconds: number) => `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
const half = (seconds: number) => {
	const hour = Math.floor(seconds / 3600);
	return `${two(hour % 12 || 12)}${clock(seconds).slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
};
const yes = (is: boolean) => (is ? 'Yes' : 'No');
const till = ({ from, minutes }: WorkDone) => from + minutes * 60;

export const TIME_FORMATS: readonly TimeFormat[] = [
	{
		name: 'toggl',
		clock: true,
		optional: ['Email', 'Amount (EUR)', 'Tags'],
		isoDates: true,
		points: true,
		columns: {
			User: ({ person }) => person.join(' '),
			Email: () => 'someone@example.org',
			Client: ({ client }) => client,
			Project: ({ project }) => project,
			Task: ({ task }) => task,
			Description: ({ note }) => note,
			Billable: ({ billable }) => yes(billable),
			'Start date': ({ date }) => date,
			'Start time': ({ from }) => clock(from),
			'End date': ({ date }) => date,
			'End time': (work) => clock(till(work)),
			Duration: ({ minutes }) => clock(minutes * 60),
			Tags: ({ tags }) => tags.join(', '),
			'Amount (EUR)': () => ''
		}
	},
	{
		name: 'clockify',
		clock: true,
		optional: ['Email', 'Type', 'Invoice ID', 'Date of creation', 'Tags', 'Billable Amount (EUR)'],
		columns: {
			Project: ({ project }) => project,
			Client: ({ client }) => client,
			Description: ({ note }) => note,
			Task: ({ task }) => task,
			User: ({ person }) => person.join(' '),
			Group: () => '',
			Email: () => 'someone@example.org',
			Tags: ({ tags }) => tags.join(', '),
			Type: () => 'Regular',
			Billable: ({ billable }) => yes(billable),
			Invoiced: () => 'No',
			'Invoice ID': () => '',
			'Start Date': ({ date }, { date: write }) => write(date),
			'Start Time': ({ from }) => half(from),
			'End Date': ({ date }, { date: write }) => write(date),
			'End Time': (work) => half(till(work)),
			'Duration (h)': ({ minutes }) => clock(minutes * 60),
			'Duration (decimal)': ({ minutes }, { decimal }) => decimal((minutes / 60).toFixed(2)),
			'Billable Rate (EUR)': ({ rate }, { decimal }) => decimal(rate),
			'Billable Amount (EUR)': () => '',
			'Date of creation': ({ date }, { date: write }) => write(date)
		}
	},
	{
		name: 'harvest',
		clock: false,
		optional: ['Project Code', 'Approved?', 'Roles', 'Employee?', 'Cost Rate', 'Cost Amount', 'External Reference URL'],
		columns: {
			Date: ({ date }, { date: write }) => write(date),
			Client: ({ client }) => client,
			Project: ({ project }) => project,
			'Project Code': () => '',
			Task: ({ task }) => task,
			Notes: ({ note }) => note,
			Hours: ({ minutes }, { decimal }) => decimal((minutes / 60).toFixed(2)),
			'Billable?': ({ billable }) => yes(billable),
			'Invoiced?': () => 'No',
			'Approved?': () => 'No',
			'First Name': ({ person }) => person[0],
			'Last Name': ({ person }) => person[1],
			Roles: () => '',
			'Employee?': () => 'Yes',
			'Billable Rate': ({ rate }, { decimal }) => decimal(rate),
			'Billable Amount': (_work, { decimal }) => decimal('0.00'),
			'Cost Rate': () => '',
			'Cost Amount': () => '',
			Currency: () => 'Euro - EUR',
			'External Reference URL': () => ''
		}
	},
	...(
		[
			[
				'en',
				'Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,Customer,Project,Activity,Description,Billable,Tags'
			],
			[
				'de',
				'Datum,Von,Bis,Dauer,Währung,Preis,Interner Preis,Preis pro Stunde,Festpreis,Name,Benutzer,Kunde,Projekt,Tätigkeit,Beschreibung,Abrechenbar,Schlagworte'
			],
			[
				'fr',
				"Date,De,À,Durée,Devise,Taux,Taux interne,Taux horaire,Taux fixe,Nom,Nom d'utilisateur,Client,Projet,Activité,Description,Facturable,Mots-clés"
			],
			[
				'es',
				'Fecha,De,Para,Duración,Moneda,Tarifa,Tarifa interna,Tarifa por hora,Tarifa fija,Nombre,Usuario,Cliente,Proyecto,Actividad,Descripción,Facturable,Etiquetas'
			]
		] as const
	).map(([language, headings]) => kimai(language, headings.split(',')))
];

function kimai(language: string, headings: readonly string[]): TimeFormat {
	const cells: TimeFormat['columns'][string][] = [
		({ date }) => date,
		({ from }) => clock(from).slice(0, 5),
		(work) => clock(till(work)).slice(0, 5),
		({ minutes }) => `${Math.floor(minutes / 60)}:${two(minutes % 60)}`,
		() => 'EUR',
		() => '0',
		() => '0',
		({ rate }) => rate,
		() => '0',
		({ person }) => person.join(' '),
		() => 'someone',
		({ client }) => client,
		({ project }) => project,
		({ task }) => task,
		({ note }) => (/^[=+\-@\t\r]/.test(note) ? `' ${note}` : note),
		({ billable }) => (billable ? '1' : ''),
		({ tags }) => tags.join(', ')
	];
	return {
		name: `kimai ${language}`,
		clock: true,
		optional: [headings[5]!, headings[6]!, headings[10]!],
		isoDates: true,
		points: true,
		columns: Object.fromEntries(headings.map((heading, at) => [heading, cells[at]!]))
	};
}

export const SOLIDTIME: Record<string, string> = {
	'meta.json': '{"id":"x","version":"1.0","organizations":["o1"],"exported_at":"2026-11-22T10:00:00Z"}',
	'organizations.csv':
		'id,name,billable_rate,currency,created_at,updated_at\no1,"Atelier Mésange",,EUR,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n',
	'organization_invitations.csv': 'id,email,organization_id,role,created_at,updated_at\n',
	'members.csv':
		'id,user_id,name,email,organization_id,billable_rate,role,created_at,updated_at\nm1,u1,"Rosa Lind",rosa@example.org,o1,,admin,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n',
	'clients.csv':
		'id,name,organization_id,archived_at,created_at,updated_at\nc1,"Maple & Sons",o1,,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\nc2,"Old, client",o1,2026-02-01T10:00:00Z,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n',
	'projects.csv':
		'id,name,color,billable_rate,is_public,client_id,organization_id,is_billable,archived_at,created_at,updated_at\np1,Website,#ec407a,10001,false,c1,o1,true,,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\np2,House,#ef5350,,false,,o1,false,,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n',
	'project_members.csv': 'id,billable_rate,project_id,user_id,member_id,created_at,updated_at\n',
	'tasks.csv':
		'id,name,project_id,organization_id,done_at,created_at,updated_at\nt1,Drawing,p1,o1,,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\nt2,Type,p1,o1,2026-03-01T10:00:00Z,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n',
	'tags.csv': 'id,name,organization_id,created_at,updated_at\ng1,Night,o1,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n',
	'time_entries.csv': [
		'id,description,start,end,billable_rate,billable,member_id,user_id,organization_id,client_id,project_id,task_id,tags,is_imported,still_active_email_sent_at,created_at,updated_at',
		'e1,"=1+1 ""quoted""",2026-03-04T09:23:00Z,2026-03-04T10:23:01Z,12050,true,m1,u1,o1,c1,p1,t1,"[""g1""]",false,,2026-03-04T10:23:01Z,2026-03-04T10:23:01Z',
		'e2,,2026-03-05T02:00:00Z,2026-03-05T02:30:00Z,,false,m1,u1,o1,,p2,,[],false,,2026-03-04T10:23:01Z,2026-03-04T10:23:01Z',
		'e3,running,2026-03-06T09:23:00Z,,,true,m1,u1,o1,,,,[],false,,2026-03-04T10:23:01Z,2026-03-04T10:23:01Z',
		''
	].join('\n')
};

/** Less what a company's export has besides, as designs and tokens. */
export const INVOICE_NINJA = {
	app_version: '5.10.32',
	company: { company_key: 'k', settings: { currency_id: '3', country_id: '276', timezone_id: '35' } },
	users: [{ hashed_id: 'u1', first_name: 'Rosa', last_name: 'Lind' }],
	clients: [
		{
			hashed_id: 'c1',
			name: 'Maple & Sons',
			number: '0001',
			address1: 'Lindenweg 4',
			address2: null,
			city: 'Köln',
			state: null,
			postal_code: '50667',
			country_id: '276',
			vat_number: 'DE136695976',
			id_number: null,
			private_notes: 'likes blue',
			public_notes: null,
			website: 'https://maple.example',
			custom_value1: 'red',
			settings: { currency_id: '2', payment_terms: '14' },
			is_deleted: false,
			deleted_at: null,
			balance: '120.500000'
		},
		{ hashed_id: 'c2', name: '', number: '0002', country_id: null, settings: {}, is_deleted: false, deleted_at: 1622149644 },
		{ hashed_id: 'c3', name: 'Gone', number: '0003', settings: {}, is_deleted: true }
	],
	client_contacts: [
		{ client_id: 'c1', first_name: 'Second', last_name: '', email: 's@example.org', is_primary: 0 },
		{ client_id: 'c1', first_name: 'Ada', last_name: 'Berg', email: 'ada@example.org', phone: '+49 221', is_primary: 1 },
		{ client_id: 'c2', first_name: 'Only', last_name: 'Contact', email: 'o@example.org', is_primary: 1 }
	],
	vendors: [{ hashed_id: 'v1', name: 'Paper Ltd', number: '1', country_id: '826', is_deleted: false }],
	vendor_contacts: [],
	products: [{ hashed_id: 'i1', product_key: 'Drawing', notes: 'by hand', price: '80.500000', cost: '0.000000', is_deleted: 0 }],
	projects: [{ hashed_id: 'p1', client_id: 'c1', name: 'Website', task_rate: '75.000000', budgeted_hours: '20.000000', is_deleted: 0 }],
	tasks: [
		{
			hashed_id: 't1',
			client_id: 'c1',
			project_id: 'p1',
			user_id: 'u1',
			assigned_user_id: '',
			invoice_id: '',
			description: 'Header\nand footer',
			time_log: '[[1622147022,1622149722],[1622200000,1622203600,"second",false],[1622300000,0]]',
			rate: '0.000000',
			is_deleted: 0
		},
		{
			hashed_id: 't2',
			client_id: 'c1',
			project_id: '',
			user_id: 'u1',
			invoice_id: 'n1',
			description: 'Call',
			time_log: '[[1622400000,1622403600]]',
			rate: '90.000000',
			is_deleted: 0
		}
	],
	expense_categories: [{ hashed_id: 'k1', name: 'Fuel', is_deleted: 0 }],
	expenses: [
		{
			hashed_id: 'x1',
			vendor_id: 'v1',
			client_id: 'c1',
			invoice_id: '',
			category_id: 'k1',
			currency_id: 3,
			amount: '119.000000',
			date: '2026-05-28',
			uses_inclusive_taxes: 1,
			tax_name1: 'VAT',
			tax_rate1: '19.000000',
			should_be_invoiced: 1,
			transaction_reference: 'R-7',
			public_notes: 'to Paris',
			is_deleted: false
		}
	],
	invoices: [
		{
			client_id: 'c1',
			number: '2026-0001',
			date: '2026-05-28',
			due_date: '2026-06-11',
			status_id: 3,
			amount: '500.000000',
			balance: '120.500000',
			is_deleted: 0
		},
		{ client_id: 'c1', number: '2026-0002', date: '2026-05-29', status_id: 4, amount: '10.000000', balance: '0.000000', is_deleted: 0 },
		{ client_id: 'c1', number: '', date: '2026-05-30', status_id: 1, amount: '99.000000', balance: '99.000000', is_deleted: 0 }
	],
	credits: [{ is_deleted: 0 }],
	quotes: [{ is_deleted: 0 }, { is_deleted: 1 }],
	payments: [{ is_deleted: false }],
	recurring_invoices: [],
	documents: [{}, {}]
};

export interface DumpWay {
	/** Columns in another order, and one more. */
	turned?: boolean;
	more?: boolean;
	/** Columns are named before the rows. */
	named?: boolean;
	/** A statement for each row, of MySQL. */
	single?: boolean;
	lineEnd?: string;
	marked?: boolean;
}

export interface Owing {
	client: string;
	number: string;
	date: string;
	due: string;
	/** Hundredths. */
	total: number;
	open: number;
}

/** A dump as `mysqldump` writes it; `sqlite` the same as `sqlite3 .dump`; `postgres` as `pg_dump`. @param owing more clients, each with an invoice */
export function invoiceShelfDump(dialect: 'mysql' | 'sqlite' | 'postgres', how: DumpWay = {}, owing: readonly Owing[] = []): string {
	const head = {
		mysql: '-- MySQL dump 10.13',
		sqlite: 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;',
		postgres: '-- PostgreSQL database dump'
	};
	type Row = readonly (string | number | null)[];
	const ordered = <T>(cells: readonly T[], extra: T): T[] => {
		const all = how.more ? [...cells, extra] : [...cells];
		return how.turned ? all.reverse() : all;
	};
	const table = (name: string, plainColumns: readonly string[], plainRows: readonly Row[]) => {
		const columns = ordered(plainColumns, 'shoe_size');
		const rows = plainRows.map((row) => ordered(row, "9); '\\ (\n"));
		if (dialect === 'postgres') {
			const cell = (value: string | number | null) =>
				value === null ? '\\N' : String(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
			const lines = rows.map((row) => `${row.map(cell).join('\t')}\n`).join('');
			return `CREATE TABLE public.${name} (\n    id integer NOT NULL\n);\n\nCOPY public.${name} (${columns.join(', ')}) FROM stdin;\n${lines}\\.\n\n`;
		}
		const quote = dialect === 'mysql' ? '`' : '"';
		const text = (value: string) =>
			dialect === 'mysql'
				? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
				: value.includes('\n')
					? `replace('${value.replaceAll("'", "''").replaceAll('\n', '\\n')}','\\n',char(10))`
					: `'${value.replaceAll("'", "''")}'`;
		const cell = (value: string | number | null) => (value === null ? 'NULL' : typeof value === 'number' ? String(value) : text(value));
		const defined = columns.map((column) => `  ${quote}${column}${quote} varchar(191) DEFAULT 'a,(b'`).join(',\n');
		const tuples = rows.map((row) => `(${row.map(cell).join(',')})`);
		const names = how.named ? ` (${columns.map((column) => quote + column + quote).join(', ')})` : '';
		const into = dialect === 'mysql' ? `INSERT INTO \`${name}\`${names} VALUES ` : `INSERT INTO ${name}${names} VALUES`;
		const inserts =
			dialect === 'mysql' && !how.single ? `${into}${tuples.join(',')};\n` : tuples.map((tuple) => `${into}${tuple};\n`).join('');
		const create = `CREATE TABLE ${dialect === 'sqlite' ? 'IF NOT EXISTS ' : ''}${quote}${name}${quote} (\n${defined},\n  PRIMARY KEY (${quote}id${quote})\n);\n`;
		return `${create}/*!40000 ALTER TABLE x DISABLE KEYS */;\n${rows.length > 0 ? inserts : ''}`;
	};
	const text = [
		`${head[dialect]}\n`,
		table('settings', ['id', 'value'], [[1, "a; b'; INSERT INTO `customers` VALUES (9)"]]),
		table('currencies', ['id', 'name', 'code'], [[1, 'Euro', 'EUR']]),
		table('countries', ['id', 'code', 'name'], [[1, 'FR', 'France']]),
		table(
			'customers',
			['id', 'name', 'email', 'phone', 'contact_name', 'company_name', 'website', 'currency_id', 'tax_id'],
			[
				[7, "L'Éclair; (SARL)", 'e@example.org', null, 'Zoë', 'Éclair\nGroupe', null, 1, 'FR40303265045'],
				...owing.map(({ client }, at): Row => [100 + at, client, null, null, null, null, null, 1, null])
			]
		),
		table(
			'addresses',
			['id', 'address_street_1', 'address_street_2', 'city', 'state', 'country_id', 'zip', 'type', 'customer_id'],
			[[1, '1 rue de la Paix', null, 'Sète', null, 1, '34200', 'billing', 7]]
		),
		table('items', ['id', 'name', 'description', 'price', 'currency_id'], [[1, 'Dessin', 'à la main', 8050, 1]]),
		table('expense_categories', ['id', 'name'], [[1, 'Essence']]),
		table(
			'expenses',
			['id', 'expense_date', 'amount', 'notes', 'expense_category_id', 'currency_id', 'expense_number'],
			[[1, '2026-05-28', 1234, 'à Paris', 1, 1, 'D-1']]
		),
		table(
			'invoices',
			['id', 'invoice_date', 'due_date', 'invoice_number', 'status', 'total', 'due_amount', 'customer_id', 'currency_id'],
			[
				[1, '2026-05-28 00:00:00', '2026-06-11', 'INV-1', 'SENT', 50000, 12050, 7, 1],
				[2, '2026-05-29', null, 'INV-2', 'DRAFT', 900, 900, 7, 1],
				...owing.map(({ number, date, due, total, open }, at): Row => [100 + at, date, due, number, 'SENT', total, open, 100 + at, 1])
			]
		),
		table('estimates', ['id'], [[1]]),
		table('payments', ['id'], [[1], [2]])
	].join('\n');
	return (how.marked ? '\ufeff' : '') + text.replaceAll('\n', how.lineEnd ?? '\n');
}
