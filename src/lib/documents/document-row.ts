/**
 * The list row of a draft or an issued document. It stands for every day: that a document is overdue, a draft's client by his present name and his
 * tags are put in when the list is read (`document-list.ts`).
 */
import { parseAmount } from '../money/amount.ts';
import type { DocumentRow } from '../worker-api.ts';
import type { DocumentContent, IssuedDocument } from './document.ts';
import { balanceOf, isSent, settledSums, statusOf, type StatedFact } from './status.ts';
import { provisionalTotals } from './totals-now.ts';

/** `changed` orders drafts: the larger, the later. */
export function draftRow(id: string, content: DocumentContent, changed: number): DocumentRow {
	return {
		id,
		type: content.type,
		issued: false,
		number: '',
		partyId: content.partyId ?? '',
		partyName: '',
		tags: [],
		issueDate: content.issueDate,
		dueDate: content.dueDate,
		overdueAfter: '',
		currency: content.currency,
		payable: provisionalTotals(content).payable,
		paid: 0n,
		credited: 0n,
		writtenOff: 0n,
		balance: 0n,
		sent: false,
		status: 'draft',
		changed
	};
}

/** Days before and after every due date. */
const END = { before: '', after: '9999-12-31' };

export function issuedRow(id: string, document: IssuedDocument, facts: readonly StatedFact[], changed: number): DocumentRow {
	const { content, buyer, number } = document;
	const payable = payableOf(document);
	const settled = settledSums(content.currency, facts);
	const balance = balanceOf({ type: content.type, payable }, settled);
	const statusAt = (today: string) =>
		statusOf({ issued: true, type: content.type, payable, ...settled, balance, dueDate: content.dueDate, today });
	return {
		id,
		type: content.type,
		issued: true,
		number,
		partyId: content.partyId ?? '',
		partyName: buyer.name,
		tags: [],
		issueDate: content.issueDate,
		dueDate: content.dueDate,
		overdueAfter: statusAt(END.after) === 'overdue' ? content.dueDate : '',
		currency: content.currency,
		payable,
		paid: settled.paid,
		credited: settled.credited,
		writtenOff: settled.writtenOff,
		balance,
		sent: isSent(facts),
		status: statusAt(END.before),
		changed
	};
}

export function payableOf({ content, totals }: IssuedDocument): bigint {
	const read = parseAmount(content.currency, totals.payable);
	return read.ok ? read.value.minor : 0n;
}
