/** Dates and amounts as they stand in the cells of a table. */
import { fold } from '../fold.ts';
import { bare } from './csv-table.ts';
import type { CsvLayout } from './csv-layout.ts';
import { MONTHS } from './csv-words.ts';
import { dateOf } from './values.ts';

type Order = CsvLayout['dates'];

/** Three numbers, or two and the name of a month; a time behind them says nothing. */
const PARTS = /^(\d{1,4})[-/. ]\s?(\d{1,2}|\p{L}{3,12}\.?)[-/., ]{1,2}(\d{2,4})(?!\d)/u;
const MONTH_FIRST = /^(\p{L}{3,12})\.? (\d{1,2}),? (\d{4})/u;

/** The parts of a date as they stand, years first; undefined of what is none. */
export function dateParts(cell: string): { parts: [number, number, number]; order?: Order } | undefined {
	const text = westernDigits(bare(cell)).trim();
	const compact = /^(20\d{2}|19\d{2})(\d{2})(\d{2})(?!\d)/.exec(text);
	if (compact) return { parts: [Number(compact[1]), Number(compact[2]), Number(compact[3])], order: 'ymd' };
	const american = MONTH_FIRST.exec(text);
	const month = american && monthOf(american[1]!);
	if (month) return { parts: [month, Number(american![2]), Number(american![3])], order: 'mdy' };
	const [, first, second, third] = PARTS.exec(text) ?? [];
	if (first === undefined) return undefined;
	const named = /^\d/.test(second!) ? undefined : monthOf(second!);
	if (!/^\d/.test(second!) && !named) return undefined;
	const parts: [number, number, number] = [Number(first), named ?? Number(second), Number(third)];
	if (first.length === 4) return { parts, order: 'ymd' };
	return named ? { parts, order: 'dmy' } : { parts };
}

export function cellDate(cell: string, order: Order): string | undefined {
	const found = dateParts(cell);
	if (!found) return undefined;
	const [a, b, c] = found.parts;
	switch (found.order ?? order) {
		case 'ymd':
			return dateOf(fullYear(a), b, c);
		case 'dmy':
			return dateOf(fullYear(c), b, a);
		case 'mdy':
			return dateOf(fullYear(c), a, b);
	}
}

function fullYear(year: number): number {
	return year < 100 ? 2000 + year : year;
}

function monthOf(name: string): number | undefined {
	const folded = fold(name).replace('.', '');
	const index = MONTHS.findIndex((names) =>
		names.some((each) => folded === fold(each) || (folded.length > 3 && folded.startsWith(fold(each))))
	);
	return index < 0 ? undefined : index + 1;
}

/** Digits, a sign, and marks between them, without what is written around: "1 234,50 €" as "1234.50", "(12.50)" and "12.50-" as "-12.50". */
export function cellAmount(cell: string, decimal: '.' | ','): string | undefined {
	const text = numberOf(cell);
	if (text === undefined) return undefined;
	const { negative, body } = text;
	const grouping = decimal === ',' ? '.' : ',';
	const at = body.lastIndexOf(decimal);
	const whole = (at < 0 ? body : body.slice(0, at)).replace(/['’ ]/g, grouping);
	const places = at < 0 ? '' : body.slice(at + 1);
	if (!/^\d*$/.test(places) || whole.includes(decimal)) return undefined;
	// Marks between thousands stand three by three, or by lakhs.
	const groups = whole.split(grouping);
	const isGrouped = groups.slice(1).every((group, index) => group.length === 3 || (group.length === 2 && index < groups.length - 2));
	if (!isGrouped || (groups.length > 1 && groups.at(-1)!.length !== 3)) return undefined;
	return `${negative ? '-' : ''}${groups.join('') || '0'}${places && `.${places}`}`;
}

/** What stands in an amount's cell, without currency, blanks and brackets; undefined of what is no number, a formula among it. */
export function numberOf(cell: string): { negative: boolean; body: string } | undefined {
	const text = westernDigits(bare(cell))
		.replace(/[\u200e\u200f\u061c]/g, '')
		.replace(/[−–]/g, '-')
		.trim();
	if (text.length > 60 || text.startsWith('=')) return undefined;
	const bracketed = /^\((.*)\)$/.exec(text);
	const plain = (bracketed ? bracketed[1]! : text)
		.replace(/(?:\s|^)(?:[A-Z]{3}|[$€£¥₹]|د\.م\.|kr|zł|Fr\.?|R\$|CA\$)(?=[\s\d+-]|$)|[$€£¥₹]/g, '')
		.replace(/(\d)\s*(?:[A-Z]{3}|kr|zł|د\.م\.|Fr\.?)$/, '$1')
		.replace(/[\s\u00a0\u202f]+(?=\d{3})/g, ' ')
		.trim();
	const match = /^([+-]?)\s*(\d[\d.,'’ ]*|[.,]\d+)\s*([+-]|CR|DR|C|D)?$/.exec(plain);
	if (!match) return undefined;
	const [, before, body, behind = ''] = match;
	if (before && /[+-]/.test(behind)) return undefined;
	const negative = (before === '-') !== (bracketed !== null || behind === '-' || behind === 'DR' || behind === 'D');
	return { negative, body: body!.trim() };
}

/** What one cell says of the mark before decimals: "1.234,5" that it is a comma, "1.234" nothing. */
export function decimalIn(cell: string): '.' | ',' | 'either' | undefined {
	const body = numberOf(cell)?.body;
	if (body === undefined) return undefined;
	const [dots, commas] = [body.split('.').length - 1, body.split(',').length - 1];
	if (dots > 0 && commas > 0) return body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
	if (dots + commas === 0) return undefined;
	const mark = dots > 0 ? '.' : ',';
	if (dots + commas > 1) return mark === '.' ? ',' : '.';
	return /^[1-9]\d{0,2}[.,]\d{3}$/.test(body) ? 'either' : mark;
}

const ZEROS = [0x660, 0x6f0, 0x966];
function westernDigits(text: string): string {
	// eslint-disable-next-line no-control-regex -- whether there is anything to change
	if (/^[\x00-\x7f]*$/.test(text)) return text;
	return text
		.replace(/[٠-٩۰-۹०-९]/g, (digit) => String(digit.charCodeAt(0) - ZEROS.findLast((zero) => digit.charCodeAt(0) >= zero)!))
		.replace(/٫/g, '.')
		.replace(/٬/g, ',');
}
