import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { INVOICE_NINJA, invoiceShelfDump, SOLIDTIME, TIME_FORMATS, type WorkDone } from '../../../../tests/support/foreign-exports.ts';
import { packedZip } from '../../../../tests/support/packed-zip.ts';
import { aWay, tableWritten } from '../../../../tests/support/table-ways.ts';
import type { Plan, Planned } from './plan.ts';
import { readForeign } from './read-foreign.ts';
import type { Surroundings } from './reading.ts';

/** A place whose clock is UTC's. */
const HERE: Surroundings = {
	currency: 'CAD',
	instant: (date, seconds) => new Date(Date.parse(`${date}T00:00:00Z`) + seconds * 1000).toISOString(),
	day: (instant) => instant.slice(0, 10),
	chosen: {},
	watch: async () => undefined
};

const plan = async (content: string | Uint8Array | Blob, more: Partial<Surroundings> = {}): Promise<Plan> => {
	const file = content instanceof Blob ? content : new Blob([content as string]);
	return (await readForeign(file, { ...HERE, ...more })).plan;
};
const of = (found: Plan, type: Planned['type']) => found.records.filter((each) => each.type === type);
const names = (found: Plan, type: Planned['type']) => of(found, type).map(({ value }) => value.name);

describe('time of other programs', () => {
	const LATIN = 'aäzÉé ñ-ç';
	const word = fc.string({ unit: fc.constantFrom(...LATIN), minLength: 1, maxLength: 8 }).map((text) => `x${text.trim()}`);
	const work = fc.record<WorkDone>({
		client: fc.constantFrom('', 'Maple & Sons', 'Éclair, SARL', '"Quoted"'),
		project: fc.constantFrom('Website', 'House; garden', 'Näherei'),
		task: fc.constantFrom('', 'Drawing', "O'Neill"),
		note: fc.oneof(word, fc.constantFrom('', '=1+1', '-2', '@cmd', 'two\r\nlines', 'a "b", c; d')),
		person: fc.constantFrom(['Rosa', 'Lind'] as const, ['Zoë', 'Ö.'] as const),
		tags: fc.constantFrom([], ['night'], ['night', 'rush']),
		billable: fc.boolean(),
		date: fc.constantFrom('2026-03-04', '2025-12-31', '2026-07-25'),
		from: fc.integer({ min: 0, max: 700 }).map((minute) => minute * 60),
		minutes: fc.integer({ min: 0, max: 700 }),
		rate: fc.constantFrom('0.00', '75.50', '1250.00')
	});
	it.each(TIME_FORMATS.map((format) => [format.name, format] as const))('%s, in a hundred ways of writing it', async (name, format) => {
		await fc.assert(
			fc.asyncProperty(fc.array(work, { minLength: 1, maxLength: 6 }), aWay, async (all, how) => {
				const dates = format.isoDates ? 'ymd' : how.order;
				const found = await plan(new Blob([tableWritten(format, all, how)]), {
					chosen: { dates, decimal: format.points ? '.' : how.decimal }
				});
				expect(found.program).toBe(name.split(' ')[0]);
				expect(found.faults).toEqual([]);
				const entries = of(found, 'time-entry');
				expect(entries).toHaveLength(all.length);
				const noTags = how.less && format.optional.includes('Tags');
				for (const [at, { value, refs }] of entries.entries()) {
					const given = all[at]!;
					const from = HERE.instant(given.date, given.from)!;
					expect(value).toMatchObject({
						note: given.note,
						memberName: given.person.join(' '),
						billable: given.billable,
						date: given.date,
						tags: noTags || name === 'harvest' ? [] : given.tags,
						...(format.clock
							? { start: from, end: HERE.instant(given.date, given.from + given.minutes * 60) }
							: { seconds: Math.round(Number((given.minutes / 60).toFixed(2)) * 3600) })
					});
					if (name !== 'toggl' && Number(given.rate) > 0) expect(value.rate).toEqual({ rate: given.rate, currency: 'EUR', from: 'entry' });
					else expect(value.rate).toBeUndefined();
					const project = found.records.find(({ key }) => key === refs.projectId)!;
					expect(project.value.name).toBe(given.project);
					expect(found.records.find(({ key }) => key === project.refs.clientId)?.value.name ?? '').toBe(given.client);
					expect(found.records.find(({ key }) => key === refs.taskId)?.value.name ?? '').toBe(given.task);
				}
				expect(new Set(names(found, 'party'))).toEqual(new Set(all.map(({ client }) => client).filter(Boolean)));
			}),
			{ numRuns: 100 }
		);
	});

	it('shows its order of dates and its decimals itself, or it is said what was assumed', async () => {
		const row = (date: string, hours: string) => `${date},C,P,T,n,"${hours}",Yes,No,A,B,"1,0",Euro - EUR\n`;
		const head = 'Date,Client,Project,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name,Billable Rate,Currency\n';
		const sure = await readForeign(new Blob([head + row('03/04/2026', '1,5') + row('25/04/2026', '0,25')]), HERE);
		expect(sure.assumed).toEqual({});
		expect(of(sure.plan, 'time-entry').map(({ value }) => [value.date, value.seconds])).toEqual([
			['2026-04-03', 5400],
			['2026-04-25', 900]
		]);
		const open = await readForeign(new Blob([head + row('03/04/2026', '1,5')]), HERE);
		expect(open.assumed).toEqual({ dates: 'mdy' });
		expect(of(open.plan, 'time-entry')[0]!.value.date).toBe('2026-03-04');
		const chosen = await plan(head + row('03/04/2026', '1,5'), { chosen: { dates: 'dmy' } });
		expect(of(chosen, 'time-entry')[0]!.value.date).toBe('2026-04-03');
	});

	it('what was invoiced there is not billable here; what runs, or has a price of its own, is told', async () => {
		const clockify = await plan(
			'Project,Client,Description,Task,User,Group,Email,Tags,Billable,Invoiced,Start Date,Start Time,End Date,End Time\nP,C,n,,A,,,,Yes,Yes,10/15/2024,11:00 AM,10/15/2024,11:30 AM\nP,C,n,,A,,,,Yes,No,10/15/2024,11:00 AM,,\n'
		);
		expect(of(clockify, 'time-entry').map(({ value }) => [value.billable, value.tags])).toEqual([[false, ['invoiced']]]);
		expect([clockify.invoiced, Object.fromEntries(clockify.left)]).toEqual([1, { running: 1 }]);
		const kimai = await plan(
			'Date,From,To,Duration,Currency,Hourly price,Fixed price,Name,Customer,Project,Activity,Billable\n2026-03-04,23:30,00:30,1:00,EUR,0,84,Rosa,C,P,A,1\n2026-03-04,12:00,14:00,1:30,EUR,10,0,Rosa,C,P,A,1\n'
		);
		expect(Object.fromEntries(kimai.left)).toEqual({ 'fixed-price': 1 });
		expect(of(kimai, 'time-entry').map(({ value }) => [value.end, value.seconds, value.billable])).toEqual([
			['2026-03-05T00:30:00.000Z', undefined, false],
			// Less half an hour of break.
			['2026-03-04T14:00:00.000Z', 5400, true]
		]);
	});

	it('of Kimai as JSON', async () => {
		const entry = {
			id: 1,
			begin: '2026-03-04T23:30:00+0100',
			end: '2026-03-05T00:30:00+0100',
			duration: 3600,
			description: '=x',
			hourlyRate: 75.5,
			fixedRate: null,
			billable: true,
			exported: false,
			tags: ['night'],
			user: { username: 'rosa', alias: 'Rosa Lind' },
			activity: { name: 'Drawing' },
			project: { name: 'Website', customer: { name: 'Maple', currency: 'EUR', number: 'A-1' } }
		};
		const found = await plan(JSON.stringify([entry, { ...entry, end: null }, { ...entry, begin: 'x' }, null]));
		expect(found.program).toBe('kimai');
		expect(of(found, 'time-entry')).toMatchObject([
			{
				value: {
					date: '2026-03-04',
					start: '2026-03-04T22:30:00.000Z',
					end: '2026-03-04T23:30:00.000Z',
					memberName: 'Rosa Lind',
					rate: { rate: '75.5', currency: 'EUR' }
				}
			}
		]);
		expect(of(found, 'party')[0]!.value).toMatchObject({ name: 'Maple', number: 'A-1', currency: 'EUR' });
		expect([Object.fromEntries(found.left), found.faults]).toEqual([
			{ running: 1 },
			[
				{ table: '', line: 3, field: 'begin', why: 'bad-time' },
				{ table: '', line: 4, field: '', why: 'wrong-shape' }
			]
		]);
	});
});

describe('projects, clients, expenses and invoices as tables', () => {
	it('Clockify’s projects', async () => {
		const found = await plan(
			'"Project","Client","Status","Visibility","Billability","Tasks","Estimated (h)","Billable Rate (USD)","Note"\n"Site","Big","Archived","Public","Yes","One, Two","1001.11","100.01","hi"\n"","","Active","Public","Yes","","","",""\n'
		);
		expect(of(found, 'project')[0]).toMatchObject({
			value: { name: 'Site', archived: true, currency: 'USD', rate: '100.01', budget: { of: 'hours', amount: '1001.11' } },
			refs: { clientId: 'client Big' }
		});
		expect(names(found, 'task')).toEqual(['One', 'Two']);
		expect(found.faults).toEqual([{ table: '', line: 3, field: 'Project', why: 'nameless' }]);
	});

	it('Harvest’s clients, projects, expenses and invoices', async () => {
		expect(names(await plan('Client Name,Address\nExample,"Street 1\nTown"\n'), 'party')).toEqual(['Example']);
		const projects = await plan(
			'Client,Project,Project Code,Start Date,End Date,Project Notes,Total Hours,Billable Hours,Billable Amount,Budget By,Budget\nC,P,,,,n,"20,01","20,01","2.001,0",Hours,"50,0"\n'
		);
		expect(of(projects, 'project')[0]!.value).toMatchObject({ name: 'P', budget: { of: 'hours', amount: '50.0' } });
		const expenses = await plan(
			'Date,Client,Project,Project Code,Category,Notes,Total Cost,Billable?,Invoiced?,First Name,Last Name,Currency\n2026-05-28,C,P,,Fuel,to Paris,"1,234.50",Yes,No,A,B,Euro - EUR\n2026-05-28,C,P,,Fuel,x,abc,Yes,No,A,B,Euro - EUR\n'
		);
		expect(of(expenses, 'expense')).toMatchObject([
			{
				value: { date: '2026-05-28', currency: 'EUR', project: 'P', lines: [{ amount: '1234.50', category: { name: 'Fuel' } }] },
				refs: { 'rebill.clientId': 'client C' }
			}
		]);
		expect(expenses.faults).toEqual([{ table: '', line: 3, field: 'Amount', why: 'bad-amount' }]);
		const invoices = await plan(
			'Issue Date,Due Date,ID,Client,Subject,Invoice Amount,Balance,Currency\n2026-05-28,2026-06-11,7,C,x,500.00,120.50,Euro - EUR\n2026-05-29,,8,C,x,10.00,0.00,Euro - EUR\n'
		);
		expect(Object.fromEntries(invoices.left)).toEqual({ invoice: 1 });
		expect(invoices.owed).toMatchObject([{ client: 'C', number: '7', open: '120.50', currency: 'EUR', dueDate: '2026-06-11' }]);
	});

	it('Invoice Ninja’s reports', async () => {
		const clients = await plan(
			'Client Name,Client Number,Client Street,Client Apt/Suite,Client City,Client State/Province,Client Postal Code,Client Country,Client VAT Number,Contact First Name,Contact Last Name,Contact Email,Client Currency\nMaple,0001,Lindenweg 4,,Köln,,50667,Germany,DE136695976,Ada,Berg,ada@example.org,EUR\n'
		);
		expect(of(clients, 'party')[0]!.value).toMatchObject({
			name: 'Maple',
			currency: 'EUR',
			address: { line1: 'Lindenweg 4', city: 'Köln', postcode: '50667', country: 'DE' },
			taxIds: [{ kind: 'vat', country: 'DE', value: 'DE136695976' }],
			contacts: [{ id: '1', name: 'Ada Berg', email: 'ada@example.org', primary: true }]
		});
		const products = await plan('Custom Value 1,Product,Notes,Cost,Price,Quantity\n,Drawing,by hand,0,80.50,1\n,,x,0,1,1\n');
		expect(of(products, 'item')[0]!.value).toMatchObject({ name: 'Drawing', price: '80.50', currency: 'CAD' });
		expect(products.faultCount).toBe(1);
		const tasks = await plan(
			'Task Start Date,Task Start Time,Task End Date,Task End Time,Task Rate,Task Description,Task Project,Task Billable,Task Item Notes\n28/May/2021,10:23:42,28/May/2021,11:23:42,75,Header,Site,Yes,said\n,,,,75,Never,Site,,\n28/May/2021,10:23:42,Is Running,Is Running,75,Header,Site,Yes,\n'
		);
		expect(of(tasks, 'time-entry')).toMatchObject([{ value: { date: '2021-05-28', start: '2021-05-28T10:23:42.000Z', note: 'said' } }]);
		expect(Object.fromEntries(tasks.left)).toEqual({ row: 1, running: 1 });
		const expenses = await plan(
			'Expense Amount,Expense Net Amount,Expense Category,Expense Currency,Expense Date,Expense Public Notes,Expense Vendor,Expense Transaction Reference\n119.00,100.00,Fuel,EUR,"May 28, 2026",to Paris,Paper Ltd,R-7\n'
		);
		expect(of(expenses, 'expense')[0]).toMatchObject({
			value: { date: '2026-05-28', number: 'R-7' },
			refs: { supplierId: 'supplier Paper Ltd' }
		});
		const invoices = await plan(
			'Client Name,Client Currency,Invoice Invoice Number,Invoice Amount,Invoice Balance,Invoice Date,Invoice Due Date,Invoice Status\nMaple,EUR,2026-1,500.00,120.50,2026-05-28,,Partial\nMaple,EUR,,9,9,2026-05-28,,Draft\n'
		);
		expect(invoices.owed).toMatchObject([{ client: 'Maple', number: '2026-1', open: '120.50' }]);
	});
});

describe('whole exports', () => {
	const solidtime = (changes: Record<string, string | undefined> = {}) =>
		packedZip(
			Object.entries({ ...SOLIDTIME, ...changes }).flatMap(([name, content]) => (content === undefined ? [] : [{ name, content }]))
		);

	it('solidtime’s ZIP file', async () => {
		const found = await plan(solidtime());
		expect(found.program).toBe('solidtime');
		expect(found.faults).toEqual([]);
		expect(of(found, 'party').map(({ value }) => [value.name, value.archived])).toEqual([
			['Maple & Sons', false],
			['Old, client', true]
		]);
		expect(of(found, 'project')[0]).toMatchObject({ value: { rate: '100.01', currency: 'EUR' }, refs: { clientId: 'client c1' } });
		expect(of(found, 'task').map(({ value }) => value.state)).toEqual(['open', 'done']);
		expect(of(found, 'time-entry')).toMatchObject([
			{
				value: { note: '=1+1 "quoted"', tags: ['Night'], memberName: 'Rosa Lind', rate: { rate: '120.50', currency: 'EUR' } },
				refs: { projectId: 'project p1', taskId: 'task t1' }
			},
			{ value: { note: '', billable: false, tags: [] }, refs: { projectId: 'project p2' } }
		]);
		expect(Object.fromEntries(found.left)).toEqual({ running: 1 });
	});

	it('Invoice Ninja’s ZIP file, and what is in it alone', async () => {
		const content = JSON.stringify(INVOICE_NINJA);
		for (const file of [packedZip([{ name: 'backup/backup.json', content }]), new Blob([content])]) {
			const found = await plan(file);
			expect(found.faults).toEqual([]);
			expect(of(found, 'party').map(({ value }) => [value.name, value.roles, value.archived])).toEqual([
				['Maple & Sons', ['client'], false],
				['Only Contact', ['client'], true],
				['Paper Ltd', ['supplier'], false]
			]);
			expect(of(found, 'party')[0]!.value).toMatchObject({
				currency: 'GBP',
				termsDays: 14,
				address: { country: 'DE' },
				contacts: [
					{ id: '1', name: 'Ada Berg', primary: true },
					{ id: '2', name: 'Second', primary: false }
				],
				notes: 'likes blue\nhttps://maple.example',
				customFields: [{ value: 'red' }]
			});
			expect(of(found, 'item')[0]!.value).toMatchObject({ name: 'Drawing', price: '80.5', currency: 'EUR' });
			expect(of(found, 'project').map(({ value }) => [value.name, value.rate])).toEqual([
				['Website', '75'],
				['Invoice Ninja', undefined]
			]);
			expect(of(found, 'task')[0]!.value).toMatchObject({ name: 'Header', notes: 'Header\nand footer' });
			expect(of(found, 'time-entry').map(({ value }) => [value.note, value.billable, value.start])).toEqual([
				['Header\nand footer', true, '2021-05-27T20:23:42.000Z'],
				['second', false, '2021-05-28T11:06:40.000Z'],
				['Call', false, '2021-05-30T18:40:00.000Z']
			]);
			expect(of(found, 'expense')[0]).toMatchObject({
				value: { prices: 'gross', number: 'R-7', lines: [{ amount: '119', taxes: [{ name: 'VAT', rate: '19' }] }] },
				refs: { supplierId: 'supplier v1', 'rebill.clientId': 'client c1' }
			});
			expect(found.owed).toEqual([
				{
					...{ party: 'client c1', client: 'Maple & Sons', number: '2026-0001', date: '2026-05-28', dueDate: '2026-06-11' },
					...{ currency: 'GBP', total: '500', open: '120.5' }
				}
			]);
			expect(Object.fromEntries(found.left)).toEqual({
				...{ invoice: 2, credit: 1, quote: 1, payment: 1, file: 2, running: 1, deleted: 2 }
			});
			expect(found.invoiced).toBe(1);
		}
	});

	it.each(['mysql', 'sqlite', 'postgres'] as const)('InvoiceShelf’s backup with a dump of %s', async (dialect) => {
		const content = invoiceShelfDump(dialect);
		const zip = packedZip([
			{ name: 'db-dumps/base.sql', content },
			{ name: 'logo.png', content: 'x', stored: true }
		]);
		for (const file of [zip, new Blob([content])]) {
			const found = await plan(file);
			expect(found.program).toBe('invoice-shelf');
			expect(found.faults).toEqual([]);
			expect(of(found, 'party')[0]!.value).toMatchObject({
				name: "L'Éclair; (SARL)",
				currency: 'EUR',
				address: { line1: '1 rue de la Paix', city: 'Sète', postcode: '34200', country: 'FR' },
				contacts: [{ name: 'Zoë', email: 'e@example.org' }],
				notes: 'Éclair\nGroupe'
			});
			expect(of(found, 'item')[0]!.value).toMatchObject({ name: 'Dessin', price: '80.50' });
			expect(of(found, 'expense')[0]!.value).toMatchObject({ date: '2026-05-28', lines: [{ amount: '12.34' }] });
			expect(found.owed).toMatchObject([{ number: 'INV-1', total: '500.00', open: '120.50', date: '2026-05-28', currency: 'EUR' }]);
			expect(Object.fromEntries(found.left)).toMatchObject({ invoice: 1, quote: 1, payment: 2 });
		}
	});

	it.each([
		['an empty file', new Blob([]), 'empty'],
		['a picture', new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0])]), 'not-text'],
		['a web page', new Blob(['<!DOCTYPE html><table></table>']), 'html-only'],
		['somebody’s table', new Blob(['a,b\n1,2\n']), 'unknown-format'],
		['other JSON', new Blob(['{"a":1}']), 'unknown-format'],
		['JSON that was cut off', new Blob([JSON.stringify(INVOICE_NINJA).slice(0, -9)]), 'not-json'],
		['a summary', new Blob(['User,Email,Client,Project,Duration\nA,a,C,P,1:00\n']), 'summary-only'],
		['a spreadsheet', packedZip([{ name: '[Content_Types].xml', content: '<x/>' }]), 'spreadsheet'],
		['another version', solidtime({ 'meta.json': '{"version":"2.0"}' }), 'other-version'],
		['a table less', solidtime({ 'tasks.csv': undefined }), 'missing-table'],
		['columns less', solidtime({ 'time_entries.csv': 'id,start\n' }), 'missing-columns'],
		['a dump that was cut off', new Blob([invoiceShelfDump('mysql').replace(/'EUR'\);[\s\S]*/, "'EU")]), 'not-sql'],
		['a ZIP file that was cut off', solidtime().slice(0, -30), 'zip-damaged'],
		['one that grows', packedZip([{ name: 'a.csv', content: 'a,'.repeat(4_000_000) }]), 'zip-too-large'],
		['one that says less than it is', packedZip([{ name: 'a.csv', content: 'a,b\n'.repeat(99), says: 9 }]), 'zip-damaged'],
		['quotes that stay open', new Blob(['User,Project,Duration,Description,Start date,Start time\n"a,b']), 'open-quotes']
	])('%s: refused', async (_what, file, problem) => {
		await expect(plan(file)).rejects.toMatchObject({ problem });
	});

	it('what cannot be read is named by table, line and column, and the rest is taken', async () => {
		const entries = SOLIDTIME['time_entries.csv']!;
		const wrong = entries.replace('2026-03-04T09:23:00Z', 'yesterday').replace(',p2,', ',p9,').replace('e3,running', 'e3,"running"');
		const found = await plan(solidtime({ 'time_entries.csv': wrong }));
		expect(found.faults).toEqual([
			{ table: 'time_entries', line: 2, field: 'start', why: 'bad-time' },
			{ table: 'time_entries', line: 3, field: 'project_id', why: 'unknown-reference' }
		]);
		const toggl = 'User,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n';
		const rows =
			'A,P,n,Yes,2026-02-30,10:00:00,2026-03-01,11:00:00,1:00:00\nA,P,n,Yes,2026-03-01,25:00:00,2026-03-01,11:00:00,1:00:00\nA,P,n,Yes,2026-03-02,10:00:00,2026-03-01,11:00:00,1:00:00\n';
		expect((await plan(toggl + rows)).faults).toEqual([
			{ table: '', line: 2, field: 'Start date', why: 'bad-date' },
			{ table: '', line: 3, field: 'Start time', why: 'bad-time' },
			{ table: '', line: 4, field: 'end', why: 'ends-before' }
		]);
	});

	it('a million cells are read, and reading stops when it is told to', async () => {
		const head = 'User,Project,Description,Billable,Start date,Start time,End date,End time,Duration,' + 'x,'.repeat(10) + 'y\n';
		const row = `A,P,n,Yes,2026-03-01,10:00:00,2026-03-01,11:00:00,1:00:00,${'z,'.repeat(10)}z\n`;
		const file = new Blob([head, ...Array.from({ length: 100 }, () => row.repeat(500))]);
		expect(of(await plan(file), 'time-entry')).toHaveLength(50_000);
		let asked = 0;
		const stop = async () => {
			if (++asked > 3) throw new Error('stopped');
		};
		await expect(plan(file, { watch: stop })).rejects.toThrow('stopped');
	});
});
