/**
 * Harvest. Detailed time, clients and projects as CSV with the columns in https://github.com/solidtime-io/solidtime:
 * resources/testfiles/harvest_*_import_test_1.csv and app/Service/Import/Importers/Harvest*Importer.php: commas; dates ISO 8601 or as the account writes
 * them; numbers as the account writes them ("2.000,0"). Time has hours and a day, no clock. Expenses and invoices by the words of the columns
 * in https://support.getharvest.com/hc/en-us/articles/360048685111-Importing-and-exporting-data, of which several are known for one field.
 */
import { currencyIn, splitName } from './names.ts';
import { isYes, type ForeignReader } from './reading.ts';
import { dateIn, durationIn, numberIn } from './values.ts';

const USUAL = { decimal: '.', dates: 'mdy' } as const;
const AMOUNT = ['Total Cost', 'Cost', 'Amount'];

export const harvestTime: ForeignReader = {
	program: 'harvest',
	fits: ({ tables }) => tables.get('')?.has('Client', 'Project', 'Task', 'Hours', 'First Name', 'Last Name') === true,
	async read({ plan, inside, chosen, assumed, watch, currency }) {
		const table = inside.tables.get('')!;
		table.need('Date', 'Notes');
		const columns = { numbers: ['Hours', 'Billable Rate', 'Billable Amount'], dates: ['Date'] };
		const { decimal, dates } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const client = plan.client(row.text('Client'), row.place);
			const project = plan.project(row.text('Project'), client, row.place, { billable: true });
			const task = plan.task(row.text('Task'), project, row.place);
			const date = dateIn(row.text('Date'), dates);
			const seconds = durationIn(row.text('Hours'), decimal);
			const rate = numberIn(row.text('Billable Rate'), decimal);
			if (date === undefined) plan.fault(row.place, 'Date', 'bad-date');
			else if (seconds === undefined) plan.fault(row.place, 'Hours', 'bad-amount');
			else
				plan.entry({
					place: row.place,
					person: splitName(row.text('First Name'), row.text('Last Name')),
					...(project !== undefined && { project }),
					...(task !== undefined && { task }),
					note: row.text('Notes'),
					tags: [],
					billable: isYes(row.text('Billable?')),
					invoiced: isYes(row.text('Invoiced?')),
					date,
					seconds,
					...(rate && { rate, currency: currencyIn(row.text('Currency')) ?? currency })
				});
		}
	}
};

export const harvestClients: ForeignReader = {
	program: 'harvest',
	fits: ({ tables }) => tables.get('')?.has('Client Name', 'Address') === true,
	async read({ plan, inside, watch }) {
		for await (const row of inside.tables.get('')!.rows(watch)) {
			if (row.isEmpty) continue;
			const name = row.text('Client Name');
			// One text of several lines; which is which nobody can say.
			const address = row.text('Address');
			const currency = currencyIn(row.text('Currency'));
			if (name === '') plan.fault(row.place, 'Client Name', 'nameless');
			else plan.add('party', `client ${name}`, row.place, { name, roles: ['client'], notes: address, ...(currency && { currency }) });
		}
	}
};

export const harvestProjects: ForeignReader = {
	program: 'harvest',
	fits: ({ tables }) => tables.get('')?.has('Client', 'Project', 'Budget By', 'Budget') === true,
	async read({ plan, inside, chosen, assumed, watch }) {
		const table = inside.tables.get('')!;
		const columns = { numbers: ['Budget', 'Total Hours', 'Billable Hours'], dates: [] };
		const { decimal } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			if (row.text('Project') === '') {
				plan.fault(row.place, 'Project', 'nameless');
				continue;
			}
			const budget = numberIn(row.text('Budget'), decimal);
			const of = /hour/i.test(row.text('Budget By')) ? 'hours' : 'money';
			plan.project(row.text('Project'), plan.client(row.text('Client'), row.place), row.place, {
				notes: row.text('Project Notes'),
				...(budget && Number(budget) > 0 && { budget: { of, amount: budget } })
			});
		}
	}
};

export const harvestExpenses: ForeignReader = {
	program: 'harvest',
	fits({ tables }) {
		const table = tables.get('');
		return (
			table?.has('Date', 'Client', 'Project', 'Notes', 'First Name') === true && (table.has('Category') || table.has('Expense Category'))
		);
	},
	async read({ plan, inside, chosen, assumed, watch, currency }) {
		const table = inside.tables.get('')!;
		if (!AMOUNT.some((heading) => table.has(heading))) table.need(AMOUNT[0]!);
		const { decimal, dates } = await table.notation({ numbers: AMOUNT, dates: ['Date'] }, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const date = dateIn(row.text('Date'), dates);
			const amount = numberIn(row.text(...AMOUNT), decimal);
			const client = plan.client(row.text('Client'), row.place);
			const isOpen = isYes(row.text('Billable?', 'Billable')) && !isYes(row.text('Invoiced?', 'Invoiced'));
			if (date === undefined) plan.fault(row.place, 'Date', 'bad-date');
			else if (amount === undefined) plan.fault(row.place, 'Amount', 'bad-amount');
			else
				plan.expense({
					place: row.place,
					date,
					amount,
					currency: currencyIn(row.text('Currency')) ?? currency,
					category: row.text('Category', 'Expense Category'),
					description: row.text('Notes') || row.text('Category', 'Expense Category'),
					...(row.text('Project') && { project: row.text('Project') }),
					...(isOpen && client !== undefined && { rebill: client })
				});
		}
	}
};

export const harvestInvoices: ForeignReader = {
	program: 'harvest',
	fits({ tables }) {
		const table = tables.get('');
		return table?.has('Issue Date', 'Client', 'Subject') === true && (table.has('ID') || table.has('Invoice ID') || table.has('Number'));
	},
	async read({ plan, inside, chosen, assumed, watch, currency }) {
		const table = inside.tables.get('')!;
		const amounts = ['Invoice Amount', 'Amount', 'Total', 'Balance', 'Invoice Balance'];
		const columns = { numbers: amounts, dates: ['Issue Date', 'Due Date'] };
		const { decimal, dates } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const total = numberIn(row.text('Invoice Amount', 'Amount', 'Total'), decimal);
			const open = numberIn(row.text('Balance', 'Invoice Balance'), decimal);
			const client = row.text('Client');
			if (open === undefined || total === undefined) plan.fault(row.place, 'Balance', 'bad-amount');
			else
				plan.owe(plan.client(client, row.place), {
					client,
					number: row.text('ID', 'Invoice ID', 'Number'),
					date: dateIn(row.text('Issue Date'), dates) ?? '',
					dueDate: dateIn(row.text('Due Date'), dates) ?? '',
					currency: currencyIn(row.text('Currency')) ?? currency,
					total,
					open
				});
		}
	}
};
