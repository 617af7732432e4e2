/** The bill that a purchase order leads to, as a draft to be compared with the supplier's paper. Pure. */
import type { Business } from '../business/business.ts';
import type { LineTax } from '../documents/document.ts';
import { partId } from '../documents/ids.ts';
import { amount, amountString } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { newExpense, newLine } from './expense-rules.ts';
import type { Expense, ExpenseLine, ExpenseTax } from './expense.ts';
import { isOpen, orderParts, type IssuedOrder } from './order-left.ts';

/**
 * Of what other bills of the order leave. What the paper says has still to come: its number, and its date. An order without prices leaves the amounts
 * to be typed.
 */
export function billOf(order: IssuedOrder, business: Business, today: string, others: readonly Expense[] = []): Expense {
	const { id, document } = order;
	const { partyId, currency, prices, type, issueDate, project } = document.content;
	const bill = newExpense(business, 'bill', today);
	const lines: ExpenseLine[] = [];
	for (const part of orderParts(order, others).filter(isOpen)) {
		const own = newLine(taxesOf(part.taxes ?? []), lines.at(-1));
		const left = part.left === undefined || !isCurrency(currency) ? '' : amountString(amount(currency, part.left));
		lines.push({ ...own, id: partId(), description: part.name, amount: left, from: { documentId: id, line: part.id } });
	}
	return {
		...bill,
		...(partyId && { supplierId: partyId }),
		currency,
		...(currency !== business.currency && { baseCurrency: business.currency }),
		prices,
		...(lines.length > 0 && { lines }),
		...(project && { project }),
		origins: [{ documentId: id, type, number: document.number, issueDate }]
	};
}

function taxesOf(taxes: readonly LineTax[]): ExpenseTax[] {
	return taxes.filter(({ rate }) => Number(rate) !== 0).map(({ name, rate }) => ({ name, rate, reclaim: true }));
}
