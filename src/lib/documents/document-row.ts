/**
 * The list row of a draft or an issued document. It stands for every day: that a document is overdue, a draft's client by his present name and his
 * tags and who looks after him are put in when the list is read (`document-list.ts`).
 */
import { parseAmount } from '../money/amount.ts';
import { baseText } from '../rates/base.ts';
import type { DocumentRow } from '../worker-api.ts';
import { dueParts, openParts, partsText } from './ageing.ts';
import type { DocumentContent, DraftStatus, IssuedDocument, PaymentStatus } from './document.ts';
import { documentStatus } from './document-status.ts';
import { isDoubled, isSent, type StatedFact } from './status.ts';
import { provisionalTotals } from './totals-now.ts';

/** `changed` orders drafts: the larger, the later. */
export function draftRow(id: string, content: DocumentContent, changed: number, status: DraftStatus = 'draft'): DocumentRow {
	return {
		id,
		type: content.type,
		issued: false,
		number: '',
		partyId: content.partyId ?? '',
		partyName: '',
		tags: [],
		assignedTo: [],
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
		doubled: false,
		status,
		changed
	};
}

/** Days before and after every due date. */
const END = { before: '', after: '9999-12-31' };
/** What the calendar alone can make of a document. */
const TURNS: readonly PaymentStatus[] = ['overdue', 'expired'];

export function issuedRow(id: string, document: IssuedDocument, facts: readonly StatedFact[], changed: number): DocumentRow {
	const { content, buyer, number } = document;
	const payable = payableOf(document);
	const { balance, status, ...settled } = documentStatus(document, payable, facts, END.before);
	const turned = documentStatus(document, payable, facts, END.after);
	const base = baseText(content);
	const parts = balance > 0n ? partsText(openParts(dueParts(content, payable), balance)) : '';
	return {
		id,
		type: content.type,
		issued: true,
		number,
		partyId: content.partyId ?? '',
		partyName: buyer.name,
		tags: [],
		assignedTo: [],
		issueDate: content.issueDate,
		dueDate: content.dueDate,
		overdueAfter: TURNS.includes(turned.status) ? turned.dueDate : '',
		currency: content.currency,
		...(base && { base }),
		...(parts && { parts }),
		...(document.elsewhere && { elsewhere: document.elsewhere.program }),
		payable,
		paid: settled.paid,
		credited: settled.credited,
		writtenOff: settled.writtenOff,
		balance,
		sent: isSent(facts),
		doubled: isDoubled(facts),
		status,
		changed
	};
}

export function payableOf({ content, totals }: IssuedDocument): bigint {
	const read = parseAmount(content.currency, totals.payable);
	return read.ok ? read.value.minor : 0n;
}
