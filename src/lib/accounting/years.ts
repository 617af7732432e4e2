/** Fiscal years, as calendar dates. */

export interface FiscalYear {
	start: string;
	/** Its last day. */
	closing: string;
	/** The part of the period that lies in it. */
	from: string;
	to: string;
}

/** Those that the period touches, the first one first. @param startMonth 1 to 12 */
export function fiscalYears(from: string, to: string, startMonth: number): FiscalYear[] {
	const years: FiscalYear[] = [];
	const month = String(startMonth).padStart(2, '0');
	let year = Number(from.slice(0, 4)) - (from.slice(5, 7) < month ? 1 : 0);
	for (; ; year++) {
		const start = `${String(year).padStart(4, '0')}-${month}-01`;
		if (start > to) return years;
		const next = new Date(Date.UTC(year + 1, startMonth - 1, 1));
		const closing = new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10);
		years.push({ start, closing, from: from > start ? from : start, to: to < closing ? to : closing });
	}
}
