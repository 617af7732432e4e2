/** The step from draft to issued document: pure, so that the check the editor shows and the one that counts are the same. */
import type { Business } from '../business/business.ts';
import type { Party } from '../parties/party.ts';
import type { IssueBlocker } from '../worker-api.ts';
import type { DocumentContent, IssuedDocument } from './document.ts';
import { issueBlockers, issueDateOf } from './issue-check.ts';
import { creditFindings, type CreditedInvoice } from './issue-check/credit.ts';
import { error, warning } from './issue-check/finding.ts';
import { numberFindings } from './issue-check/numbers.ts';
import { prepaidFindings } from './issue-check/prepaid.ts';
import { sourceFindings } from './issue-check/sources.ts';
import { chainEnd, nextSequence, periodOf, type SeriesLedger } from './ledger.ts';
import { formatNumber, runOf, type NumberContext } from './numbering.ts';
import { inOrder } from './order.ts';
import type { Series } from './series.ts';
import { buyerSnapshot, sellerSnapshot } from './snapshots.ts';
import { withRateDay } from './rate.ts';
import { computeTotals, ENGINE_VERSION, freezeTotals, thawTotals } from './totals.ts';

/** An issued document with what happened to it. */
export type IssuedSource = CreditedInvoice;

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
	/** This device, as hex. */
	device?: string;
	/** The books ask for an approval, and it has none as it is. [Note: approval] */
	isUnapproved?: boolean;
	/** True when another device numbers the series. */
	isHeldElsewhere?: boolean;
	/** True when nobody numbers the series, and a device that did or could have is gone. */
	isFirstAfterLoss?: boolean;
	/** Of a credit note: the invoice it corrects, where the books have it. */
	invoice?: CreditedInvoice;
	/** The documents it was made from, by record id, where the books have them. */
	sources?: ReadonlyMap<string, IssuedSource>;
	/** What payments of the client have left to give, in minor units of the document's currency. */
	credit?: bigint;
	/** Calendar date where the business is. */
	today: string;
}

/** The number the document would get today. */
export function numberToCome(request: Numbered): string | undefined {
	const { content, series, given, today } = request;
	if (!series) return undefined;
	return formatNumber(series.pattern, nextSequence(series, given, issueDateOf(content, today)), contextOf(request, series));
}

type Numbered = Pick<IssueRequest, 'content' | 'series' | 'given' | 'today'> & { party?: Pick<Party, 'number'> | undefined };

function contextOf({ content, given, today, party }: Numbered, { code }: Series): NumberContext {
	return { issueDate: issueDateOf(content, today), code, segment: given.segment, client: party?.number ?? '' };
}

export function checkIssue(request: IssueRequest): IssueBlocker[] {
	const { content, party, business, series, given, today } = request;
	const number = numberToCome(request);
	const found = issueBlockers(content, party, business, series, today, { number, lastIssueDate: given.lastDate || undefined });
	const first: IssueBlocker[] = [];
	if (number && request.isTaken(number)) first.push(error('series.pattern', 'checkNumberTaken', { number }));
	if (request.isUnapproved) first.push(error('approval', 'checkNotApproved'));
	if (request.isHeldElsewhere) first.push(error('series.lease', 'checkSeriesHeld', { name: series?.name ?? '' }));
	if (number && request.isFirstAfterLoss) first.push(warning('series.pattern', 'checkNumberAfterLoss', { number }));
	if (!isReadableAgain(content)) first.push(TOO_LARGE);
	const numbers = numberFindings({ content, party, series, given, issueDate: issueDateOf(content, today) });
	const credits = content.type === 'credit-note' ? creditFindings(content, issueDateOf(content, today), request.invoice) : [];
	const converted = sourceFindings(content, request.sources ?? new Map());
	const all = [...first, ...credits, ...converted, ...numbers, ...prepaidFindings(content, request.credit ?? 0n), ...found];
	return [...all.filter(({ level }) => level === 'error'), ...all.filter(({ level }) => level === 'warning')];
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
			number: formatNumber(series.pattern, sequence, contextOf(request, series)),
			series: seriesId,
			segment: given.segment,
			sequence,
			sequenceYear: periodOf(series, issueDate),
			run: runOf(series.pattern, contextOf(request, series)),
			previousIssue: chainEnd(given, request.device ?? ''),
			content: withRateDay({ ...content, issueDate, lines: inOrder(content.lines) }, issueDate),
			seller: sellerSnapshot(business, content),
			buyer: buyerSnapshot(party, content),
			totals: freezeTotals(totals.value),
			engine: ENGINE_VERSION,
			issuedAt
		}
	};
}
