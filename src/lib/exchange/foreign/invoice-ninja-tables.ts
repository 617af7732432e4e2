/**
 * Invoice Ninja v5, reports exported as CSV. By https://github.com/invoiceninja/invoiceninja: app/Export/CSV/BaseExport.php (the lists of columns and
 * `buildHeader`, which puts the word for client, vendor, task … before each) with the words of lang/en/texts.php or another language: commas; numbers with a point,
 * dates as the company writes them (database/seeders/DateFormatsSeeder.php: "28/May/2021", "2021-05-28", …), times of 24 hours with seconds.
 */
import type { Inside } from './inside.ts';
import { englishHeadings, NINJA_WORDS, OWES_NOTHING } from './invoice-ninja-words.ts';
import { contactOf } from './plan.ts';
import { countryIn, currencyIn, vatOf } from './names.ts';
import { isYes, spanOf, type ForeignReader } from './reading.ts';
import { clockIn, dateIn, numberIn } from './values.ts';

const USUAL = { decimal: '.', dates: 'dmy' } as const;

function parties(word: 'Client' | 'Vendor', role: 'client' | 'supplier', contactWord: string): ForeignReader {
	return {
		program: 'invoice-ninja',
		fits: ({ tables }) => tables.get('')?.has(`${word} Name`, `${word} Street`, `${word} Postal Code`) === true,
		async read({ plan, inside, watch }) {
			for await (const row of inside.tables.get('')!.rows(watch)) {
				if (row.isEmpty) continue;
				const field = (name: string) => row.text(`${word} ${name}`);
				const contact = (name: string) => row.text(`${contactWord} ${name}`, `Contact ${name}`, `${word} ${name}`);
				const person = contactOf(contact('First Name'), contact('Last Name'), contact('Email'), contact('Phone'), 0);
				const name = field('Name') || String(person?.name ?? '') || String(person?.email ?? '');
				const country = countryIn(field('Country')) ?? '';
				const currency = currencyIn(field('Currency'));
				if (name === '') plan.fault(row.place, `${word} Name`, 'nameless');
				else
					plan.add('party', `${role} ${name}\n${field('Number')}`, row.place, {
						name,
						roles: [role],
						number: field('Number'),
						kind: /individual/i.test(field('Classification')) ? 'individual' : 'business',
						address: {
							line1: field('Street'),
							city: field('City'),
							postcode: field('Postal Code'),
							country,
							...(field('Apt/Suite') && { line2: field('Apt/Suite') }),
							...(field('State/Province') && { subdivision: field('State/Province') })
						},
						contacts: person ? [person] : [],
						taxIds: field('VAT Number') ? [vatOf(field('VAT Number'), country)] : [],
						notes: [field('Private Notes'), field('Public Notes'), field('Website')].filter(Boolean).join('\n'),
						...(currency && { currency }),
						...(/^\d{1,4}$/.test(field('Payment Terms')) && { termsDays: Number(field('Payment Terms')) })
					});
			}
		}
	};
}

const products: ForeignReader = {
	program: 'invoice-ninja',
	fits: ({ tables }) => tables.get('')?.has('Product', 'Notes', 'Cost', 'Price', 'Quantity') === true,
	async read({ plan, inside, chosen, assumed, watch, currency }) {
		const table = inside.tables.get('')!;
		const { decimal } = await table.notation({ numbers: ['Price', 'Cost'], dates: [] }, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const price = row.text('Price') === '' ? '0' : numberIn(row.text('Price'), decimal);
			const cost = numberIn(row.text('Cost'), decimal);
			if (row.text('Product') === '') plan.fault(row.place, 'Product', 'nameless');
			else if (price === undefined) plan.fault(row.place, 'Price', 'bad-amount');
			else
				plan.add('item', `item ${row.place.line}`, row.place, {
					name: row.text('Product'),
					description: row.text('Notes'),
					unit: 'C62',
					price,
					currency,
					...(cost && Number(cost) > 0 && { cost })
				});
		}
	}
};

const tasks: ForeignReader = {
	program: 'invoice-ninja',
	fits: ({ tables }) => tables.get('')?.has('Task Start Date', 'Task End Date', 'Task Description') === true,
	async read(reading) {
		const { plan, inside, chosen, assumed, watch, currency } = reading;
		const table = inside.tables.get('')!;
		table.need('Task Start Time', 'Task End Time');
		const columns = { numbers: ['Task Rate'], dates: ['Task Start Date', 'Task End Date'] };
		const { decimal, dates } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const client = plan.client(row.text('Client Name'), row.place);
			const project = plan.project(row.text('Task Project'), client, row.place);
			const note = row.text('Task Item Notes') || row.text('Task Description');
			const [from, to] = [clockIn(row.text('Task Start Time')), clockIn(row.text('Task End Time'))];
			const [date, last] = [dateIn(row.text('Task Start Date'), dates), dateIn(row.text('Task End Date'), dates)];
			const rate = numberIn(row.text('Task Rate'), decimal);
			// A task nobody has worked on.
			if (row.text('Task Start Date') === '') plan.leave('row');
			else if (date === undefined) plan.fault(row.place, 'Task Start Date', 'bad-date');
			else if (from === undefined) plan.fault(row.place, 'Task Start Time', 'bad-time');
			else if (last === undefined || to === undefined) plan.leave('running');
			else {
				const span = spanOf(reading, row.place, { date, seconds: from }, { date: last, seconds: to });
				if (!span) continue;
				plan.entry({
					place: row.place,
					person: row.text('Task User', 'User'),
					...(project !== undefined && { project }),
					note,
					tags: [],
					billable: row.text('Task Billable') === '' || isYes(row.text('Task Billable')),
					date,
					...span,
					...(rate && { rate, currency })
				});
			}
		}
	}
};

const expenses: ForeignReader = {
	program: 'invoice-ninja',
	fits: ({ tables }) => tables.get('')?.has('Expense Amount', 'Expense Date', 'Expense Category') === true,
	async read({ plan, inside, chosen, assumed, watch, currency }) {
		const table = inside.tables.get('')!;
		const columns = { numbers: ['Expense Amount', 'Expense Net Amount', 'Expense Tax Amount'], dates: ['Expense Date'] };
		const { decimal, dates } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const field = (name: string) => row.text(`Expense ${name}`);
			const date = dateIn(field('Date'), dates);
			const amount = numberIn(field('Amount'), decimal);
			const supplier = plan.supplier(field('Vendor'), row.place);
			if (date === undefined) plan.fault(row.place, 'Expense Date', 'bad-date');
			else if (amount === undefined) plan.fault(row.place, 'Expense Amount', 'bad-amount');
			else
				plan.expense({
					place: row.place,
					date,
					amount,
					currency: currencyIn(field('Currency')) ?? currency,
					category: field('Category'),
					description: field('Public Notes').split('\n')[0]!.slice(0, 1000) || field('Category'),
					number: field('Transaction Reference'),
					notes: [field('Public Notes'), field('Private Notes')].filter(Boolean).join('\n'),
					...(supplier !== undefined && { supplier }),
					...(field('Project') && { project: field('Project') })
				});
		}
	}
};

const invoices: ForeignReader = {
	program: 'invoice-ninja',
	fits: ({ tables }) => tables.get('')?.has('Invoice Invoice Number', 'Invoice Balance', 'Client Name') === true,
	async read({ plan, inside, chosen, assumed, watch, currency }) {
		const table = inside.tables.get('')!;
		const columns = { numbers: ['Invoice Amount', 'Invoice Balance'], dates: ['Invoice Date', 'Invoice Due Date'] };
		const { decimal, dates } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const [total, open] = [numberIn(row.text('Invoice Amount'), decimal), numberIn(row.text('Invoice Balance'), decimal)];
			const client = row.text('Client Name');
			if (total === undefined || open === undefined) plan.fault(row.place, 'Invoice Balance', 'bad-amount');
			else
				plan.owe(plan.client(client, row.place), {
					client,
					number: row.text('Invoice Invoice Number'),
					date: dateIn(row.text('Invoice Date'), dates) ?? '',
					dueDate: dateIn(row.text('Invoice Due Date'), dates) ?? '',
					currency: currencyIn(row.text('Client Currency')) ?? currency,
					total,
					open: OWES_NOTHING.test(row.text('Invoice Status')) ? '0' : open
				});
		}
	}
};

const inEnglish: readonly ForeignReader[] = [
	invoices,
	parties('Client', 'client', 'Contact'),
	parties('Vendor', 'supplier', 'Vendor Contact'),
	tasks,
	expenses,
	products
];

/** The same file with the headings that the program writes in English. */
function translated(inside: Inside, words: ReadonlyMap<string, string>): Inside {
	const table = inside.tables.get('');
	return table ? { ...inside, tables: new Map([...inside.tables, ['', table.renamed(words)]]) } : inside;
}

const LANGUAGES = Object.values(NINJA_WORDS).map(englishHeadings);

/** English first: in Spanish an amount is called as a quantity is. */
export const invoiceNinjaTables: readonly ForeignReader[] = [
	...inEnglish,
	...LANGUAGES.flatMap((words) =>
		inEnglish.map(({ program, fits, read }): ForeignReader => ({
			program,
			fits: (inside) => fits(translated(inside, words)),
			read: (reading) => read({ ...reading, inside: translated(reading.inside, words) })
		}))
	)
];
