import { amount, amountString, parseAmount } from '../money/amount.ts';
import { absolute, divideRounded } from '../money/decimal.ts';
import type { ReadLine } from './statement.ts';

/**
 * How much was ordered in that currency for what is left of the line: all that the bank says of it, or its part where something is booked already.
 * A decimal string without a sign; empty where the bank says nothing of that currency.
 */
export function orderedOf(
	{ amount: taken, currency, original }: Pick<ReadLine, 'amount' | 'currency' | 'original'>,
	left: bigint,
	of: string
): string {
	if (original?.currency !== of) return '';
	const [whole, all] = [parseAmount(currency, taken), parseAmount(of, original.amount)];
	if (!whole.ok || !all.ok || whole.value.minor === 0n) return '';
	return amountString(amount(of, divideRounded(absolute(all.value.minor) * left, absolute(whole.value.minor))));
}
