/** Amounts and dates as the interface shows them. */
import { amount } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { formatAmount, type AmountStyle } from '../money/format.ts';
import { locale } from '../ui/i18n.svelte.ts';
import { isDate } from './dates.ts';

export function moneyText(currency: string, minor: bigint, style?: AmountStyle): string {
	return isCurrency(currency) ? formatAmount(amount(currency, minor), locale.current, style) : '';
}

/** A calendar date; empty when there is none. */
export function dateText(date: string): string {
	if (!isDate(date)) return date;
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** An instant, in the time of this device. */
export function instantText(instant: string): string {
	const date = new Date(instant);
	return Number.isNaN(date.getTime())
		? instant
		: new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}
