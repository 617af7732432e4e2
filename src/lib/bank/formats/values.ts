/** Amounts and dates as banks write them. */
import { amountString, parseAmount } from '../../money/amount.ts';
import { isCurrency } from '../../money/currencies.ts';
import type { SkippedLine } from '../statement.ts';

export type Value = { ok: true; value: string } | { ok: false; why: SkippedLine['why'] };

const LONGEST = 40;

/**
 * "1234.50", "1234,5", "50,", "+1 234.5": one mark, which parts the decimals. Zeros beyond the currency's decimals say nothing and are dropped;
 * other digits there are refused. The answer has all decimals of the currency.
 */
export function readAmount(currency: string, text: string): Value {
	const plain = text.trim().replace(/\s/g, '').replace(',', '.').replace(/\.$/, '');
	if (plain.length > LONGEST || !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain)) return { ok: false, why: 'amount' };
	return inCurrency(currency, plain);
}

/** @param plain ASCII digits, a point, perhaps a sign */
export function inCurrency(currency: string, plain: string): Value {
	if (!isCurrency(currency)) return { ok: false, why: 'currency' };
	const [, sign = '', whole = '', places = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(plain) ?? [];
	const digits = places.replace(/0+$/, '');
	const read = parseAmount(currency, `${sign}${whole || '0'}${digits && `.${digits}`}`);
	if (!read.ok) return { ok: false, why: read.code === 'too-many-places' ? 'places' : 'amount' };
	return { ok: true, value: text(currency, read.value.minor) };
}

function text(currency: string, minor: bigint): string {
	return amountString({ currency, minor });
}

export function negated(amount: string): string {
	if (/^-?[0.]+$/.test(amount)) return amount.replace('-', '');
	return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** A day of the calendar. The thirtieth of February, which banks that count months of thirty days write, is its last. */
export function dateOf(year: number, month: number, day: number): string | undefined {
	if (!(year >= 1900 && year <= 2199) || !(month >= 1 && month <= 12) || !(day >= 1 && day <= 31)) return undefined;
	const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
	if (day > last && !(month === 2 && day === 30)) return undefined;
	const two = (value: number) => String(value).padStart(2, '0');
	return `${year}-${two(month)}-${two(Math.min(day, last))}`;
}

/** "2026-11-22", with or without a time behind it. */
export function isoDate(text: string): string | undefined {
	const [, year, month, day] = /^\s*(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
	return year ? dateOf(Number(year), Number(month), Number(day)) : undefined;
}

/** "20261122", with or without a time behind it: the day as its writer's calendar had it. */
export function compactDate(text: string): string | undefined {
	const [, year, month, day] = /^\s*(\d{4})(\d{2})(\d{2})/.exec(text) ?? [];
	return year ? dateOf(Number(year), Number(month), Number(day)) : undefined;
}

/** Without spaces and dashes between groups, in capitals. */
export function accountNumber(text: string): string {
	return text.replace(/[\s.-]/g, '').toUpperCase();
}

/** One line, without the blanks between. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

/** Longest a text of a line is kept. */
const TEXT = 2000;

export function shortened(text: string, most = TEXT): string {
	const one = oneLine(text);
	return one.length > most ? `${one.slice(0, most - 1)}…` : one;
}

/** Each once, without what says that there is none. */
export function references(...found: (string | undefined)[]): string[] {
	const kept = found.map((each) => shortened(each ?? '', 140)).filter((each) => each !== '' && !NONE.test(each));
	return [...new Set(kept)].slice(0, 20);
}

/** False of what stands where nothing was said. */
export function isSaid(text: string): boolean {
	return text.trim() !== '' && !/^NOT ?PROVIDED$/i.test(text.trim());
}

const NONE = /^(NOTPROVIDED|NOT PROVIDED|NONREF|NOREF|UNKNOWN|N\/A|-+|0+)$/i;
