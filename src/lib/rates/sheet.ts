/** Exchange rates as somebody published them: a month in one record. Facts that do not change; which of them a document took is written on the document. */
import { crossRate, readRate } from '../money/exchange.ts';
import { isCurrency } from '../money/currencies.ts';

export interface RateDay {
	/** Calendar date. */
	date: string;
	/** Decimal strings: units of the currency for one unit of the sheet's base. */
	rates: Record<string, string>;
}

export interface RateSheet {
	/** Who published them: "ECB". */
	source: string;
	/** ISO 4217. */
	base: string;
	/** "2026-11". */
	month: string;
	/** In order of their dates. */
	days: RateDay[];
}

/** A rate as it goes onto a document: units of the base currency for one unit of the document's. */
export interface FoundRate {
	rate: string;
	date: string;
	source: string;
}

/** Days in which nothing was published (weekends, Easter, the end of the year) are bridged; an older rate is none for that day. */
export const OLDEST_DAYS = 7;

/** By months, oldest first. Only the newest day and the year before it are kept of a long file. */
export function sheetsOf(source: string, base: string, days: readonly RateDay[]): RateSheet[] {
	const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
	const since = yearBefore(sorted.at(-1)?.date ?? '');
	const months = new Map<string, RateDay[]>();
	for (const day of sorted) {
		if (day.date < since) continue;
		const month = day.date.slice(0, 7);
		months.set(month, [...(months.get(month) ?? []), day]);
	}
	return [...months].map(([month, days]) => ({ source, base, month, days }));
}

function yearBefore(date: string): string {
	return `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`;
}

/**
 * The rate that held on a day: of the newest day not after it, and not more than a week before. What another device wrote is read with care:
 * a sheet that is none counts as empty.
 */
export function rateOn(sheets: readonly RateSheet[], currency: string, baseCurrency: string, date: string): FoundRate | undefined {
	const oldest = daysBefore(date, OLDEST_DAYS);
	let found: FoundRate | undefined;
	for (const { source, base, days } of sheets) {
		for (const day of Array.isArray(days) ? days : []) {
			if (typeof day?.date !== 'string' || day.date > date || day.date < oldest || (found && day.date <= found.date)) continue;
			const rate = rateBetween(base, day.rates, currency, baseCurrency);
			if (rate) found = { rate, date: day.date, source: typeof source === 'string' ? source : '' };
		}
	}
	return found;
}

function rateBetween(base: string, rates: Record<string, string>, currency: string, baseCurrency: string): string | undefined {
	const of = (code: string) => (code === base ? '1' : typeof rates?.[code] === 'string' ? rates[code] : undefined);
	const [from, to] = [of(currency), of(baseCurrency)];
	return from && to ? crossRate(from, to) : undefined;
}

function daysBefore(date: string, days: number): string {
	const day = new Date(`${date}T00:00:00Z`);
	if (Number.isNaN(day.getTime())) return date;
	day.setUTCDate(day.getUTCDate() - days);
	return day.toISOString().slice(0, 10);
}

/** Currencies that are in use and have a rate; others (of countries that took the euro, or a column of its own) are left out. */
export function cleanRates(rates: Iterable<readonly [code: string, rate: string]>): Record<string, string> {
	return Object.fromEntries(
		[...rates].filter(([code, rate]) => isCurrency(code) && readRate(rate) !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
	);
}
