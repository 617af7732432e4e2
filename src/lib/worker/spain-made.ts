/** Which documents of a log have a record, in whose chain, and where: what one operation that issues says. */
import type { IssuedDocument } from '../documents/document.ts';
import { thawTotals } from '../documents/totals.ts';
import { recordOf } from '../spain/of-document.ts';
import type { BillingRecord } from '../spain/record.ts';

export type Made = { record: BillingRecord } | 'none' | 'brought';

/** Between an issue and its being saved, in minutes: clocks are read twice. */
const LONGEST_SAVE = 10;

/**
 * The record was made where and when the invoice was issued. Books that were brought in as a file, or copied, hold issues of other times: their records are
 * in other chains, and this one does not make them again.
 * @param savedAt minutes since 1970, as the operation says it
 */
export function madeBy(document: IssuedDocument, savedAt: number | undefined): Made {
	if (!document.seller.billingRecords) return 'none';
	const issued = Date.parse(document.issuedAt) / 60_000;
	if (savedAt === undefined || !(Math.abs(savedAt - issued) <= LONGEST_SAVE)) return 'brought';
	try {
		const made = recordOf({ ...document, totals: thawTotals(document.totals) });
		return made.ok ? { record: made.record } : 'none';
	} catch {
		// Totals that are no amounts.
		return 'none';
	}
}
