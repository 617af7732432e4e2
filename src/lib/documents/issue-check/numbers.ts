/** Where the number and the dates disagree. */
import type { Party } from '../../parties/party.ts';
import type { IssueBlocker } from '../../worker-api.ts';
import { isDate } from '../dates.ts';
import type { DocumentContent } from '../document.ts';
import { isClosed, periodOf, type SeriesLedger } from '../ledger.ts';
import type { Series } from '../series.ts';
import { error, isEmpty, warning } from './finding.ts';

export interface Numbering {
	content: DocumentContent;
	party: Party | undefined;
	series: Series | undefined;
	given: SeriesLedger;
	issueDate: string;
}

export function numberFindings({ party, series, given, issueDate }: Numbering): IssueBlocker[] {
	if (!series || !isDate(issueDate)) return [];
	const found: IssueBlocker[] = [];
	if (series.pattern.includes('{CLIENT}') && party && isEmpty(party.number)) found.push(error('party.number', 'checkClientNumber'));
	if (series.pattern.includes('{SERIES}') && isEmpty(series.code)) found.push(error('seriesId', 'checkSeriesPattern'));
	const period = periodOf(series, issueDate);
	if (isClosed(given, period)) found.push(error('issueDate', 'checkPeriodClosed', { period, open: given.closedBefore ?? '' }));
	const later = Object.keys(given.last).filter((each) => each.length === period.length && each > period);
	if (later.length > 0) found.push(warning('issueDate', 'checkEarlierPeriod', { period, later: later.sort().at(-1)! }));
	return found;
}
