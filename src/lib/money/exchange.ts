/** Amounts in other currencies. A rate is a decimal string: units of the one currency for one unit of the other, as it stands on the document. */
import { currencyExponent } from './currencies.ts';
import {
	absolute,
	divide,
	divideRounded,
	EXCHANGE_RATE_LIMITS,
	ONE,
	parseDecimal,
	pow10,
	shortDecimalString,
	type Decimal
} from './decimal.ts';

/** Undefined for a text that is no rate above zero. */
export function readRate(text: string | undefined): Decimal | undefined {
	const read = text === undefined ? undefined : parseDecimal(text, EXCHANGE_RATE_LIMITS);
	return read?.ok && read.value.digits > 0n ? read.value : undefined;
}

/** Minor units of `to` for minor units of `from`, whatever decimals the two have; rounded once. */
export function convert(minor: bigint, from: string, rate: Decimal, to: string): bigint {
	return converter(from, rate, to)(minor);
}

/** The same for many amounts. */
export function converter(from: string, rate: Decimal, to: string): (minor: bigint) => bigint {
	const [by, over] = [rate.digits * pow10(currencyExponent(to)), pow10(rate.scale + currencyExponent(from))];
	return (minor) => divideRounded(minor * by, over);
}

/** Digits that count of a rate that is computed: banks publish five or six. */
const SIGNIFICANT = 7;

/** Units of one currency for a unit of another, where a third one is quoted in both: of euros, units of `to` and units of `from`. */
export function crossRate(from: string, to: string): string | undefined {
	const [one, other] = [readRate(from), readRate(to)];
	if (!one || !other) return undefined;
	if (one.digits === ONE.digits && one.scale === 0) return shortDecimalString(other);
	const exact = divide(other, one, RATE_PLACES);
	const excess = absolute(exact.digits).toString().length - SIGNIFICANT;
	const cut = excess > 0 ? divideRounded(exact.digits, pow10(excess)) * pow10(excess) : exact.digits;
	const rate = shortDecimalString({ digits: cut, scale: RATE_PLACES });
	return readRate(rate) && rate;
}
const RATE_PLACES = EXCHANGE_RATE_LIMITS.maxScale;

export interface Settled {
	/** Minor units of the document's currency; below zero what was taken back. */
	amount: bigint;
	/** On the day it was paid; undefined where none was noted. */
	rate: Decimal | undefined;
}

/**
 * What each payment of a document brought in more, or less (below zero), in the base currency, than it stood in the books with at the document's
 * rate; undefined where no rate was noted. What it stood in the books with is taken so that the shares of a document paid in full are together
 * exactly its amount in the base currency.
 */
export function exchangeDifferences(
	document: { currency: string; baseCurrency: string; rate: Decimal },
	settled: readonly Settled[]
): (bigint | undefined)[] {
	const { currency, baseCurrency, rate } = document;
	const booked = (minor: bigint) => convert(minor, currency, rate, baseCurrency);
	let before = 0n;
	return settled.map(({ amount, rate: then }) => {
		const carried = booked(before + amount) - booked(before);
		before += amount;
		return then && convert(amount, currency, then, baseCurrency) - carried;
	});
}
