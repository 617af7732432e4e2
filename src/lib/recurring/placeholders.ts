/**
 * Words that stand for a part of the calendar in the texts of a recurring invoice, with steps forward or back: {month}, {quarter}, {year}, {date},
 * and {period}, a month with its year. `{period-1}` in January is December of the year before. In the language of the document. Pure.
 */
import { addDays, isDate } from '../documents/dates.ts';

export const PLACEHOLDERS = ['period', 'month', 'quarter', 'year', 'date'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

const PATTERN = /\{(period|month|quarter|year|date)(?:([+-])(\d{1,3}))?\}/g;

/** @param date calendar date of the period */
export function fillPlaceholders(text: string, date: string, language: string): string {
	if (!isDate(date)) return text;
	return text.replace(PATTERN, (whole, name: Placeholder, sign: string | undefined, count: string | undefined) => {
		const steps = Number(count ?? 0) * (sign === '-' ? -1 : 1);
		return written(name, date, steps, language) ?? whole;
	});
}

export function hasPlaceholders(text: string): boolean {
	return text.search(PATTERN) >= 0;
}

/** Undefined where it would lie outside the calendar. */
function written(name: Placeholder, date: string, steps: number, language: string): string | undefined {
	const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1];
	switch (name) {
		case 'year':
			return isYear(year + steps) ? String(year + steps) : undefined;
		case 'quarter': {
			const quarters = year * 4 + Math.floor(month / 3) + steps;
			return quarterText((((quarters % 4) + 4) % 4) + 1, language);
		}
		case 'date':
			return formatted(addDays(date, steps), language, { dateStyle: 'long' });
		default: {
			const months = year * 12 + month + steps;
			const inYear = Math.floor(months / 12);
			if (!isYear(inYear)) return undefined;
			const first = `${String(inYear).padStart(4, '0')}-${String((((months % 12) + 12) % 12) + 1).padStart(2, '0')}-01`;
			return formatted(first, language, name === 'month' ? { month: 'long' } : { month: 'long', year: 'numeric' });
		}
	}
}

function isYear(year: number): boolean {
	return year >= 1 && year <= 9999;
}

/** As it is written for short in the languages documents come in; elsewhere "Q1". */
function quarterText(quarter: number, language: string): string {
	const letter = { fr: 'T', es: 'T' }[language.toLowerCase().split('-')[0] ?? ''] ?? 'Q';
	return `${letter}${quarter}`;
}

function formatted(date: string, language: string, style: Intl.DateTimeFormatOptions): string {
	const options = { ...style, timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' } as const;
	const at = new Date(`${date}T00:00:00Z`);
	try {
		return new Intl.DateTimeFormat(language || 'en', options).format(at);
	} catch {
		return new Intl.DateTimeFormat('en', options).format(at);
	}
}
