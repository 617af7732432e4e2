/** Number fields of forms: what a person typed becomes the decimal string that is stored, or words that say what to write instead. */
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

function numberField(limits: DecimalLimits, { negative = false, places = 0 } = {}): NumberField {
	return {
		parse(text) {
			const result = parseDecimalInput(text, { ...limits, negative, locale: locale.current });
			return result.ok ? { value: result.value } : { error: explain(result.code, limits) };
		},
		format: (value) => formatDecimal(value, locale.current, places)
	};
}

export const PRICE = numberField(PRICE_LIMITS);

/** A price for one unit: up to six decimals, written with those of its currency at least. */
export function priceField(currency: string): NumberField {
	return numberField(PRICE_LIMITS, { places: placesOf(currency, 0) });
}

/** A sum of money, with at most the decimals of its currency. */
export function amountField(currency: string): NumberField {
	const places = placesOf(currency, 2);
	return numberField({ maxScale: places }, { places });
}

/** The same, where a document that takes everything back has it below zero. */
export function signedAmountField(currency: string): NumberField {
	const places = placesOf(currency, 2);
	return numberField({ maxScale: places }, { places, negative: true });
}

export const QUANTITY = numberField(QUANTITY_LIMITS, { negative: true });
export const PRICE_BASE = numberField(QUANTITY_LIMITS);
export const EXCHANGE_RATE = numberField(EXCHANGE_RATE_LIMITS);
/** Of a tax: percent, without an upper end. */
export const RATE = numberField(RATE_LIMITS);

/** Days, counts. */
export const WHOLE: NumberField = { ...numberField({ maxIntegerDigits: 9, maxScale: 0 }), format: (value) => value };

export const PERCENT: NumberField = {
	...RATE,
	parse(text) {
		const answer = RATE.parse(text.replace(/\s*[%٪]$/, ''));
		return 'value' in answer && isOverHundred(answer.value) ? { error: t('percentRange') } : answer;
	}
};

function placesOf(currency: string, otherwise: number): number {
	return isCurrency(currency) ? currencyExponent(currency) : otherwise;
}

function isOverHundred(value: string): boolean {
	const [whole = '0', fraction = ''] = value.split('.');
	return BigInt(whole) > 100n || (BigInt(whole) === 100n && /[1-9]/.test(fraction));
}

function explain(code: DecimalInputProblem, limits: DecimalLimits): string {
	const example = formatDecimal(limits.maxScale === 0 ? '30' : '1250.5', locale.current);
	switch (code) {
		case 'too-large':
			return t('tooLarge');
		case 'too-many-places':
			return t('tooManyPlaces', { count: limits.maxScale });
		case 'ambiguous':
			return t('ambiguous', { thousand: formatDecimal('1234', locale.current), fraction: formatDecimal('1.234', locale.current) });
		case 'grouping':
			return t('grouping', { example });
		case 'negative':
			return t('negative');
		default:
			return t('notANumber', { example });
	}
}
