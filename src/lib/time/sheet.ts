/** A timesheet: what of each entry lies on which day, by project and task. Pure. */
import { addDays, daysBetween } from '../documents/dates.ts';
import { daysOf, type Numbered } from './entry.ts';
import type { TimeEntry } from './time.ts';

export interface SheetRow {
	projectId: string;
	taskId: string;
	/** Seconds, by day of the sheet. */
	days: number[];
	total: number;
}

export interface Sheet {
	dates: string[];
	rows: SheetRow[];
	/** By day. */
	totals: number[];
	total: number;
}

/** The days from `from` to `to`; what an entry over midnight has on another day is not in them. */
export function sheetOf(entries: readonly Numbered[], from: string, to: string, now?: string): Sheet {
	const dates = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));
	const rows = new Map<string, SheetRow>();
	for (const { entry } of entries) {
		const { projectId = '', taskId = '' } = entry;
		for (const { date, seconds } of daysOf(entry, now)) {
			const at = dates.indexOf(date);
			if (at === -1) continue;
			const key = `${projectId}/${taskId}`;
			let row = rows.get(key);
			if (!row) rows.set(key, (row = { projectId, taskId, days: dates.map(() => 0), total: 0 }));
			row.days[at]! += seconds;
			row.total += seconds;
		}
	}
	const all = [...rows.values()];
	const totals = dates.map((_, at) => all.reduce((sum, { days }) => sum + days[at]!, 0));
	return { dates, rows: all, totals, total: totals.reduce((sum, each) => sum + each, 0) };
}

/** Seconds of one entry on one day. */
export function secondsOn(entry: TimeEntry, date: string, now?: string): number {
	return daysOf(entry, now).find((part) => part.date === date)?.seconds ?? 0;
}

/** The first day of the week that the date is in. @param first 1 is Monday, 7 Sunday */
export function weekOf(date: string, first: number): string {
	const day = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
	return addDays(date, -((day - first + 7) % 7));
}

/** On which day weeks begin in that language's place: 1 is Monday, 7 Sunday. */
export function firstDayOfWeek(locale: string): number {
	type Weekly = Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
	const { getWeekInfo, weekInfo } = new Intl.Locale(locale) as Weekly;
	return getWeekInfo ? getWeekInfo.call(new Intl.Locale(locale)).firstDay : (weekInfo?.firstDay ?? 1);
}
