/** Numbers, dates and codes as they are printed, in the document's language. Exact: amounts and decimals reach Intl as text, never as floats. */
import { amount } from '../../money/amount.ts';
import { currencyExponent } from '../../money/currencies.ts';
import { formatAmount, formatDecimal, formatRate } from '../../money/format.ts';
import type { FontMetrics } from './metrics.ts';
import { missingIn } from './text.ts';

export interface DocumentFormat {
	language: string;
	/** "1 234,50" without a currency. */
	amount(minor: bigint, currency: string): string;
	/** "1 234,50 $", or with the code where the sign has no glyph. */
	money(minor: bigint, currency: string): string;
	/** A decimal string as typed, with at least `places` decimals. */
	decimal(text: string, places?: number): string;
	/** A unit price: at least the decimals of the currency. */
	price(text: string, currency: string): string;
	/** "9,975 %". */
	percent(rate: string): string;
	/** "21 November 2026"; the text itself when it is no date. */
	date(iso: string): string;
	/** "1 – 30 November 2026". */
	period(start: string | undefined, end: string | undefined): string;
	/** Country name in the document's language. */
	country(code: string): string;
	plural(quantity: string): Intl.LDMLPluralRule;
}

const formats = new WeakMap<FontMetrics, Map<string, DocumentFormat>>();

/** Made once for each language: the preview asks at every keystroke, and a date formatter is slow to make. */
export function documentFormat(language: string, metrics: FontMetrics): DocumentFormat {
	const known = formats.get(metrics) ?? new Map<string, DocumentFormat>();
	formats.set(metrics, known);
	const format = known.get(language) ?? makeFormat(language, metrics);
	known.set(language, format);
	return format;
}

function makeFormat(language: string, metrics: FontMetrics): DocumentFormat {
	const tag = knownTag(language);
	const dates = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC', calendar: 'gregory' });
	const date = (iso: string) => (isDay(iso) ? plainSpaces(dates.format(day(iso))) : iso);
	const decimal = (text: string, places = 0) => (isDecimal(text) ? withMinus(formatDecimal(text, tag, places)) : text);
	return {
		language: new Intl.Locale(tag).baseName,
		amount: (minor, currency) => withMinus(formatAmount(amount(currency, minor), tag, { currency: 'none' })),
		money: (minor, currency) => {
			const short = formatAmount(amount(currency, minor), tag, { currency: 'narrow' });
			return withMinus(missingIn(short, metrics).length === 0 ? short : formatAmount(amount(currency, minor), tag, { currency: 'code' }));
		},
		decimal,
		price: (text, currency) => decimal(text, currencyExponent(currency)),
		percent: remembered((rate) => (isDecimal(rate) ? formatRate(rate, tag) : rate)),
		date,
		period: (start, end) => {
			if (!start || !end) return date(start || end || '');
			if (!isDay(start) || !isDay(end) || start > end) return `${date(start)} – ${date(end)}`;
			return plainSpaces(dates.formatRange(day(start), day(end)));
		},
		country: (code) => countryName(tag, code),
		plural: (quantity) => new Intl.PluralRules(tag).select(Number(quantity))
	};
}

/** Every line of a long document asks for the same few rates. */
function remembered(say: (text: string) => string): (text: string) => string {
	const said = new Map<string, string>();
	return (text) => {
		const known = said.get(text);
		if (known !== undefined) return known;
		const fresh = say(text);
		said.set(text, fresh);
		return fresh;
	};
}

function isDecimal(text: string): boolean {
	return /^[+-]?\d+(\.\d*)?$/.test(text);
}

function isDay(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function day(text: string): Date {
	return new Date(`${text}T00:00:00Z`);
}

/** A minus sign of the width of the figures, where the locale writes a hyphen. */
function withMinus(figures: string): string {
	return figures.replace('-', '\u2212');
}

/** Browsers differ in the thin spaces around a range's dash. */
function plainSpaces(text: string): string {
	return text.replace(/[\u2009\u202f]/g, ' ');
}

/** With European figures, which every locale may ask for and the face can show. */
function knownTag(language: string): string {
	try {
		return new Intl.Locale(language, { numberingSystem: 'latn' }).toString();
	} catch {
		return 'en-u-nu-latn';
	}
}

function countryName(tag: string, code: string): string {
	try {
		return new Intl.DisplayNames([tag], { type: 'region' }).of(code) ?? code;
	} catch {
		return code;
	}
}

/** An IBAN in groups of four. */
export function groupedIban(iban: string): string {
	return iban
		.replace(/\s/g, '')
		.toUpperCase()
		.replace(/(.{4})(?=.)/g, '$1\u00a0');
}
