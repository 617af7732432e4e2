/** The list row of a draft or an issued document. What depends on the day (the status) is put in by `rowOn` when the list is read. */
import { parseAmount } from '../money/amount.ts';
import type { DocumentRow } from '../worker-api.ts';
import type { DocumentContent, IssuedDocument } from './document.ts';
import { balanceOf, isSent, settledSums, statusOf, type StatedFact } from './status.ts';
import { provisionalTotals } from './totals-now.ts';

/** `changed` orders drafts: the larger, the later. `partyName` is empty until the list is read, where the party is known. */
export function draftRow(id: string, content: DocumentContent, changed: number, partyName = ''): DocumentRow {
	return {
		id,
		type: content.type,
		issued: false,
		number: '',
		partyId: content.partyId ?? '',
		partyName,
		tags: [],
		issueDate: content.issueDate,
		dueDate: content.dueDate,
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

export function issuedRow(id: string, document: IssuedDocument, facts: readonly StatedFact[], changed: number): DocumentRow {
	const { content, totals, buyer, number } = document;
	const read = parseAmount(content.currency, totals.payable);
	const payable = read.ok ? read.value.minor : 0n;
	const settled = settledSums(content.currency, facts);
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
		currency: content.currency,
		payable,
		paid: settled.paid,
		credited: settled.credited,
		writtenOff: settled.writtenOff,
		balance: balanceOf({ type: content.type, payable }, settled),
		sent: isSent(facts),
		status: 'open',
		changed
	};
}

/** The row as it stands on a day, and with the party's present name where the document is still a draft. */
export function rowOn(row: DocumentRow, today: string, partyName?: string): DocumentRow {
	const status = statusOf({ ...row, today });
	const name = row.issued ? row.partyName : (partyName ?? row.partyName);
	return status === row.status && name === row.partyName ? row : { ...row, status, partyName: name };
}
