/**
 * Exact decimal numbers: an integer and the number of its decimals. Nothing here ever becomes a float.
 */
export interface Decimal {
	/** The number without its point: 9.975 has 9975. */
	readonly digits: bigint;
	readonly scale: number;
}

export interface DecimalLimits {
	/** Digits before the point; 15 unless told. */
	maxIntegerDigits?: number;
	/** Digits after the point that are not trailing zeros. */
	maxScale: number;
}

export type DecimalProblem = 'not-a-number' | 'too-large' | 'too-many-places';
export type DecimalResult = { ok: true; value: Decimal } | { ok: false; code: DecimalProblem };

const MAX_INTEGER_DIGITS = 15;
/** Limits of what a person types, by kind. */
export const QUANTITY_LIMITS: DecimalLimits = { maxScale: 6 };
export const PRICE_LIMITS: DecimalLimits = { maxScale: 6 };
export const RATE_LIMITS: DecimalLimits = { maxIntegerDigits: 3, maxScale: 4 };
export const EXCHANGE_RATE_LIMITS: DecimalLimits = { maxIntegerDigits: 9, maxScale: 10 };

export const ZERO: Decimal = { digits: 0n, scale: 0 };
export const ONE: Decimal = { digits: 1n, scale: 0 };

const CANONICAL = /^([+-]?)0*(\d*)(?:\.(\d+?)0*)?$/;
/** Longer than any number within the limits: stops before the pattern reads a pasted book. */
const MAX_LENGTH = 64;

/** Reads a decimal string as it is stored ("-1200.50"): ASCII digits, a point, nothing else. What people type goes through `parseDecimalInput`. */
export function parseDecimal(text: string, limits: DecimalLimits): DecimalResult {
	if (text.length > MAX_LENGTH) return { ok: false, code: /^[+-]?[\d.]*$/.test(text) ? 'too-large' : 'not-a-number' };
	const match = CANONICAL.exec(text);
	if (!match || !/^[+-]?\d/.test(text)) return { ok: false, code: 'not-a-number' };
	const [, sign, whole = '', places = ''] = match;
	const fraction = /^0*$/.test(places) ? '' : places;
	if (whole.length > (limits.maxIntegerDigits ?? MAX_INTEGER_DIGITS)) return { ok: false, code: 'too-large' };
	if (fraction.length > limits.maxScale) return { ok: false, code: 'too-many-places' };
	const digits = BigInt(whole + fraction || '0');
	return { ok: true, value: { digits: sign === '-' ? -digits : digits, scale: fraction.length } };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
	return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** Integer quotient, rounded half away from zero: the one rounding rule of the house. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
	if (denominator === 0n) throw new RangeError('Division by zero');
	const negative = numerator < 0n !== denominator < 0n;
	const top = numerator < 0n ? -numerator : numerator;
	const bottom = denominator < 0n ? -denominator : denominator;
	const rounded = (top * 2n + bottom) / (bottom * 2n);
	return negative ? -rounded : rounded;
}

/** Quotient with `scale` decimals, rounded half away from zero. */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
	return { digits: divideRounded(a.digits * pow10(b.scale + scale), b.digits * pow10(a.scale)), scale };
}

/** The number with exactly `scale` decimals, rounded half away from zero where some are lost. */
export function rescale(value: Decimal, scale: number): Decimal {
	if (scale >= value.scale) return { digits: value.digits * pow10(scale - value.scale), scale };
	return { digits: divideRounded(value.digits, pow10(value.scale - scale)), scale };
}

/** The decimal string with all its decimals: {-5n, 2} is "-0.05". */
export function decimalString({ digits, scale }: Decimal): string {
	const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
	const whole = text.slice(0, text.length - scale);
	const sign = digits < 0n ? '-' : '';
	return scale === 0 ? sign + whole : `${sign}${whole}.${text.slice(-scale)}`;
}

/** The shortest decimal string of the number: {5000n, 3} is "5". */
export function shortDecimalString(value: Decimal): string {
	const text = decimalString(value);
	return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const POWERS = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

export function pow10(exponent: number): bigint {
	return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

export function absolute(value: bigint): bigint {
	return value < 0n ? -value : value;
}
