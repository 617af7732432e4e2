/**
 * One value of a row as the number that stands for it in a packed column, and back. What a column's kind has no number for is `ODD` and kept
 * beside the column as it is, so nothing is ever rounded or lost: an amount beyond 2^51 minor units, a date before 1970, a text in a date's place.
 */
import type { ColumnKind } from './shape.ts';

/** Whole numbers up to here are exact in eight bytes, with room to spare. */
const LARGEST_AMOUNT = 2 ** 51;
const DAY = 86_400_000;
const LAST_DAY = 0xfff0;
const ODD_DATE = 0xffff;
const ODD_FLAG = 3;

/** @param value of a kind that has no dictionary and is no text */
export function toNumber(kind: ColumnKind, value: unknown): number {
	switch (kind) {
		case 'flag':
			return value === undefined ? 0 : value === false ? 1 : value === true ? 2 : ODD_FLAG;
		case 'date':
			return value === '' ? 0 : dayNumber(value);
		case 'amount':
			return typeof value === 'bigint' && value <= LARGEST_AMOUNT && value >= -LARGEST_AMOUNT ? Number(value) : Number.NaN;
		default:
			return typeof value === 'number' && Number.isFinite(value) ? value + 0 : Number.NaN;
	}
}

export function fromNumber(kind: ColumnKind, number: number): unknown {
	switch (kind) {
		case 'flag':
			return number === 0 ? undefined : number === 2;
		case 'date':
			return number === 0 ? '' : dayText(number);
		case 'amount':
			return BigInt(number);
		default:
			return number;
	}
}

export function isOdd(kind: ColumnKind, number: number): boolean {
	return kind === 'flag' ? number === ODD_FLAG : kind === 'date' ? number === ODD_DATE : Number.isNaN(number);
}

/** Days since the end of 1969, so that 0 stands for no date. */
export function dayNumber(value: unknown): number {
	if (typeof value !== 'string' || value.length !== 10) return ODD_DATE;
	const year = digits(value, 0, 4);
	const month = digits(value, 5, 7);
	const day = digits(value, 8, 10);
	if (!(value[4] === '-' && value[7] === '-' && year >= 1970 && month >= 1 && day >= 1)) return ODD_DATE;
	const number = Date.UTC(year, month - 1, day) / DAY + 1;
	return number <= LAST_DAY && dayText(number) === value ? number : ODD_DATE;
}

const days = new Map<number, string>();
function dayText(number: number): string {
	let text = days.get(number);
	if (text === undefined) days.set(number, (text = new Date((number - 1) * DAY).toISOString().slice(0, 10)));
	return text;
}

/** NaN where there is anything but digits. */
function digits(text: string, from: number, to: number): number {
	let number = 0;
	for (let at = from; at < to; at++) {
		const digit = text.charCodeAt(at) - 48;
		if (!(digit >= 0 && digit <= 9)) return Number.NaN;
		number = number * 10 + digit;
	}
	return number;
}
