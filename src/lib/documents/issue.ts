/** The step from draft to issued document: pure, so that the check the editor shows and the one that counts are the same. */
import type { Business } from '../business/business.ts';
import type { Party } from '../parties/party.ts';
import type { IssueBlocker } from '../worker-api.ts';
import type { DocumentContent, IssuedDocument } from './document.ts';
import { issueBlockers, issueDateOf } from './issue-check.ts';
import { nextSequence, sequenceYear, type SeriesLedger } from './ledger.ts';
import { formatNumber } from './numbering.ts';
import { inOrder } from './order.ts';
import type { Series } from './series.ts';
import { buyerSnapshot, sellerSnapshot } from './snapshots.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals, thawTotals } from './totals.ts';

export interface IssueRequest {
	content: DocumentContent;
	party: Party | undefined;
	business: Business;
	seriesId: string;
	series: Series | undefined;
	/** What the log says was given in the series. */
	given: SeriesLedger;
	/** True when another document of the workspace bears the number. */
	isTaken(number: string): boolean;
	/** Calendar date where the business is. */
	today: string;
}

/** The number the document would get today. */
export function numberToCome({
	content,
	series,
	given,
	today
}: Pick<IssueRequest, 'content' | 'series' | 'given' | 'today'>): string | undefined {
	if (!series) return undefined;
	const date = issueDateOf(content, today);
	return formatNumber(series.pattern, nextSequence(series, given, date), date);
}

export function checkIssue(request: IssueRequest): IssueBlocker[] {
	const { content, party, business, series, given, today } = request;
	const number = numberToCome(request);
	const found = issueBlockers(content, party, business, series, today, { number, lastIssueDate: given.lastDate || undefined });
	const taken: IssueBlocker[] =
		number && request.isTaken(number) ? [{ field: 'series.pattern', message: 'checkNumberTaken', args: { number }, level: 'error' }] : [];
	return [...taken, ...(isReadableAgain(content) ? [] : [TOO_LARGE]), ...found];
}

const TOO_LARGE: IssueBlocker = { field: 'lines', message: 'checkTotalTooLarge', level: 'error' };

/** Sums can grow past what an amount may hold although every figure typed fits: such a document could be written and never read. */
function isReadableAgain(content: DocumentContent): boolean {
	const totals = computeTotals({ ...content, lines: inOrder(content.lines) });
	if (!totals.ok) return true;
	try {
		thawTotals(freezeTotals(totals.value));
		return true;
	} catch {
		return false;
	}
}

/** @param issuedAt instant, ISO 8601 */
export function issueDocument(
	request: IssueRequest,
	issuedAt: string
): { ok: true; document: IssuedDocument } | { ok: false; blockers: IssueBlocker[] } {
	const blockers = checkIssue(request).filter(({ level }) => level === 'error');
	const { content, party, business, series, seriesId, given, today } = request;
	const totals = computeTotals({ ...content, lines: inOrder(content.lines) });
	if (blockers.length > 0 || !party || !series || !totals.ok) return { ok: false, blockers };
	const issueDate = issueDateOf(content, today);
	const sequence = nextSequence(series, given, issueDate);
	return {
		ok: true,
		document: {
			number: formatNumber(series.pattern, sequence, issueDate),
			series: seriesId,
			segment: given.segment,
			sequence,
			sequenceYear: sequenceYear(series, issueDate),
			previousIssue: given.lastIssue,
			content: { ...content, issueDate, lines: inOrder(content.lines) },
			seller: sellerSnapshot(business),
			buyer: buyerSnapshot(party),
			totals: freezeTotals(totals.value),
			engine: ENGINE_VERSION,
			issuedAt
		}
	};
}
