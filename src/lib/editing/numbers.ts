/** Number fields of forms: what a person typed becomes the decimal string that is stored, or words that say what to write instead. */
import { currencyExponent, isCurrency } from '../money/currencies.ts';
import { PRICE_LIMITS, RATE_LIMITS, type DecimalLimits } from '../money/decimal.ts';
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

function numberField(limits: DecimalLimits): NumberField {
	return {
		parse(text) {
			const result = parseDecimalInput(text, { ...limits, negative: false, locale: locale.current });
			return result.ok ? { value: result.value } : { error: explain(result.code, limits) };
		},
		format: (value) => formatDecimal(value, locale.current)
	};
}

export const PRICE = numberField(PRICE_LIMITS);

/** A price, written with the decimals of its currency at least. */
export function priceField(currency: string): NumberField {
	const places = isCurrency(currency) ? currencyExponent(currency) : 0;
	return { ...PRICE, format: (value) => formatDecimal(value, locale.current, places) };
}

/** A sum of money, with at most the decimals of its currency. */
export function amountField(currency: string): NumberField {
	const places = isCurrency(currency) ? currencyExponent(currency) : 0;
	return { ...numberField({ maxScale: places }), format: (value) => formatDecimal(value, locale.current, places) };
}

/** Days, counts. */
export const WHOLE: NumberField = { ...numberField({ maxIntegerDigits: 6, maxScale: 0 }), format: (value) => value };

const RATE = numberField(RATE_LIMITS);
export const PERCENT: NumberField = {
	...RATE,
	parse(text) {
		const answer = RATE.parse(text.replace(/\s*[%٪]$/, ''));
		return 'value' in answer && isOverHundred(answer.value) ? { error: t('percentRange') } : answer;
	}
};

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
