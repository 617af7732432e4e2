/** Values of a file as the interface shows them. What is no number or date is shown as it stands. */
import { dateText } from '../../../documents/format.ts';
import { currencyExponent, isCurrency } from '../../../money/currencies.ts';
import { formatDecimal, formatRate } from '../../../money/format.ts';
import { locale } from '../../../ui/i18n.svelte.ts';
import type { Value } from './rows.ts';

const NUMBER = /^-?\d{1,30}(\.\d{1,20})?$/;

export function shownValue({ text, as, currency = '', isBare = false, meaning }: Value): string {
	if (as === 'date') return dateText(text);
	if (as === 'text') return meaning ?? text;
	const plain = text.replace(/^\+/, '');
	if (!NUMBER.test(plain)) return [text, isBare ? '' : currency].filter(Boolean).join(' ');
	if (as === 'percent') return formatRate(plain, locale.current);
	if (as === 'number') return formatDecimal(plain, locale.current);
	const shown = formatDecimal(plain, locale.current, isCurrency(currency) ? currencyExponent(currency) : 2);
	return [shown, isBare ? '' : currency].filter(Boolean).join('\u00a0');
}
