/** What lines of time come to before taxes, as the document computes it: each line rounded. Undefined where a rate or the currency is not known. */
import type { DocumentLine } from '../documents/document.ts';
import { currencyExponent, isCurrency } from '../money/currencies.ts';
import { divideRounded, multiply, parseDecimal, pow10, PRICE_LIMITS, QUANTITY_LIMITS } from '../money/decimal.ts';

export function linesWorth(lines: readonly Pick<DocumentLine, 'quantity' | 'price'>[], currency: string): bigint | undefined {
	if (!isCurrency(currency)) return undefined;
	let sum = 0n;
	for (const { quantity, price } of lines) {
		const [hours, rate] = [parseDecimal(quantity, QUANTITY_LIMITS), parseDecimal(price, PRICE_LIMITS)];
		if (!hours.ok || !rate.ok) return undefined;
		const { digits, scale } = multiply(hours.value, rate.value);
		sum += divideRounded(digits * pow10(currencyExponent(currency)), pow10(scale));
	}
	return sum;
}
