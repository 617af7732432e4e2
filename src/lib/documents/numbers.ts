/** Number fields of documents: what a person typed becomes the decimal string that is stored, or words that say what to write instead. */
import { currencyExponent, isCurrency } from '../money/currencies.ts';
import { EXCHANGE_RATE_LIMITS, PRICE_LIMITS, QUANTITY_LIMITS, RATE_LIMITS, type DecimalLimits } from '../money/decimal.ts';
import { formatDecimal } from '../money/format.ts';
import { parseDecimalInput, type DecimalInputProblem } from '../money/input.ts';
import { locale } from '../ui/i18n.svelte.ts';
import { t } from './words.ts';

type Answer = { value: string } | { error: string };

/** For `DecimalField`: both follow the language of the interface. */
export interface NumberField {
	parse(text: string): Answer;
	format(value: string): string;
}

function numberField(limits: DecimalLimits, negative: boolean, minimumPlaces = 0): NumberField {
	return {
		parse(text) {
			const result = parseDecimalInput(text, { ...limits, negative, locale: locale.current });
			return result.ok ? { value: result.value } : { error: explain(result.code, limits) };
		},
		format: (value) => formatDecimal(value, locale.current, minimumPlaces)
	};
}

export const QUANTITY = numberField(QUANTITY_LIMITS, true);
export const PRICE_BASE = numberField(QUANTITY_LIMITS, false);
export const RATE = numberField(RATE_LIMITS, false);
export const EXCHANGE_RATE = numberField(EXCHANGE_RATE_LIMITS, false);

/** A price for one unit: up to six decimals, shown with at least those of its currency. */
export function priceField(currency: string): NumberField {
	return numberField(PRICE_LIMITS, false, places(currency));
}

/** An amount of money: no more decimals than its currency has. */
export function amountField(currency: string): NumberField {
	return numberField({ maxScale: places(currency) }, false, places(currency));
}

/** The same, where a document that takes everything back has it below zero. */
export function signedAmountField(currency: string): NumberField {
	return numberField({ maxScale: places(currency) }, true, places(currency));
}

function places(currency: string): number {
	return isCurrency(currency) ? currencyExponent(currency) : 2;
}

function explain(code: DecimalInputProblem, limits: DecimalLimits): string {
	const example = formatDecimal('1250.5', locale.current);
	switch (code) {
		case 'too-large':
			return t('numberTooLarge');
		case 'too-many-places':
			return t('numberTooManyPlaces', { count: limits.maxScale });
		case 'ambiguous':
			return t('numberAmbiguous', { thousand: formatDecimal('1234', locale.current), fraction: formatDecimal('1.234', locale.current) });
		case 'grouping':
			return t('numberGrouping', { example });
		case 'negative':
			return t('numberNegative');
		default:
			return t('numberNotANumber', { example });
	}
}
