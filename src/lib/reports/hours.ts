/** Time by project and by member: as it was worked, rounded only where it is billed. A day is that of the place where the work was begun. */
import type { TimeRow } from '../time/rows.ts';
import type { ReportBooks } from './books.ts';
import type { ReportMaker } from './maker.ts';
import type { Column, Label } from './report.ts';
import { sumOf, type Layout } from './tally.ts';

const columns: Column[] = [
	{ key: 'hours', label: 'columnHours', kind: 'hours' },
	{ key: 'billable', label: 'columnBillable', kind: 'hours' },
	{ key: 'worth', label: 'columnWorth', kind: 'money' },
	{ key: 'unbilled', label: 'columnUnbilled', kind: 'money' }
];
const layouts: readonly Layout[] = [{ key: 'time', order: { column: 0 }, totals: [sumOf('time', { word: 'sumAll' })] }];

function byTime(placeOf: (books: ReportBooks, row: TimeRow) => { row: string; label: Label }): ReportMaker {
	return {
		columns: () => columns,
		layouts: () => layouts,
		notes: () => ['noteTime'],
		fill(books, _wish, { from, to }, tally) {
			for (const each of books.time) {
				if (each.date < from || each.date > to || each.running) continue;
				const place = { section: 'time', ...placeOf(books, each) };
				const add = (column: number, value: bigint) => tally.add(place, column, value, () => sourceOfTime(books, each));
				add(0, BigInt(each.seconds));
				if (!each.billable) continue;
				add(1, BigInt(each.seconds));
				if (each.currency !== books.base) continue;
				add(2, each.worth);
				if (each.billed === '') add(3, each.worth);
			}
		},
		chart: { section: 'time', column: 0 }
	};
}

function sourceOfTime(books: ReportBooks, { id, date, note, billed, projectId, member, memberName }: TimeRow) {
	const project = projectId && books.projectName(projectId);
	const name = [project, books.memberName(member) || memberName, note].filter(Boolean).join(' · ');
	return { type: 'time-entry', id, kind: '', date, number: billed, name } as const;
}

export const timeByProject = byTime((books, { projectId }) =>
	projectId === '' ? { row: 'none', label: { word: 'rowNoProject' } } : { row: projectId, label: { text: books.projectName(projectId) } }
);

export const timeByMember = byTime((books, { member, memberName }) => ({
	row: member,
	label: { text: books.memberName(member) || memberName }
}));

/** Time that is worth something in a currency that the columns do not have. */
export function otherCurrencies(books: ReportBooks, { from, to }: { from: string; to: string }): number {
	let count = 0;
	for (const { date, running, billable, currency, worth } of books.time)
		if (date >= from && date <= to && !running && billable && worth !== 0n && currency !== books.base) count++;
	return count;
}
