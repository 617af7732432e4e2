/** How an issued document stands on a day: by what was paid on it, or by its events where nobody owes. */
import { isVoided } from './annulment.ts';
import type { IssuedDocument } from './document.ts';
import { offerStatus } from './events.ts';
import { dueNow } from './instalments.ts';
import { owesMoney } from './kinds.ts';
import { balanceOf, settledSums, statusOf, type PaymentState, type StatedFact } from './status.ts';

/** `dueDate` is the day on which something comes due, or an offer expires. @param payable minor units */
export function documentStatus(
	document: IssuedDocument,
	payable: bigint,
	facts: readonly StatedFact[],
	today: string
): PaymentState & { dueDate: string } {
	const { content } = document;
	const settled = settledSums(content.currency, facts);
	if (owesMoney(content.type) && isVoided(facts)) return { status: 'voided', ...settled, balance: 0n, dueDate: '' };
	const balance = balanceOf({ type: content.type, payable }, settled);
	const dueDate = dueNow(content, payable, balance);
	const status = owesMoney(content.type)
		? statusOf({ issued: true, type: content.type, payable, ...settled, balance, dueDate, today })
		: offerStatus(document, facts, today);
	return { status, ...settled, balance, dueDate };
}
