/**
 * solidtime, export of an organization: a ZIP file of CSV tables, version 1.0. By https://github.com/solidtime-io/solidtime:
 * app/Service/Export/ExportService.php, samples in resources/testfiles/solidtime_import_test_1/: commas; instants in UTC; booleans true and false;
 * rates in hundredths an hour; the tags of an entry as a JSON list of ids.
 */
import { ForeignRefused } from './problem.ts';
import type { ForeignReader, Reading } from './reading.ts';
import type { ForeignTable } from './table.ts';

const TABLES = ['organizations', 'members', 'clients', 'projects', 'project_members', 'tasks', 'tags', 'time_entries'] as const;

export const solidtime: ForeignReader = {
	program: 'solidtime',
	fits: ({ tables }) => tables.has('time_entries') && tables.has('organizations'),
	async read(reading) {
		const { plan, inside, day } = reading;
		const version = (inside.meta as { version?: unknown } | undefined)?.version;
		if (typeof version === 'string' && !version.startsWith('1.')) throw new ForeignRefused('other-version');
		const missing = TABLES.find((name) => !inside.tables.has(name));
		if (missing) throw new ForeignRefused('missing-table', missing);
		const table = (name: (typeof TABLES)[number]): ForeignTable => inside.tables.get(name)!;
		table('time_entries').need('id', 'start', 'end', 'billable', 'member_id', 'project_id', 'task_id', 'tags');
		const money = await currencyOf(table('organizations'), reading);
		const members = await texts(table('members'), 'name');
		const tags = await texts(table('tags'), 'name');
		for await (const row of table('clients').rows()) {
			const name = row.text('name');
			if (name === '') plan.fault(row.place, 'name', 'nameless');
			else
				plan.add('party', `client ${row.text('id')}`, row.place, {
					name,
					roles: ['client'],
					archived: row.text('archived_at') !== ''
				});
		}
		for await (const row of table('projects').rows()) {
			const client = row.text('client_id') && `client ${row.text('client_id')}`;
			if (row.text('name') === '') plan.fault(row.place, 'name', 'nameless');
			else if (client && !plan.has(client)) plan.fault(row.place, 'client_id', 'unknown-reference');
			else {
				const rate = hundredths(row.text('billable_rate'));
				const value = {
					name: row.text('name'),
					currency: money,
					billable: row.text('is_billable') === 'true',
					archived: row.text('archived_at') !== '',
					...(rate && { rate })
				};
				plan.add('project', `project ${row.text('id')}`, row.place, value, { clientId: client || undefined });
			}
		}
		for await (const row of table('tasks').rows()) {
			const project = `project ${row.text('project_id')}`;
			if (row.text('name') === '') plan.fault(row.place, 'name', 'nameless');
			else if (!plan.has(project)) plan.fault(row.place, 'project_id', 'unknown-reference');
			else {
				const value = { name: row.text('name'), state: row.text('done_at') ? 'done' : 'open' };
				plan.add('task', `task ${row.text('id')}`, row.place, value, { projectId: project });
			}
		}
		for await (const row of table('time_entries').rows(reading.watch)) {
			const project = row.text('project_id') && `project ${row.text('project_id')}`;
			const task = row.text('task_id') && `task ${row.text('task_id')}`;
			const [start, end] = [instantIn(row.text('start')), instantIn(row.text('end'))];
			const tagIds = idsIn(row.text('tags'));
			if (start === undefined) plan.fault(row.place, 'start', 'bad-time');
			else if (row.text('end') === '') plan.leave('running');
			else if (end === undefined) plan.fault(row.place, 'end', 'bad-time');
			else if (end < start) plan.fault(row.place, 'end', 'ends-before');
			else if (tagIds === undefined) plan.fault(row.place, 'tags', 'not-json');
			else if ((project && !plan.has(project)) || (task && !plan.has(task)))
				plan.fault(row.place, project && !plan.has(project) ? 'project_id' : 'task_id', 'unknown-reference');
			else {
				const rate = hundredths(row.text('billable_rate'));
				plan.entry({
					place: row.place,
					person: members.get(row.text('member_id')) ?? '',
					...(project && { project }),
					...(task && { task }),
					note: row.text('description'),
					tags: tagIds.map((id) => tags.get(id) ?? '').filter(Boolean),
					billable: row.text('billable') === 'true',
					date: day(start),
					start,
					end,
					...(rate && { rate, currency: money })
				});
			}
		}
	}
};

async function currencyOf(organizations: ForeignTable, { currency }: Reading): Promise<string> {
	for await (const row of organizations.rows()) return row.text('currency') || currency;
	return currency;
}

async function texts(table: ForeignTable, column: string): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for await (const row of table.rows()) found.set(row.text('id'), row.text(column));
	return found;
}

/** Hundredths as a decimal; nothing for zero. */
function hundredths(text: string): string | undefined {
	if (!/^\d{1,12}$/.test(text) || Number(text) === 0) return undefined;
	const digits = text.padStart(3, '0');
	return `${digits.slice(0, -2).replace(/^0+(?=\d)/, '')}.${digits.slice(-2)}`;
}

function instantIn(text: string): string | undefined {
	const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function idsIn(text: string): string[] | undefined {
	if (text === '') return [];
	try {
		const ids: unknown = JSON.parse(text);
		return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : undefined;
	} catch {
		return undefined;
	}
}
