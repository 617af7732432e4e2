/**
 * Reading the numbers people type: "1,5", "1.5", "1 234,50", "1'234.50", "٣", "१२". The answer is the decimal string that is stored, or a
 * code a field can explain. A text that could mean two numbers is refused, never guessed.
 */
import { parseDecimal, type DecimalLimits, type DecimalProblem } from './decimal.ts';

export interface DecimalInputOptions extends DecimalLimits {
	/** BCP 47: decides what "1,234" means. */
	locale: string;
	/** False refuses numbers below zero. */
	negative?: boolean;
}

export type DecimalInputProblem = DecimalProblem | 'empty' | 'ambiguous' | 'grouping' | 'negative';
export type DecimalInputResult = { ok: true; value: string } | { ok: false; code: DecimalInputProblem };

/** Longer than any number within the limits, with its separators and marks. */
const MAX_TYPED = 128;

/** `value` has ASCII digits, a point, no needless zeros in front, and the decimals as typed: "1200.50". "-0" becomes "0". */
export function parseDecimalInput(text: string, options: DecimalInputOptions): DecimalInputResult {
	const plain = toAscii(text.slice(0, MAX_TYPED));
	if (plain === '') return { ok: false, code: 'empty' };
	if (!SHAPE.test(plain)) return { ok: false, code: 'not-a-number' };
	if (text.length > MAX_TYPED) return { ok: false, code: 'too-large' };
	const split = splitAtDecimal(plain.replace(/^[+-] ?/, ''), options.locale);
	if (!split) return { ok: false, code: 'ambiguous' };
	if (!isGrouped(split.whole) || !/^\d*$/.test(split.fraction)) return { ok: false, code: 'grouping' };
	const whole = split.whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0';
	const fraction = trimToScale(split.fraction, options.maxScale);
	const value = fraction ? `${whole}.${fraction}` : whole;
	const parsed = parseDecimal(value, options);
	if (!parsed.ok) return parsed;
	if (!plain.startsWith('-') || parsed.value.digits === 0n) return { ok: true, value };
	return options.negative === false ? { ok: false, code: 'negative' } : { ok: true, value: `-${value}` };
}

/** A sign, then digits and separators with at least one digit among them. */
const SHAPE = /^(?:[+-] ?)?[.,٫]?\d[\d .,'٫٬]*$/;
const THREES = /^\d{1,3}(?:([ .,'٬])\d{3}(?:\1\d{3})*)?$/;
/** 12,34,567 as grouped in India. */
const LAKHS = /^\d{1,2}([ .,'٬])\d{2}(?:\1\d{2})*\1\d{3}$/;

function isGrouped(whole: string): boolean {
	return /^\d*$/.test(whole) || THREES.test(whole) || LAKHS.test(whole);
}

/** Undefined when a point or comma may as well divide thousands as decimals. */
function splitAtDecimal(body: string, locale: string): { whole: string; fraction: string } | undefined {
	const mark = body.includes('٫') ? '٫' : body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
	const at = body.lastIndexOf(mark);
	if (at < 0) return { whole: body, fraction: '' };
	const asDecimal = { whole: body.slice(0, at), fraction: body.slice(at + 1) };
	if (mark === '٫' || /[^\d]/.test(asDecimal.whole.replaceAll(mark, ''))) return asDecimal;
	if (asDecimal.whole.includes(mark)) return { whole: body, fraction: '' };
	if (!/^[1-9]\d{0,2}$/.test(asDecimal.whole) || asDecimal.fraction.length !== 3) return asDecimal;
	const { decimal, group } = separators(locale);
	if (mark === decimal) return asDecimal;
	return mark === group ? { whole: body, fraction: '' } : undefined;
}

/** Zeros past the limit say nothing and are dropped; other digits past it stay, for the limit to refuse. */
function trimToScale(fraction: string, maxScale: number): string {
	return /^0*$/.test(fraction.slice(maxScale)) ? fraction.slice(0, maxScale) : fraction;
}

/** Code points of the digit zero of the scripts that write decimals in their own digits; nine more follow each. */
const ZEROS = [
	0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10
];
const LIKE: Record<string, string> = {
	'’': "'",
	'‘': "'",
	'＇': "'",
	'．': '.',
	'，': ',',
	'،': ',',
	'−': '-',
	'－': '-',
	'﹣': '-',
	'＋': '+'
};
/** Marks that only steer the direction of writing, and blanks of no width. */
const INVISIBLE = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Digits of any script, signs and separators as ASCII has them; blanks that are not seen are gone. */
export function toAscii(text: string): string {
	return text
		.replace(INVISIBLE, '')
		.replace(/\s/g, ' ')
		.trim()
		.replace(/\p{Nd}/gu, digit)
		.replace(/[’‘＇．，،−－﹣＋]/g, (character) => LIKE[character]!);
}

function digit(character: string): string {
	const code = character.codePointAt(0)!;
	const zero = ZEROS.find((start) => code >= start && code <= start + 9);
	return zero === undefined ? character : String(code - zero);
}

const known = new Map<string, { decimal: string; group: string }>();

function separators(locale: string) {
	let found = known.get(locale);
	if (!found) {
		const parts = new Intl.NumberFormat(locale).formatToParts(12345678.9);
		const valueOf = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
		known.set(locale, (found = { decimal: valueOf('decimal'), group: valueOf('group') }));
	}
	return found;
}
