/**
 * Clockify, detailed report and projects as CSV. Columns as in https://github.com/solidtime-io/solidtime: resources/testfiles/clockify_*.csv and
 * app/Service/Import/Importers/Clockify*Importer.php: all quoted, commas; the task is "Task" or "Activity", projects name theirs in "Task", "Tasks" or
 * "Activities"; the client's column can be missing. Dates and times are written as each person has chosen, mostly 12/24/2026 and 10:23:52 AM.
 */
import { currencyIn } from './names.ts';
import { isYes, listOf, spanOf, typedLength, type ForeignReader, type Reading } from './reading.ts';
import { clockIn, dateIn, durationIn, numberIn } from './values.ts';

const USUAL = { decimal: '.', dates: 'mdy' } as const;

export const clockifyTime: ForeignReader = {
	program: 'clockify',
	fits: ({ tables }) => tables.get('')?.has('Project', 'User', 'Group', 'Start Date') === true,
	async read(reading) {
		const { plan, inside, chosen, assumed, watch } = reading;
		const table = inside.tables.get('')!;
		table.need('Description', 'Start Time', 'End Date', 'End Time');
		const rate = table.heading('Billable Rate (');
		const currency = currencyIn((rate ?? '').toUpperCase());
		const columns = { numbers: rate ? [rate] : [], dates: ['Start Date', 'End Date'] };
		const { decimal, dates } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const client = plan.client(row.text('Client'), row.place);
			const project = plan.project(row.text('Project'), client, row.place);
			const task = plan.task(row.text('Task', 'Activity'), project, row.place);
			const [date, last] = [dateIn(row.text('Start Date'), dates), dateIn(row.text('End Date'), dates)];
			const [from, to] = [clockIn(row.text('Start Time')), clockIn(row.text('End Time'))];
			if (row.text('End Date') === '' && row.text('End Time') === '') plan.leave('running');
			else if (date === undefined) plan.fault(row.place, 'Start Date', 'bad-date');
			else if (last === undefined) plan.fault(row.place, 'End Date', 'bad-date');
			else if (from === undefined) plan.fault(row.place, 'Start Time', 'bad-time');
			else if (to === undefined) plan.fault(row.place, 'End Time', 'bad-time');
			else {
				const span = spanOf(reading, row.place, { date, seconds: from }, { date: last, seconds: to });
				if (!span) continue;
				const hour = rate && numberIn(row.text(rate), decimal);
				plan.entry({
					place: row.place,
					person: row.text('User'),
					...(project !== undefined && { project }),
					...(task !== undefined && { task }),
					note: row.text('Description'),
					tags: listOf(row.text('Tags')),
					billable: isYes(row.text('Billable')),
					invoiced: isYes(row.text('Invoiced')),
					date,
					...span,
					...typedLength(span, durationIn(row.text('Duration (h)'), decimal)),
					...(hour && currency && { rate: hour, currency })
				});
			}
		}
	}
};

export const clockifyProjects: ForeignReader = {
	program: 'clockify',
	fits: ({ tables }) => tables.get('')?.has('Project', 'Status', 'Visibility', 'Billability') === true,
	async read({ plan, inside, chosen, assumed, watch, currency }: Reading) {
		const table = inside.tables.get('')!;
		const rate = table.heading('Billable Rate (');
		const columns = { numbers: ['Estimated (h)', ...(rate ? [rate] : [])], dates: [] };
		const { decimal } = await table.notation(columns, chosen, USUAL, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			if (row.text('Project') === '') {
				plan.fault(row.place, 'Project', 'nameless');
				continue;
			}
			const hour = rate && numberIn(row.text(rate), decimal);
			const hours = numberIn(row.text('Estimated (h)'), decimal);
			const client = plan.client(row.text('Client'), row.place);
			const project = plan.project(row.text('Project'), client, row.place, {
				currency: (rate && currencyIn(rate.toUpperCase())) ?? currency,
				billable: isYes(row.text('Billability')),
				archived: row.text('Status').toLowerCase() === 'archived',
				notes: row.text('Note'),
				...(hour && Number(hour) > 0 && { rate: hour }),
				...(hours && Number(hours) > 0 && { budget: { of: 'hours', amount: hours } })
			});
			for (const task of listOf(row.text('Tasks', 'Task', 'Activities'))) plan.task(task, project, row.place);
		}
	}
};
