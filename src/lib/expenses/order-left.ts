/**
 * What of a purchase order was billed, and what is left, part by part: each line, and each allowance on the whole. By amounts, in the terms of the
 * order's prices, since a supplier's paper may say no quantities. Follows from the bills that name the order, drafts too; nothing of it is stored. A
 * bill that goes beyond the order is a fact all the same: it is warned of, not refused. Pure.
 */
import type { IssuedDocument, LineTax } from '../documents/document.ts';
import { inOrder } from '../documents/order.ts';
import { thawTotals } from '../documents/totals.ts';
import type { Expense } from './expense.ts';
import { expenseTotals } from './totals.ts';

export interface IssuedOrder {
	id: string;
	document: Pick<IssuedDocument, 'content' | 'number' | 'totals'>;
}

export interface OrderPart {
	/** Of the line or allowance. */
	id: string;
	name: string;
	/** Undefined where lines differ, and the person says. */
	taxes: LineTax[] | undefined;
	/** Minor units; undefined where the order names no price. */
	whole: bigint | undefined;
	/** Undefined while no bill has it. */
	billed: bigint | undefined;
	/** Nothing where more was billed than there was; undefined where nobody can say. */
	left: bigint | undefined;
	isOver: boolean;
}

/** @param bills those that stand or are written; one in another currency says nothing of amounts, and is passed over */
export function orderParts({ id, document: { content, totals } }: IssuedOrder, bills: readonly Expense[]): OrderPart[] {
	const billed = billedOf(id, content, bills);
	const sums = thawTotals(totals);
	const shown = new Map(sums.lines.map((line) => [line.id, line.shown]));
	const effects = new Map(sums.allowances.map((each) => [each.id, each.kind === 'allowance' ? -each.amount : each.amount]));
	const part = (own: Pick<OrderPart, 'id' | 'name' | 'taxes' | 'whole'>): OrderPart => {
		const [taken, { whole }] = [billed.get(own.id), own];
		return { ...own, billed: taken, left: leftOf(whole, taken), isOver: isBeyond(whole, taken) };
	};
	return [
		...inOrder(content.lines).map(({ id: line, name, taxes, price }) =>
			part({ id: line, name, taxes, whole: price === '' ? undefined : (shown.get(line) ?? 0n) })
		),
		...content.allowances.map(({ id: allowance, reason, taxes = sharedTaxes(content.lines) }) =>
			part({ id: allowance, name: reason, taxes, whole: effects.get(allowance) ?? 0n })
		)
	];
}

/** Something of it is still to be billed. */
export function isOpen({ whole, billed, left }: OrderPart): boolean {
	return billed === undefined || (whole !== undefined && left !== 0n);
}

/** Whether a bill takes more of a line than the others have left of it. */
export function isBeyondOrder(bill: Expense, order: IssuedOrder, others: readonly Expense[]): boolean {
	const own = billedOf(order.id, order.document.content, [bill]);
	return orderParts(order, [...others, bill]).some(({ id, isOver }) => isOver && (own.get(id) ?? 0n) !== 0n);
}

function billedOf(orderId: string, { currency, prices }: IssuedDocument['content'], bills: readonly Expense[]): Map<string, bigint> {
	const billed = new Map<string, bigint>();
	for (const bill of bills) {
		const sums = expenseTotals(bill);
		if (!sums.ok || bill.currency !== currency || !bill.origins?.some(({ documentId }) => documentId === orderId)) continue;
		const worth = new Map(sums.value.lines.map(({ id, net, tax }) => [id, prices === 'gross' ? net + tax : net]));
		for (const { id, from } of bill.lines)
			if (from?.documentId === orderId) billed.set(from.line, (billed.get(from.line) ?? 0n) + (worth.get(id) ?? 0n));
	}
	return billed;
}

function leftOf(whole: bigint | undefined, billed = 0n): bigint | undefined {
	if (whole === undefined) return undefined;
	const left = whole - billed;
	return whole !== 0n && whole > 0n === left > 0n ? left : 0n;
}

function isBeyond(whole: bigint | undefined, billed = 0n): boolean {
	if (whole === undefined) return false;
	return whole >= 0n ? billed > whole : billed < whole;
}

/** What is shared over all lines is taxed as they are. */
function sharedTaxes(lines: readonly { taxes: LineTax[] }[]): LineTax[] | undefined {
	const [first, ...others] = lines.map(({ taxes }) => taxes);
	return first && others.every((taxes) => JSON.stringify(taxes) === JSON.stringify(first)) ? first : undefined;
}
