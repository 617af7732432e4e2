/** Amounts of one document in the currency of the books. What rounding leaves over goes to the largest part, so that the parts stay the whole. */
import { isCurrency } from '../money/currencies.ts';
import { converter, readRate } from '../money/exchange.ts';
import type { LeftOut } from './entry.ts';

export interface Rated {
	currency: string;
	exchangeRate?: string;
	baseCurrency?: string;
}

export type Conversion = { into(minor: bigint): bigint; isForeign: boolean };

/** @param base currency of the books */
export function conversionOf({ currency, exchangeRate, baseCurrency }: Rated, base: string): Conversion | { leftOut: LeftOut } {
	if (currency === base) return { into: (minor) => minor, isForeign: false };
	if (!isCurrency(currency) || (baseCurrency !== undefined && baseCurrency !== base)) return { leftOut: 'other-base' };
	const rate = readRate(exchangeRate);
	if (!rate) return { leftOut: 'no-rate' };
	return { into: converter(currency, rate, base), isForeign: true };
}

/** The parts, changed so that they add up to `whole`. */
export function fitted(parts: readonly bigint[], whole: bigint): bigint[] {
	const rest = whole - parts.reduce((sum, part) => sum + part, 0n);
	if (rest === 0n || parts.length === 0) return [...parts];
	const size = (value: bigint) => (value < 0n ? -value : value);
	const largest = parts.reduce((best, part, at) => (size(part) > size(parts[best]!) ? at : best), 0);
	return parts.map((part, at) => (at === largest ? part + rest : part));
}
