/** Stretches of the calendar a list is narrowed to, as calendar dates, both ends included. */

export type Period =
	| 'this-month'
	| 'last-month'
	| 'this-quarter'
	| 'last-quarter'
	| 'this-year'
	| 'last-year'
	| 'this-fiscal-year'
	| 'last-fiscal-year'
	/** Two dates of one's own; either may be empty. */
	| 'custom';

/** What a business calls today, and when its year begins. */
export interface Calendar {
	/** Calendar date where the business is. */
	today: string;
	/** First month of the fiscal year, 1 to 12. */
	fiscalYearStart: number;
}

export interface DateRange {
	from: string;
	to: string;
}

/** Those worth offering: a fiscal year that is the calendar's is not offered twice. */
export function periodsFor({ fiscalYearStart }: Calendar): Exclude<Period, 'custom'>[] {
	const fiscal = fiscalYearStart === 1 ? [] : (['this-fiscal-year', 'last-fiscal-year'] as const);
	return ['this-month', 'last-month', 'this-quarter', 'last-quarter', 'this-year', 'last-year', ...fiscal];
}

export function rangeOf(period: Exclude<Period, 'custom'>, { today, fiscalYearStart }: Calendar): DateRange {
	const [year = 0, month = 0] = today.split('-').map(Number);
	/** Months since year 0. */
	const now = year * 12 + month - 1;
	const months = { month: 1, quarter: 3, year: 12, 'fiscal-year': 12 };
	const [which, unit] = splitPeriod(period);
	const length = months[unit];
	const shift = unit === 'fiscal-year' ? fiscalYearStart - 1 : 0;
	const begun = Math.floor((now - shift) / length) * length + shift;
	const first = which === 'this' ? begun : begun - length;
	return { from: firstDay(first), to: lastDay(first + length - 1) };
}

function splitPeriod(period: Exclude<Period, 'custom'>) {
	const at = period.indexOf('-');
	return [period.slice(0, at), period.slice(at + 1)] as ['this' | 'last', 'month' | 'quarter' | 'year' | 'fiscal-year'];
}

function firstDay(months: number): string {
	return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

function lastDay(months: number): string {
	const first = firstDay(months);
	// The day before the first of the next month.
	const days = new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).getUTCDate();
	return `${first.slice(0, 8)}${String(days).padStart(2, '0')}`;
}
