/**
 * Reference rates of late-payment interest, by half-year: what holds on its first day holds through it. What comes after the last one here is
 * typed by the user; nothing is looked up. The rates moved on 1 July 2026 (j-lawyer.org, issue 3614), but no source that states them could be read
 * in November 2026, so they are not here: the rate before is proposed, and whoever charges it is told to look the new one up.
 */
import type { ReferenceRateName } from '../business/business.ts';

/**
 * ecb: main refinancing operations of the European Central Bank on 1 January and 1 July (Directive 2011/7/EU, Art. 2 (7)). Read in November 2026:
 *      Irish Department of Enterprise, "Late Payment Interest Rate", to July 2024; the Bank's steps to 2.15 % of 11 June 2025 (BOE-A-2025-13217) and
 *      unchanged in January 2026 (BOE-A-2025-27201; pandat.fr, 17 February 2026).
 * de:  § 247 BGB; it moves by as many points as that rate (3.62 in gesetze-in-app.de for January 2024), so the two columns go in step.
 * gb:  Bank Rate on 31 December and 30 June before (SI 2002/1675, art. 4): Bank of England, "Official Bank Rate history"; 3.75 % from
 *      18 December 2025 (streets.uk, 1 January 2026).
 */
const KNOWN: Record<ReferenceRateName, Readonly<Record<string, string>>> = {
	ecb: {
		'2022-07-01': '0',
		'2023-01-01': '2.5',
		'2023-07-01': '4',
		'2024-01-01': '4.5',
		'2024-07-01': '4.25',
		'2025-01-01': '3.15',
		'2025-07-01': '2.15',
		'2026-01-01': '2.15'
	},
	de: {
		'2022-07-01': '-0.88',
		'2023-01-01': '1.62',
		'2023-07-01': '3.12',
		'2024-01-01': '3.62',
		'2024-07-01': '3.37',
		'2025-01-01': '2.27',
		'2025-07-01': '1.27',
		'2026-01-01': '1.27'
	},
	gb: {
		'2022-07-01': '1.25',
		'2023-01-01': '3.5',
		'2023-07-01': '5',
		'2024-01-01': '5.25',
		'2024-07-01': '5.25',
		'2025-01-01': '4.75',
		'2025-07-01': '4.25',
		'2026-01-01': '3.75'
	}
};

export interface ReferenceRate {
	/** Percent a year; below zero at times. */
	rate: string;
	/** Of the half-year it is asked for. */
	from: string;
	/** False where it is that of the last half-year known before. */
	known: boolean;
}

/** First day of the half-year. */
export function halfYearOf(date: string): string {
	return `${date.slice(0, 4)}-${date.slice(5, 7) < '07' ? '01' : '07'}-01`;
}

/** @param own typed by the user, by `name/first day`; they go before what the program knows */
export function referenceRate(name: ReferenceRateName, date: string, own: readonly { id: string; rate: string }[] = []): ReferenceRate {
	const from = halfYearOf(date);
	const typed = own.flatMap(({ id, rate }) => (id.startsWith(`${name}/`) ? [[id.slice(name.length + 1), rate] as const] : []));
	const all = { ...KNOWN[name], ...Object.fromEntries(typed) };
	const exact = all[from];
	if (exact !== undefined) return { rate: exact, from, known: true };
	const days = Object.keys(all).sort();
	const before = days.findLast((day) => day < from) ?? days[0]!;
	return { rate: all[before]!, from, known: false };
}
