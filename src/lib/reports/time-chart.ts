/** Drawings of what moved as time went by. */
import type { DateRange } from '../listing/periods.ts';
import type { Word } from './labels.ts';
import type { Chart } from './report.ts';
import { stretchesOf } from './stretches.ts';

/** What is put on a day that is not in the range is in no drawing. */
export type AddAt = (date: string, series: number, amount: bigint) => void;

/** Columns, beside each other for each stretch of the range; nothing where all of them are zero. */
export function timeChart(range: DateRange, labels: readonly Word[], fill: (add: AddAt) => void): Chart[] {
	const { head, labels: places, at } = stretchesOf(range);
	const series = labels.map((label) => ({ label, values: places.map(() => 0n) }));
	fill((date, which, amount) => {
		if (date >= range.from && date <= range.to) series[which]!.values[at(date)]! += amount;
	});
	if (series.every(({ values }) => values.every((value) => value === 0n))) return [];
	return [{ kind: 'columns', column: 'money', head, places: places.map((text) => ({ text })), series }];
}

/** A line of what stood at the end of each stretch. @param changes of it, in any order; those before the range are what it begins with */
export function balanceChart(range: DateRange, label: Word, changes: Iterable<{ date: string; amount: bigint }>): Chart {
	const { head, labels, at } = stretchesOf(range, true);
	const values = labels.map(() => 0n);
	let sum = 0n;
	for (const { date, amount } of changes) {
		if (date < range.from) sum += amount;
		else if (date <= range.to) values[at(date)]! += amount;
	}
	for (const [place, moved] of values.entries()) values[place] = sum += moved;
	return { kind: 'line', column: 'money', head, places: labels.map((text) => ({ text })), series: [{ label, values }] };
}
