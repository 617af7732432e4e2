/** A deposit that would count twice: typed on the invoice, and waiting among the payments to be put against it. */
import { amount } from '../../money/amount.ts';
import { isCurrency } from '../../money/currencies.ts';
import { formatAmount } from '../../money/format.ts';
import type { IssueBlocker } from '../../worker-api.ts';
import type { DocumentContent } from '../document.ts';
import { signOf, warning } from './finding.ts';

/** @param credit what payments of the client have left to give, in minor units of the document's currency */
export function prepaidFindings({ prepaid, currency, language, type }: DocumentContent, credit: bigint): IssueBlocker[] {
	if (type !== 'invoice' || signOf(prepaid) !== 1 || credit <= 0n || !isCurrency(currency)) return [];
	return [warning('prepaid', 'checkPrepaidAndCredit', { amount: formatAmount(amount(currency, credit), language) })];
}
