/**
 * How long business documents have to be kept, by the seller's country: years counted from the end of the fiscal year in which a document was
 * issued, or of the calendar year where that ends later. Rules of thumb of the general duty for invoices, as the law stood in November 2026;
 * land, long-lived goods and running proceedings can ask for more.
 */
const YEARS: Readonly<Record<string, number>> = {
	FR: 10, // Code de commerce, art. L123-22
	BE: 10, // Code TVA, art. 60
	LU: 10, // Code de commerce, art. 16
	NL: 7, // Algemene wet inzake rijksbelastingen, art. 52
	DE: 8, // § 147 AO, § 14b UStG
	AT: 7, // § 132 BAO
	CH: 10, // Art. 958f OR
	ES: 6, // Código de Comercio, art. 30
	IT: 10, // Codice civile, art. 2220
	PT: 10, // CIVA, art. 52
	IE: 6, // Taxes Consolidation Act 1997, s. 886
	GB: 6, // VAT Regulations 1995, reg. 31; Finance Act 1998, sch. 18
	MA: 10, // Code général des impôts, art. 211
	IN: 8, // Companies Act 2013, s. 128
	CA: 6, // Income Tax Act, s. 230
	US: 7 // 26 CFR 1.6001-1, with the longest ordinary period of limitation
};
/** Where no rule is known, the longest that is usual. */
const OTHERWISE = 10;

export function retentionYears(country: string): number {
	return YEARS[country] ?? OTHERWISE;
}

/** The first calendar date on which a document need no longer be kept. `fiscalYearStart` is a month, 1 to 12. */
export function freeFrom(issueDate: string, country: string, fiscalYearStart: number): string {
	const [year, month] = issueDate.split('-').map(Number) as [number, number];
	const firstOfNext = month >= fiscalYearStart ? year + 1 : year;
	const fiscal = `${firstOfNext + retentionYears(country)}-${String(fiscalYearStart).padStart(2, '0')}-01`;
	const calendar = `${year + 1 + retentionYears(country)}-01-01`;
	return fiscal > calendar ? fiscal : calendar;
}
