/**
 * Numbers for people. `Intl.NumberFormat` is handed decimal strings, which it formats exactly at any size; no amount passes through a float.
 */
import { amountString, type Amount } from './amount.ts';
import { currencyExponent } from './currencies.ts';

export interface AmountStyle {
	/** "narrow": $, "symbol": CA$, "code": CAD, "none": the bare number, for columns whose head names the currency. */
	currency?: 'narrow' | 'symbol' | 'code' | 'none';
	/** A plus sign on what is above zero too. */
	signed?: boolean;
}

/** "1 234,50 $" for fr-CA, always with the decimals ISO 4217 gives the currency. */
export function formatAmount(value: Amount, locale: string, style: AmountStyle = {}): string {
	const exponent = currencyExponent(value.currency);
	const shown = style.currency ?? 'symbol';
	const options: Intl.NumberFormatOptions = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
	if (style.signed) options.signDisplay = 'exceptZero';
	if (shown !== 'none') {
		options.style = 'currency';
		options.currency = value.currency;
		options.currencyDisplay = shown === 'narrow' ? 'narrowSymbol' : shown;
	}
	return formatter(locale, options).format(amountString(value) as Intl.StringNumericLiteral);
}

/** A quantity, price or exchange rate: as many decimals as it has, at least `minimumPlaces`. Takes a stored decimal string. */
export function formatDecimal(text: string, locale: string, minimumPlaces = 0): string {
	const options = { minimumFractionDigits: minimumPlaces, maximumFractionDigits: Math.max(places(text), minimumPlaces) };
	return formatter(locale, options).format(text as Intl.StringNumericLiteral);
}

/** "9,975 %" from the stored rate "9.975". */
export function formatRate(rate: string, locale: string): string {
	const options: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: places(rate) };
	return formatter(locale, options).format(`${rate}E-2` as Intl.StringNumericLiteral);
}

function places(text: string): number {
	const point = text.indexOf('.');
	return point < 0 ? 0 : text.length - point - 1;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs far more than using it. */
function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = locale + JSON.stringify(options);
	let found = formatters.get(key);
	if (!found) formatters.set(key, (found = new Intl.NumberFormat(locale, options)));
	return found;
}
