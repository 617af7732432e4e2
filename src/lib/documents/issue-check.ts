/**
 * What stands in the way of issuing a document: the mandatory fields of EN 16931 and of the seller's country. Errors block, warnings do
 * not. Each names the field to mend by its path and says why by a key of the message catalogue. Pure: the worker runs it on what is
 * stored, the editor on what is on the screen.
 */
import type { Business } from '../business/business.ts';
import { linkProblem } from '../business/payment-link.ts';
import type { Party } from '../parties/party.ts';
import type { IssueBlocker } from '../worker-api.ts';
import { isDate } from './dates.ts';
import type { DocumentContent } from './document.ts';
import { countryFindings } from './issue-check/countries.ts';
import { instalmentFindings } from './issue-check/instalments.ts';
import { isInvoice, kindOf, owesMoney } from './kinds.ts';
import { error, isEmpty, warning, type IssueContext } from './issue-check/finding.ts';
import { amountFindings, lineFindings, ofPeriod } from './issue-check/lines.ts';
import { taxFindings } from './issue-check/taxes.ts';
import { patternProblems } from './numbering.ts';
import { inOrder } from './order.ts';
import type { Series } from './series.ts';
import { computeTotals } from './totals.ts';

export interface IssueFacts {
	/** The latest date of issue among the documents of the series. */
	lastIssueDate?: string;
	/** The number it would get. */
	number?: string;
}

/** Errors first, then warnings, each in the order of the form. `today` is the date where the business is. */
export function issueBlockers(
	content: DocumentContent,
	party: Party | undefined,
	business: Business,
	series: Series | undefined,
	today: string,
	facts: IssueFacts = {}
): IssueBlocker[] {
	const lines = inOrder(content.lines);
	const totals = computeTotals({ ...content, lines });
	const context: IssueContext = {
		content,
		lines,
		party,
		business,
		issueDate: issueDateOf(content, today),
		today,
		totals: totals.ok ? totals.value : undefined,
		number: facts.number,
		lastIssueDate: facts.lastIssueDate
	};
	const found = [
		...partyFindings(context),
		...seriesFindings(content, series),
		...dateFindings(context),
		...lineFindings(context),
		...(kindOf(content.type).priced ? taxFindings(context) : []),
		...amountFindings(context),
		...instalmentFindings(context),
		...(isInvoice(content.type) ? linkFindings(context) : []),
		// What the law wants on an invoice.
		...(owesMoney(content.type) ? countryFindings(context) : [])
	];
	const named = new Set(found.map((finding) => finding.field));
	// Whatever the engine cannot read blocks, should no rule above have said so better.
	if (!totals.ok) found.push(...totals.problems.filter(({ path }) => !named.has(path)).map(({ path }) => error(path, 'checkAmount')));
	return [...found.filter((finding) => finding.level === 'error'), ...found.filter((finding) => finding.level === 'warning')];
}

/** BT-2: a draft without a date gets the day it is issued. */
export function issueDateOf(content: DocumentContent, today: string): string {
	return content.issueDate === '' ? today : content.issueDate;
}

function partyFindings({ content, party, business }: IssueContext): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	if (content.type === 'receipt' && !content.receipt) found.push(error('origins', 'checkNoPayment'));
	if (!party) found.push(error('partyId', content.type === 'purchase-order' ? 'checkNoSupplier' : 'checkNoBuyer'));
	else {
		if (party.restricted) found.push(error('partyId', 'checkBuyerRestricted'));
		if (isEmpty(party.name)) found.push(error('party.name', 'checkBuyerName'));
		if (isEmpty(party.address.country)) found.push(error('party.address.country', 'checkBuyerCountry'));
	}
	if (isEmpty(business.name)) found.push(error('business.name', 'checkSellerName'));
	if (isEmpty(business.address.country)) found.push(error('business.address.country', 'checkSellerCountry'));
	return found;
}

/** The business's address counts where the document has none of its own: books from elsewhere may hold one that no form would take. */
function linkFindings({ content, business }: IssueContext): IssueBlocker[] {
	const isOwn = !isEmpty(content.paymentLink);
	const problem = linkProblem((isOwn ? content.paymentLink : business.paymentLink) ?? '');
	return problem ? [error(isOwn ? 'paymentLink' : 'business.paymentLink', `check_${problem}`)] : [];
}

function seriesFindings(content: DocumentContent, series: Series | undefined): IssueBlocker[] {
	if (!series) return [error('seriesId', isEmpty(content.seriesId) ? 'checkNoSeries' : 'checkSeriesGone')];
	if (series.type !== content.type) return [error('seriesId', 'checkSeriesType')];
	return patternProblems(series.pattern, series).length > 0 ? [error('seriesId', 'checkSeriesPattern')] : [];
}

function dateFindings({ content, issueDate, today, lastIssueDate, totals }: IssueContext): IssueBlocker[] {
	const found: IssueBlocker[] = [];
	const issued = isDate(issueDate);
	if (!issued) found.push(error('issueDate', 'checkDate'));
	if (content.dueDate !== '' && !isDate(content.dueDate)) found.push(error('dueDate', 'checkDate'));
	else if (issued && content.dueDate !== '' && content.dueDate < issueDate)
		found.push(error('dueDate', kindOf(content.type).until ? 'checkUntilBeforeIssue' : 'checkDueBeforeIssue'));
	// BR-CO-25
	if (owesMoney(content.type) && content.dueDate === '' && isEmpty(content.terms) && (totals?.payable ?? 0n) > 0n)
		found.push(error('dueDate', 'checkNoDueDate'));
	if (content.supplyDate && !isDate(content.supplyDate)) found.push(error('supplyDate', 'checkDate'));
	found.push(...ofPeriod(content, ''));
	if (issued && lastIssueDate && issueDate < lastIssueDate)
		found.push(warning('issueDate', 'checkIssueBeforeLast', { date: lastIssueDate }));
	if (issued && content.supplyDate && isDate(content.supplyDate) && content.supplyDate > issueDate)
		found.push(warning('supplyDate', 'checkSupplyAfterIssue', { date: content.supplyDate }));
	if (issued && issueDate > today) found.push(warning('issueDate', 'checkIssueInFuture', { date: issueDate }));
	return found;
}
