/** Makes any report, and names what is behind one of its figures. Pure: the same books give the same report on every device. */
import type { DateRange } from '../listing/periods.ts';
import { payables, receivables } from './aged.ts';
import type { ReportBooks } from './books.ts';
import { expenses, suppliers } from './costs.ts';
import { dashboard } from './dashboard.ts';
import { eachFlow } from './flows.ts';
import { otherCurrencies, timeByMember, timeByProject } from './hours.ts';
import type { ReportMaker } from './maker.ts';
import { profit, profitPlaces } from './profit.ts';
import { comparedWith } from './range.ts';
import {
	OF_DAY,
	OWN_CURRENCIES,
	type Chart,
	type FigureAt,
	type NotCounted,
	type Report,
	type ReportId,
	type ReportWish,
	type Section,
	type SourcePage
} from './report.ts';
import { clients, items, members } from './sales.ts';
import { clientStatements, supplierStatements } from './statements.ts';
import { Behind, sectionsOf, signsOf, Sums } from './tally.ts';
import { taxes } from './taxes.ts';
import { timeChart } from './time-chart.ts';

const MAKERS: Readonly<Record<ReportId, ReportMaker>> = {
	...{ dashboard, profit, taxes, receivables, payables, clients, items, members, expenses, suppliers },
	'client-statements': clientStatements,
	'supplier-statements': supplierStatements,
	'time-projects': timeByProject,
	'time-members': timeByMember
};

/** Bars that can still be told apart. */
const MOST_BARS = 12;

export function makeReport(books: ReportBooks, wish: ReportWish): Report {
	const maker = MAKERS[wish.report];
	const columns = maker.columns(wish, books);
	const compared = comparedWith(wish, wish.comparison);
	const now = new Sums();
	maker.fill(books, wish, wish, now);
	const before = compared && new Sums();
	if (compared && before) maker.fill(books, wish, compared, before);
	for (const sums of before ? [now, before] : [now]) maker.finish?.(books, sums);
	const sections = sectionsOf(maker.layouts(books, wish), columns, now, before);
	return {
		wish,
		...(compared && { compared }),
		currency: books.base,
		...(wish.partyId && { party: books.partyName(books.partyOf(wish.partyId)) ?? '' }),
		columns,
		sections,
		charts: chartsOf(books, maker, wish, sections),
		notes: maker.notes?.(wish, books) ?? [],
		notCounted: notCounted(books, wish)
	};
}

export function sourcesOf(books: ReportBooks, wish: ReportWish, at: FigureAt, offset = 0, limit = 100): SourcePage {
	const maker = MAKERS[wish.report];
	const range = at.before ? comparedWith(wish, wish.comparison) : wish;
	if (!range) return { total: 0, sum: 0n, sources: [] };
	const behind = new Behind(signsOf(maker.layouts(books, wish), at), at.column);
	maker.fill(books, wish, range, behind);
	const { sources } = behind;
	const sum = sources.reduce((all, { amount }) => all + amount, 0n);
	return { total: sources.length, sum, sources: sources.slice(offset, offset + limit) };
}

function chartsOf(books: ReportBooks, { chart, columns }: ReportMaker, wish: ReportWish, sections: readonly Section[]): Chart[] {
	if (chart === 'flows') return flowsChart(books, wish);
	if (!chart) return [];
	if (typeof chart === 'function') return chart(books, wish);
	const rows = (sections.find(({ key }) => key === chart.section)?.rows ?? [])
		.filter(({ isTotal, now }) => !isTotal && (now[chart.column] ?? 0n) !== 0n)
		.slice(0, MOST_BARS);
	const { label, kind } = columns(wish, books)[chart.column]!;
	if (rows.length === 0) return [];
	const places = rows.map((row) => row.label);
	return [{ kind: 'bars', column: kind, head: 'row', places, series: [{ label, values: rows.map(({ now }) => now[chart.column] ?? 0n) }] }];
}

function flowsChart(books: ReportBooks, wish: ReportWish): Chart[] {
	const placeOf = profitPlaces(wish.basis);
	return timeChart(wish, ['sectionIncome', 'sectionCosts'], (add) => {
		eachFlow(books, wish.basis, (date, part) => {
			const found = placeOf(part);
			if (found) add(date, found.place.section === 'income' ? 0 : 1, part.amount * found.sign);
		});
	});
}

/** What lies in the range and has no rate. Time that is worth something in another currency. */
function notCounted(books: ReportBooks, wish: ReportWish): NotCounted[] {
	if (wish.report.startsWith('time')) {
		const count = otherCurrencies(books, wish);
		return count > 0 ? [{ why: 'other-currency', count }] : [];
	}
	if (OWN_CURRENCIES.has(wish.report)) return [];
	const counts = new Map<NotCounted['why'], number>();
	const isIn = (date: string, { from, to }: DateRange) => (OF_DAY.has(wish.report) || date >= from) && date <= to;
	for (const { leftOut, date } of books.trades.values())
		if (leftOut && isIn(date, wish)) counts.set(leftOut, (counts.get(leftOut) ?? 0) + 1);
	return [...counts].map(([why, count]) => ({ why, count }));
}
