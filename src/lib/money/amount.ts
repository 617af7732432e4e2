/**
 * An amount of money: whole minor units of one currency. Two currencies do not add, which the type says before the program runs.
 */
import { currencyExponent } from './currencies.ts';
import { decimalString, parseDecimal, pow10, type DecimalProblem } from './decimal.ts';

export interface Amount<C extends string = string> {
	readonly currency: C;
	readonly minor: bigint;
}

export function amount<C extends string>(currency: C, minor: bigint): Amount<C> {
	return { currency, minor };
}

export function add<C extends string>(a: Amount<C>, b: Amount<NoInfer<C>>): Amount<C> {
	return amount(sameCurrency(a, b), a.minor + b.minor);
}

export function subtract<C extends string>(a: Amount<C>, b: Amount<NoInfer<C>>): Amount<C> {
	return amount(sameCurrency(a, b), a.minor - b.minor);
}

export function negate<C extends string>(a: Amount<C>): Amount<C> {
	return amount(a.currency, -a.minor);
}

/** Below zero, zero or above zero, as for `Array.sort`. */
export function compare<C extends string>(a: Amount<C>, b: Amount<NoInfer<C>>): number {
	sameCurrency(a, b);
	return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

export function sum<C extends string>(currency: C, amounts: Iterable<Amount<NoInfer<C>>>): Amount<C> {
	let total = amount(currency, 0n);
	for (const each of amounts) total = add(total, each);
	return total;
}

export type AmountResult<C extends string> = { ok: true; value: Amount<C> } | { ok: false; code: DecimalProblem };

/** Reads a decimal string of major units ("165.01"); more decimals than the currency has are refused, not rounded. */
export function parseAmount<C extends string>(currency: C, text: string): AmountResult<C> {
	const exponent = currencyExponent(currency);
	const parsed = parseDecimal(text, { maxScale: exponent });
	if (!parsed.ok) return parsed;
	return { ok: true, value: amount(currency, parsed.value.digits * pow10(exponent - parsed.value.scale)) };
}

/** The amount as a decimal string of major units with all its decimals: "165.01". */
export function amountString({ currency, minor }: Amount): string {
	return decimalString({ digits: minor, scale: currencyExponent(currency) });
}

function sameCurrency<C extends string>(a: Amount<C>, b: Amount<C>): C {
	if (a.currency !== b.currency) throw new TypeError('Amounts of two currencies cannot be combined');
	return a.currency;
}
