/**
 * Toggl Track, detailed report as CSV. Columns as in https://github.com/solidtime-io/solidtime: resources/testfiles/toggl_time_entries_import_test_1.csv
 * and app/Service/Import/Importers/TogglTimeEntriesImporter.php: UTF-8 with a mark, commas; dates ISO 8601, times of 24 hours, both on the clock of
 * whoever exports; tags divided by a comma and a blank. The summary report has no days and is refused.
 */
import { ForeignRefused } from './problem.ts';
import { isYes, listOf, spanOf, typedLength, type ForeignReader } from './reading.ts';
import { clockIn, dateIn, durationIn } from './values.ts';

const NEEDED = ['Description', 'Start date', 'Start time'];

export const toggl: ForeignReader = {
	program: 'toggl',
	fits({ tables }) {
		const table = tables.get('');
		if (!table || table.has('Group') || !table.has('User', 'Project', 'Duration')) return false;
		if (!table.has('Start date') && table.has('Client') && !table.has('Customer')) throw new ForeignRefused('summary-only');
		return table.has('Start date', 'Start time');
	},
	async read(reading) {
		const { plan, inside, chosen, assumed, watch } = reading;
		const table = inside.tables.get('')!;
		table.need(...NEEDED);
		const dates = ['Start date', 'End date'];
		const { dates: order } = await table.notation({ numbers: [], dates }, chosen, { decimal: '.', dates: 'mdy' }, assumed, watch);
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const client = plan.client(row.text('Client'), row.place);
			const project = plan.project(row.text('Project'), client, row.place);
			const task = plan.task(row.text('Task'), project, row.place);
			const date = dateIn(row.text('Start date'), order);
			const [from, to] = [clockIn(row.text('Start time')), clockIn(row.text('End time', 'Stop time'))];
			if (date === undefined) plan.fault(row.place, 'Start date', 'bad-date');
			else if (from === undefined) plan.fault(row.place, 'Start time', 'bad-time');
			else if (row.text('End time', 'Stop time') === '') plan.leave('running');
			else if (to === undefined) plan.fault(row.place, 'End time', 'bad-time');
			else {
				const lastDay = row.text('End date', 'Stop date');
				const last = lastDay === '' ? date : dateIn(lastDay, order);
				if (last === undefined) plan.fault(row.place, 'End date', 'bad-date');
				const span = last && spanOf(reading, row.place, { date, seconds: from }, { date: last, seconds: to, mayRollOver: lastDay === '' });
				if (!span) continue;
				plan.entry({
					place: row.place,
					person: row.text('User', 'Member'),
					...(project !== undefined && { project }),
					...(task !== undefined && { task }),
					note: row.text('Description'),
					tags: listOf(row.text('Tags')),
					billable: isYes(row.text('Billable')),
					date,
					...span,
					...typedLength(span, durationIn(row.text('Duration'), '.'))
				});
			}
		}
	}
};
