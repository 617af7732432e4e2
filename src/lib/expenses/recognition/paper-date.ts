/** The day of a purchase. Pure: "today" is handed in. */
import { isDate } from '../../documents/dates.ts';
import { atMost, type Found, type PaperLine, type Sureness } from './receipt-text.ts';
import { MONTHS, OTHER_DAY, THE_DAY } from './receipt-words.ts';

interface Day {
	date: string;
	/** The other reading, where day and month could each be the other. */
	other?: string;
}

/** Whether a day is written before its month ("03/04") is known by the country; where it is not, the reading is only a guess. */
export function dateOn(lines: readonly PaperLine[], today: string, monthFirst: boolean | undefined): Found<string> | undefined {
	const found: { value: string; sureness: Sureness; line: PaperLine; rank: number }[] = [];
	for (const line of lines) {
		for (const day of daysIn(line.words, monthFirst ?? false)) {
			// A day to come is no day of a purchase: the other reading may be.
			const turned = day.date > today && day.other !== undefined && day.other <= today;
			const value = turned ? day.other! : day.date;
			if (value > today || value < '1990') continue;
			const isOpen = day.other !== undefined && monthFirst === undefined && !turned;
			const rank = (THE_DAY.test(line.words) ? 2 : 0) - (OTHER_DAY.test(line.words) ? 4 : 0) + (/\d ?[:H] ?\d\d/.test(line.words) ? 1 : 0);
			found.push({ value, sureness: isOpen || rank < 0 ? 'guess' : 'likely', line, rank });
		}
	}
	const best = found.sort((a, b) => b.rank - a.rank || a.line.at - b.line.at)[0];
	if (!best) return undefined;
	const agree = found.every(({ value, rank }) => value === best.value || rank < 0);
	const sureness = best.sureness === 'likely' && agree ? atMost('sure', best.line) : best.sureness;
	return { value: best.value, sureness, from: best.line.text };
}

function daysIn(words: string, monthFirst: boolean): Day[] {
	const days: Day[] = [];
	const add = (year: string, month: number, day: number, swap: boolean) => {
		const full = year.length === 2 ? `20${year}` : year;
		const text = (m: number, d: number) => `${full}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
		const date = text(month, day);
		const other = swap && day !== month ? text(day, month) : undefined;
		if (isDate(date)) days.push({ date, ...(other && isDate(other) && { other }) });
		else if (other && isDate(other)) days.push({ date: other });
	};
	for (const [, year = '', month, day] of words.matchAll(/(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g))
		add(year, Number(month), Number(day), false);
	for (const match of words.matchAll(/(?<![\d.,/-])(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d])(?!\2\d)/g)) {
		const [, first, sign, second, year = ''] = match;
		// With points the day comes first everywhere.
		const isMonthFirst = monthFirst && sign !== '.';
		if (isMonthFirst) add(year, Number(first), Number(second), true);
		else add(year, Number(second), Number(first), sign !== '.');
	}
	for (const [, day, word = '', year = ''] of words.matchAll(
		/(?<!\d)(\d{1,2})(?:ER|\.|ST|ND|RD|TH)? ?-?(?:DE )?([A-Z]{3,10})\.?,? ?-?(?:DEL? )?'?(\d{4}|\d{2})(?!\d)/g
	)) {
		const month = MONTHS.get(word);
		if (month) add(year, month, Number(day), false);
	}
	for (const [, word = '', day, year = ''] of words.matchAll(/\b([A-Z]{3,10})\.? (\d{1,2})(?:ST|ND|RD|TH)?,? (\d{4})(?!\d)/g)) {
		const month = MONTHS.get(word);
		if (month) add(year, month, Number(day), false);
	}
	return days;
}
