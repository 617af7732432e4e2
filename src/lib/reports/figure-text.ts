/** Figures and labels as the screen shows them. */
import { moneyText } from '../documents/format.ts';
import { currencyExponent, isCurrency } from '../money/currencies.ts';
import type { AmountStyle } from '../money/format.ts';
import { durationText } from '../time/duration.ts';
import { locale } from '../ui/i18n.svelte.ts';
import type { ColumnKind, Label } from './report.ts';
import { labelText } from './table.ts';
import { t } from './words.ts';

/** @param style of money: in tables whose head names the currency its sign says nothing more */
export function figureText(value: bigint | undefined, kind: ColumnKind, currency: string, style?: AmountStyle): string {
	if (value === undefined) return '';
	if (kind === 'hours') return durationText(Number(value));
	return kind === 'money' ? moneyText(currency, value, style) : new Intl.NumberFormat(locale.current).format(value);
}

/** A month or a day, where the label is one. */
export function placeText(label: Label): string {
	const text = labelText(label, t);
	const found = 'text' in label ? /^\d{4}-\d{2}(-\d{2})?$/.exec(text) : null;
	if (!found) return text;
	const style = found[1] ? ({ day: 'numeric', month: 'short' } as const) : ({ month: 'short', year: '2-digit' } as const);
	return new Intl.DateTimeFormat(locale.current, { ...style, timeZone: 'UTC' }).format(
		new Date(`${found[1] ? text : `${text}-01`}T00:00:00Z`)
	);
}

/** When somebody pays, from the days between the due date and the payment. */
export function whenText(days: number): string {
	if (days === 0) return t('when_due');
	return t(days > 0 ? 'when_after' : 'when_before', { count: Math.abs(days) });
}

/** At a line of a drawing, short: "20K". @param value minor units, pieces or seconds */
export function tickText(value: number, kind: ColumnKind, currency: string): string {
	return new Intl.NumberFormat(locale.current, { notation: 'compact' }).format(value / unitOf(kind, currency));
}

/** How much of what is counted is one on the scale of a drawing. */
export function unitOf(kind: ColumnKind, currency: string): number {
	if (kind === 'hours') return 3600;
	return kind === 'money' && isCurrency(currency) ? 10 ** currencyExponent(currency) : 1;
}
