/** Exact numbers of a file, any length, rounded as the rules round: half up, so -0.005 becomes 0.00. */
import { absolute, decimalString, parseDecimal, pow10, type Decimal } from '../../money/decimal.ts';

const ANY = { maxIntegerDigits: 40, maxScale: 20 };

/** `undefined` where it is no decimal number, or not there. */
export function decimalOf(text: string | undefined): Decimal | undefined {
	const plain = text?.trim() ?? '';
	const result = parseDecimal(plain.replace(/^([+-]?)\./, '$10.').replace(/\.$/, ''), ANY);
	return plain !== '' && result.ok ? result.value : undefined;
}

function scaled({ digits, scale }: Decimal, to: number): bigint {
	return digits * pow10(to - scale);
}

export function plus(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(a.scale, b.scale);
	return { digits: scaled(a, scale) + scaled(b, scale), scale };
}

export function minus(a: Decimal, b: Decimal): Decimal {
	return plus(a, { digits: -b.digits, scale: b.scale });
}

/** Below zero, zero or above, as for sorting. */
export function compare(a: Decimal, b: Decimal): number {
	const { digits } = minus(a, b);
	return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

export const isZero = ({ digits }: Decimal): boolean => digits === 0n;

export function size(value: Decimal): Decimal {
	return { digits: absolute(value.digits), scale: value.scale };
}

/** With `scale` decimals at most. */
export function rounded(value: Decimal, scale: number): Decimal {
	if (value.scale <= scale) return value;
	const step = pow10(value.scale - scale);
	const up = value.digits + step / 2n;
	const floor = up / step - (up % step < 0n ? 1n : 0n);
	return { digits: floor, scale };
}

/** `undefined` as soon as one of them is no number: there is no sum then. An empty list is zero. */
export function sumOf(texts: readonly (string | undefined)[]): Decimal | undefined {
	let total: Decimal = { digits: 0n, scale: 2 };
	for (const text of texts) {
		const value = decimalOf(text);
		if (!value) return undefined;
		total = plus(total, value);
	}
	return total;
}

export function decimalsIn(text: string): number {
	return /\.(\d*)$/.exec(text.trim())?.[1]?.length ?? 0;
}

/** A dash where what it would be worked out from is missing or no number. */
export function plain(value: Decimal | undefined): string {
	return value ? decimalString(value) : '–';
}
