/** A total paid in parts, each by its day. Pure: the page, the list and the reminders go by the same sums. */
import { parseAmount } from '../money/amount.ts';
import { divideRounded, parseDecimal, pow10, RATE_LIMITS } from '../money/decimal.ts';
import type { DocumentContent, Instalment } from './document.ts';

export interface DueInstalment {
	id: string;
	date: string;
	/** Minor units. */
	amount: bigint;
}

/** In the order of their days. Percentages are of the amount due; the last part is what the others leave. */
export function instalmentsOf(
	{ instalments = [], currency }: Pick<DocumentContent, 'instalments' | 'currency'>,
	payable: bigint
): DueInstalment[] {
	const parts = inOrderOfDays(instalments);
	let left = payable;
	return parts.map((part, at) => {
		const amount = at === parts.length - 1 ? left : partOf(part, currency, payable);
		left -= amount;
		return { id: part.id, date: part.date, amount };
	});
}

export function inOrderOfDays(instalments: readonly Instalment[]): Instalment[] {
	return [...instalments].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1));
}

function partOf({ amount, percent }: Instalment, currency: string, payable: bigint): bigint {
	if (percent !== undefined) {
		const parsed = parseDecimal(percent, RATE_LIMITS);
		return parsed.ok ? divideRounded(payable * parsed.value.digits, 100n * pow10(parsed.value.scale)) : 0n;
	}
	const parsed = parseAmount(currency, amount ?? '');
	return parsed.ok ? parsed.value.minor : 0n;
}

/** The day on which something comes due of what is still open: of the first part that is not settled. */
export function dueNow(content: Pick<DocumentContent, 'instalments' | 'currency' | 'dueDate'>, payable: bigint, balance: bigint): string {
	if (!content.instalments || content.instalments.length < 2) return content.dueDate;
	const settled = payable - balance;
	let sum = 0n;
	for (const { date, amount } of instalmentsOf(content, payable)) if ((sum += amount) > settled) return date;
	return content.dueDate;
}
