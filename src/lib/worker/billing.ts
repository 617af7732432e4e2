/** Costs and time that an invoice bills, on the worker's side: nothing is billed twice. */
import type { DocumentContent, IssuedDocument } from '../documents/document.ts';
import { billedTime, billings } from '../documents/convert/time-billing.ts';
import { isInvoice } from '../documents/kinds.ts';
import { bookedExpense, encodeExpenseEvent, statedOf } from '../expenses/records.ts';
import { expenseStanding } from '../expenses/status.ts';
import { formatDecimal } from '../money/format.ts';
import { HOUR, hoursText } from '../time/billing.ts';
import { secondsOf } from '../time/entry.ts';
import { areHoursOf, roundedSum } from '../time/rounding.ts';
import { NO_ROUNDING, type TimeEntry } from '../time/time.ts';
import type { IssueBlocker } from '../worker-api.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The costs that an invoice bills on stand on it from its issue on. */
export async function markBilled(transaction: Transaction, documentId: string, { number, content }: IssuedDocument): Promise<void> {
	if (!isInvoice(content.type)) return;
	for (const id of new Set(content.lines.flatMap(({ expense }) => expense?.id ?? [])))
		if (bookedExpense(await transaction.read(id)))
			await transaction.add('expense-event', id, 'put', encodeExpenseEvent({ kind: 'rebilled', documentId, number }));
}

/** What stands in the way of issuing a document with these costs and this time on it. */
export async function billingFindings(reader: Pick<Workspace, 'live' | 'read'>, content: DocumentContent): Promise<IssueBlocker[]> {
	const found: IssueBlocker[] = [];
	if (!isInvoice(content.type)) return found;
	for (const [at, { expense }] of content.lines.entries()) {
		const state = expense && (await reader.read(expense.id));
		const known = bookedExpense(state);
		if (!state || !known) continue;
		const { billed, cancelled } = expenseStanding(known, statedOf(state), '');
		const field = `lines.${at}.name`;
		if (billed) found.push({ field, message: 'checkExpenseBilled', args: { number: billed.number }, level: 'error' });
		else if (cancelled) found.push({ field, message: 'checkExpenseCancelled', level: 'error' });
	}
	for (const [at, line] of content.lines.entries()) {
		for (const id of billedTime({ type: content.type, lines: [line] })) {
			const [billed] = billings((await reader.read(id))?.facts ?? []);
			if (!billed) continue;
			found.push({ field: `lines.${at}.name`, message: 'checkTimeBilled', args: { number: billed.number }, level: 'error' });
			break;
		}
	}
	return [...found, ...(await hoursFindings(reader, content))];
}

/** Time stays as free as its owner's pen until the issue: a line made of it may say what was worked no more. */
async function hoursFindings(reader: Pick<Workspace, 'live'>, content: DocumentContent): Promise<IssueBlocker[]> {
	const found: IssueBlocker[] = [];
	for (const [at, line] of content.lines.entries()) {
		const ids = billedTime({ type: content.type, lines: [line] });
		if (ids.length === 0 || line.unit !== HOUR) continue;
		const seconds: number[] = [];
		for (const id of ids) {
			const entry = await reader.live<TimeEntry>('time-entry', id);
			if (entry?.billable) seconds.push(secondsOf(entry));
		}
		if (areHoursOf(line.quantity, seconds)) continue;
		const worked = hoursText(roundedSum(seconds, NO_ROUNDING), '', content.currency);
		const args = { hours: formatDecimal(worked, content.language) };
		found.push({ field: `lines.${at}.quantity`, message: 'checkTimeDiffers', args, level: 'warning' });
	}
	return found;
}
