/** Which operations of a log made a record, and in whose chain: what one that issues or annuls says. */
import type { DocumentFact, IssuedDocument } from '../documents/document.ts';
import { thawTotals } from '../documents/totals.ts';
import { recordOf } from '../spain/of-document.ts';
import type { AnnulmentRecord, BillingRecord, IssueRecord } from '../spain/record.ts';
import { localInstant } from '../spain/when.ts';

/** Between an issue and its being saved, in minutes: clocks are read twice. */
const LONGEST_SAVE = 10;

/** What an annulment says of its invoice. */
export interface Issued {
	record: Pick<IssueRecord, 'id' | 'issuer'>;
	timeZone: string;
}

/** The record of a document; none where it was issued without. */
export function issueOf(document: IssuedDocument): (Issued & { record: IssueRecord }) | undefined {
	const { billingRecords } = document.seller;
	if (!billingRecords) return undefined;
	try {
		const made = recordOf({ ...document, totals: thawTotals(document.totals) });
		return made.ok ? { record: made.record, timeZone: billingRecords.timeZone } : undefined;
	} catch {
		// Totals that are no amounts.
		return undefined;
	}
}

/** None where it withdraws what has no record. */
export function annulmentOf({ at, version }: Voided, of: Issued | undefined): AnnulmentRecord | undefined {
	if (!of || at === undefined || version === undefined) return undefined;
	const { id, issuer } = of.record;
	return { kind: 'annulment', id, issuer, at: localInstant(at, of.timeZone), version };
}

export type Voided = Extract<DocumentFact, { kind: 'voided' }>;

/**
 * A record was made where and when its invoice was issued or annulled. Books that were brought in as a file, or copied, hold those of other times: they are
 * in other chains, and this one does not make them again.
 * @param savedAt minutes since 1970, as the operation says it
 */
export function isMadeHere({ at }: BillingRecord, savedAt: number | undefined): boolean {
	return savedAt !== undefined && Math.abs(savedAt - Date.parse(at) / 60_000) <= LONGEST_SAVE;
}
