/**
 * How long business documents have to be kept, by the seller's country: what was issued, bills, and the payments of both. Rules of the general duty
 * for invoices and the records behind them, as the law stood in November 2026; land, long-lived goods, subsidies and running proceedings can ask for more.
 * Where several laws ask, the longest counts.
 *
 * Each figure was compared with the law's own text or with what the country's authority says of it, but for those marked `unconfirmed`.
 */
export interface RetentionRule {
	years: number;
	/** With the section, as the country cites it. */
	law: string;
	/**
	 * When the years begin: at the end of the fiscal year, of the calendar year, of the calendar year in which the fiscal year ends, or of the year in
	 * which the tax return was due.
	 */
	from: 'fiscal-year' | 'calendar-year' | 'calendar-of-fiscal' | 'return';
	/** The month and day on which the return of a calendar year is due at the latest, where the years count from there. */
	due?: string;
	/** No text of the law was at hand to compare it with: the screen says so. */
	unconfirmed?: true;
}

const RULES: Readonly<Record<string, RetentionRule>> = {
	// Ten years for accounts and their vouchers; LPF art. L. 102 B asks for six, from the date of each document.
	FR: { years: 10, law: 'Code de commerce, art. L. 123-22; LPF, art. L. 102 B', from: 'fiscal-year' },
	// Ten years, not seven, since the law of 20 November 2022; from 1 January after the date of the invoice.
	BE: { years: 10, law: 'Code de la TVA, art. 60, § 4', from: 'calendar-year' },
	LU: { years: 10, law: 'Code de commerce, art. 16', from: 'fiscal-year' },
	NL: { years: 7, law: 'Algemene wet inzake rijksbelastingen, art. 52 lid 4', from: 'fiscal-year' },
	// Eight years, not ten, for vouchers and invoices since the fourth law on bureaucracy (BGBl. 2024 I Nr. 323); § 147 Abs. 4: the calendar year's end.
	DE: { years: 8, law: '§ 147 Abs. 3, 4 AO; § 14b Abs. 1 UStG', from: 'calendar-year' },
	AT: { years: 7, law: '§ 132 Abs. 1 BAO', from: 'calendar-of-fiscal' },
	CH: { years: 10, law: 'Art. 958f Abs. 1 OR', from: 'fiscal-year' },
	// From the last entry in the books.
	ES: { years: 6, law: 'Código de Comercio, art. 30', from: 'fiscal-year' },
	// From the last entry.
	IT: { years: 10, law: 'Codice civile, art. 2220', from: 'fiscal-year' },
	PT: { years: 10, law: 'CIVA, art. 52.º, n.º 1', from: 'calendar-year' },
	// From the transaction itself: the end of its year is later.
	IE: { years: 6, law: 'Taxes Consolidation Act 1997, s. 886; Value-Added Tax Consolidation Act 2010, s. 84', from: 'fiscal-year' },
	// Six years for VAT and companies. Of one's own trade: five years from 31 January after the tax year, which ends on 5 April.
	GB: {
		years: 6,
		law: 'Value Added Tax Act 1994, sch. 11 para. 6(3); Finance Act 1998, sch. 18 para. 21; Taxes Management Act 1970, s. 12B',
		from: 'fiscal-year',
		due: '02-01'
	},
	DK: { years: 5, law: 'Bogføringsloven (lov nr. 700 af 24/05/2022), § 12', from: 'fiscal-year' },
	SE: { years: 7, law: 'Bokföringslagen (1999:1078), 7 kap. 2 §', from: 'calendar-of-fiscal' },
	// Ten years for projects in construction.
	NO: { years: 5, law: 'Bokføringsloven, § 13', from: 'fiscal-year' },
	FI: { years: 6, law: 'Kirjanpitolaki 1336/1997, 2 luku 10 §', from: 'calendar-of-fiscal' },
	// The article names no day to count from.
	MA: { years: 10, law: 'Code général des impôts, art. 211', from: 'fiscal-year' },
	// Companies: eight years. GST: 72 months from the day the annual return is due, 31 December after the year; that is earlier.
	IN: { years: 8, law: 'Companies Act 2013, s. 128(5); CGST Act 2017, s. 36', from: 'fiscal-year', unconfirmed: true },
	CA: {
		years: 6,
		law: 'Income Tax Act, s. 230(4)(b); Excise Tax Act, s. 286(3); Québec: Tax Administration Act, s. 35.1',
		from: 'fiscal-year'
	},
	// The law names no years; these are of the longest ordinary period in which a return can be changed.
	US: { years: 7, law: '26 CFR 1.6001-1(e); 26 U.S.C. 6511(d)(1)', from: 'return', unconfirmed: true },
	// From the end of the transaction; tax law alone asks for five years.
	AU: { years: 7, law: 'Corporations Act 2001, s. 286(2)', from: 'fiscal-year' },
	NZ: { years: 7, law: 'Tax Administration Act 1994, s. 22', from: 'fiscal-year' }
};
/** Where no rule is known, the longest that is usual. */
const OTHERWISE: RetentionRule = { years: 10, law: '', from: 'fiscal-year', unconfirmed: true };

/** `law` is empty where the country's is not known here. */
export function retentionRule(country: string): RetentionRule {
	return RULES[country] ?? OTHERWISE;
}

/** Every country whose law is known. */
export function retentionRules(): (RetentionRule & { country: string })[] {
	return Object.entries(RULES).map(([country, rule]) => ({ country, ...rule }));
}

/**
 * The first calendar date on which a document need no longer be kept. `fiscalYearStart` is a month, 1 to 12. The fiscal year counts, and the calendar year
 * where that ends later, whichever the law means: a day too long is no breach of it. Years end on the last day of a month, so that the years that follow
 * begin on the first, and no leap day moves them.
 */
export function freeFrom(issueDate: string, country: string, fiscalYearStart: number): string {
	const { years, from, due } = retentionRule(country);
	const [year, month] = issueDate.split('-').map(Number) as [number, number];
	const firstOfNext = month >= fiscalYearStart ? year + 1 : year;
	const filed = from === 'return' ? 1 : 0;
	const fiscal = `${firstOfNext + years + filed}-${String(fiscalYearStart).padStart(2, '0')}-01`;
	// The fiscal year's last day lies in the calendar year before its successor begins, if that begins in January.
	const lastYear = from === 'calendar-of-fiscal' && fiscalYearStart > 1 ? firstOfNext : year;
	const calendar = `${lastYear + 1 + years + filed}-${due ?? '01-01'}`;
	return fiscal > calendar ? fiscal : calendar;
}
