/** What the operations of an opened entry say of numbers. */
import type { DocumentFact, IssuedDocument } from '../documents/document.ts';
import type { SeriesEvent } from '../documents/series-events.ts';
import { decodeFrozen } from '../workspace/json.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Operation } from '../workspace/operations.ts';
import { hashHex } from '../workspace/transaction.ts';
import type { Issue, Place, TakeoverSaid } from './proof.ts';

export interface OpenedIssue {
	issue: Issue;
	document: IssuedDocument;
	opId: string;
	/** Hexadecimal. */
	recordId: string;
}

/** Undefined for what is no issue that could be read. */
export function issueIn({ type, action, body, opId, recordId }: Operation, place: Place): OpenedIssue | undefined {
	if (type !== 'issued' || action !== 'put') return undefined;
	const document = decoded<IssuedDocument>(body);
	try {
		const { number, series, segment, sequence, sequenceYear, run, previousIssue, content, totals, buyer } = document!;
		const issue: Issue = {
			...place,
			number,
			type: content.type,
			date: content.issueDate,
			total: totals.payable,
			currency: totals.currency,
			series,
			segment,
			sequence,
			period: sequenceYear,
			run,
			client: run.includes('{CLIENT}') ? (buyer.number ?? '') : '',
			previous: previousIssue,
			hash: hashHex('wb1/issue', body)
		};
		const texts = [
			number,
			issue.date,
			issue.total,
			issue.currency,
			series,
			run,
			issue.period,
			issue.previous,
			document!.seller.name,
			buyer.name
		];
		const isWhole = texts.every((text) => typeof text === 'string') && /^[0-9a-f]{32}$/.test(series);
		return isWhole ? { issue, document: document!, opId: toHex(opId), recordId: toHex(recordId) } : undefined;
	} catch {
		return undefined;
	}
}

export function takeoverIn({ type, action, body, recordId }: Operation, place: Place): TakeoverSaid | undefined {
	const event = type === 'series-event' && action === 'put' ? decoded<SeriesEvent>(body) : undefined;
	if (event?.kind !== 'taken-over') return undefined;
	const { from, segment, lost } = event;
	return { ...place, series: toHex(recordId), from, segment, ...(lost && { lost }) };
}

/** What may stand beside an issue in an entry that is opened: it says no more than the document itself does. */
export function belongsToIssue({ type, body, recordId }: Operation, issues: readonly OpenedIssue[]): boolean {
	if (type === 'issued') return true;
	const fact = type === 'fact' ? decoded<DocumentFact>(body) : undefined;
	return fact?.kind === 'credited' && issues.some((each) => each.recordId === fact.creditNote || each.recordId === toHex(recordId));
}

function decoded<T>(body: Uint8Array): T | undefined {
	try {
		return decodeFrozen<T>(body);
	} catch {
		return undefined;
	}
}
