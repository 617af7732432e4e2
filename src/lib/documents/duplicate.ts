/** A new draft made from a draft or an issued document. */
import { addDays, daysBetween, isDate } from './dates.ts';
import type { DocumentContent } from './document.ts';
import { partId } from './ids.ts';
import { copyAllowance, copyLine } from './lines.ts';
import { dropRate } from './rate.ts';

/**
 * Everything is taken over except what belonged to that one deal: what was prepaid, when it was supplied, the buyer's order, that day's rate, a page to pay it on. Dated today,
 * due after as many days as the original.
 */
export function duplicateContent(content: DocumentContent, today: string): DocumentContent {
	const days = isDate(content.issueDate) && isDate(content.dueDate) ? daysBetween(content.issueDate, content.dueDate) : undefined;
	const copy: DocumentContent = {
		...content,
		issueDate: today,
		dueDate: days === undefined ? content.dueDate && today : addDays(today, Math.max(days, 0)),
		lines: content.lines.map(copyLine),
		allowances: content.allowances.map(copyAllowance),
		withholdings: content.withholdings.map((entry) => ({ ...entry })),
		customFields: content.customFields.map((field) => ({ ...field, id: partId() })),
		...(content.stampDuty && { stampDuty: { ...content.stampDuty } })
	};
	delete copy.supplyDate;
	delete copy.periodStart;
	delete copy.periodEnd;
	delete copy.orderNumber;
	delete copy.prepaid;
	dropRate(copy);
	delete copy.rounding;
	delete copy.origins;
	delete copy.receipt;
	delete copy.recurring;
	delete copy.lateFee;
	delete copy.instalments;
	delete copy.attachments;
	delete copy.paymentLink;
	for (const line of copy.lines) {
		delete line.periodStart;
		delete line.periodEnd;
		delete line.expense;
	}
	return copy;
}
