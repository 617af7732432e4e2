/** Amounts of a file in minor units. */
import { currencyExponent } from '../../../money/currencies.ts';
import { divideRounded, pow10 } from '../../../money/decimal.ts';

/** xs:decimal: a sign, digits, a point, no exponent. */
const DECIMAL = /^([+-]?)(\d{0,15})(?:\.(\d{0,30}))?$/;

export interface FileAmount {
	/** Rounded half away from zero where the file has more decimals than the currency. */
	minor: bigint;
	isExact: boolean;
}

/** Undefined for what is no number, or larger than any sum of money. */
export function fileAmount(currency: string, text: string): FileAmount | undefined {
	const match = DECIMAL.exec(text);
	if (!match || (!match[2] && !match[3])) return undefined;
	const [, sign, whole = '', places = ''] = match;
	const digits = BigInt(whole + places || '0') * (sign === '-' ? -1n : 1n);
	const surplus = places.length - currencyExponent(currency);
	if (surplus <= 0) return { minor: digits * pow10(-surplus), isExact: true };
	const unit = pow10(surplus);
	return { minor: divideRounded(digits, unit), isExact: digits % unit === 0n };
}

/** "19" of "19.00", "0" of ""; undefined for what is no rate. */
export function plainRate(text: string | undefined): string | undefined {
	const match = /^\+?(\d{1,3})(?:\.(\d{1,10}))?$/.exec(text || '0');
	if (!match) return undefined;
	const places = (match[2] ?? '').replace(/0+$/, '');
	const whole = match[1]!.replace(/^0+(?=\d)/, '');
	return places === '' ? whole : places.length > 4 ? undefined : `${whole}.${places}`;
}
