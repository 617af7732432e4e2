/** Numbers, dates and times as other programs write them. What cannot be read is undefined. */
import type { Notation } from '../csv/api.ts';

const GROUPS = /[\s'’\u00a0\u202f]/g;

/** A plain decimal: "1.234,50" is "1234.50". */
export function numberIn(text: string, decimal: Notation['decimal']): string | undefined {
	const other = decimal === ',' ? '.' : ',';
	const plain = text.trim().replace(GROUPS, '').replaceAll(other, '').replace(decimal, '.').replace(/^\+/, '');
	if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
	return plain.replace(/^(-?)\./, '$10.').replace(/\.$/, '');
}

/** Which mark divides off the decimals, by what stands in the cells; undefined where they do not say. */
export function decimalMark(cells: Iterable<string>): Notation['decimal'] | undefined {
	let found: Notation['decimal'] | undefined;
	for (const cell of cells) {
		const marks = cell.replace(GROUPS, '').match(/[.,]/g);
		if (!marks) continue;
		const last = marks.at(-1) as Notation['decimal'];
		const behind = cell.trim().length - cell.trim().lastIndexOf(last) - 1;
		const isSure = behind !== 3 || new Set(marks).size === 2;
		// Twice the same mark can only be groups.
		const mark = marks.length > 1 && new Set(marks).size === 1 ? (last === '.' ? ',' : '.') : isSure ? last : undefined;
		if (mark === undefined) continue;
		if (found !== undefined && found !== mark) return undefined;
		found = mark;
	}
	return found;
}

const NUMERIC = /^(\d{1,4})[./\-\s]+(\d{1,2})[./\-\s]+(\d{1,4})$/;
const MONTHS = monthNames();

/** "2026-12-24" of a date with or without a time behind it. */
export function dateIn(text: string, order: Notation['dates']): string | undefined {
	const iso = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text.trim());
	if (iso) return dateOf(iso[1]!, iso[2]!, iso[3]!);
	const numeric = NUMERIC.exec(text.trim());
	if (numeric) {
		const [, a, b, c] = numeric as unknown as [string, string, string, string];
		if (a.length === 4) return dateOf(a, b, c);
		return order === 'mdy' ? dateOf(c, a, b) : dateOf(c, b, a);
	}
	return namedDate(text);
}

/** "28/May/2021", "May 28, 2021", "Fri May 28, 2021", "28. Mai 2021". */
function namedDate(text: string): string | undefined {
	const words = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
	const month = words.map((word) => MONTHS.get(word)).find((each) => each !== undefined);
	const numbers = words.filter((word) => /^\d+$/.test(word));
	const year = numbers.find((each) => each.length === 4);
	const day = numbers.find((each) => each.length <= 2);
	return month !== undefined && year !== undefined && day !== undefined && numbers.length === 2
		? dateOf(year, String(month), day)
		: undefined;
}

function dateOf(year: string, month: string, day: string): string | undefined {
	const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const time = Date.parse(`${text}T00:00:00Z`);
	return year.length === 4 && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

/** Which of day and month stands first; undefined where no date says. Mixed orders say nothing. */
export function dateOrder(cells: Iterable<string>): Notation['dates'] | undefined {
	let found: Notation['dates'] | undefined;
	for (const cell of cells) {
		const numeric = NUMERIC.exec(cell.trim());
		if (!numeric || numeric[1]!.length === 4) continue;
		const order = Number(numeric[1]) > 12 ? 'dmy' : Number(numeric[2]) > 12 ? 'mdy' : undefined;
		if (order === undefined) continue;
		if (found !== undefined && found !== order) return undefined;
		found = order;
	}
	return found;
}

/** True where it could be read in two ways. */
export function isOpenDate(text: string): boolean {
	const numeric = NUMERIC.exec(text.trim());
	return numeric !== null && numeric[1]!.length !== 4 && numeric[1] !== numeric[2];
}

/** Seconds since midnight of "10:23:52 AM", "1:05pm", "14:30". */
export function clockIn(text: string): number | undefined {
	const found = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim());
	if (!found) return undefined;
	const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
	const half = found[4]?.toLowerCase();
	if (minute > 59 || second > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return undefined;
	const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
	return hours * 3600 + minute * 60 + second;
}

/** Seconds of "01:00:01", "0:06", or of hours with decimals. */
export function durationIn(text: string, decimal: Notation['decimal']): number | undefined {
	const clock = /^(\d{1,5}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
	if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
	const hours = numberIn(text, decimal);
	return hours === undefined || hours.startsWith('-') ? undefined : Math.round(Number(hours) * 3600);
}

/** Names of months in the languages that exports come in, whole and short. */
function monthNames(): Map<string, number> {
	const found = new Map<string, number>();
	for (const language of ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt'])
		for (const style of ['long', 'short'] as const) {
			const names = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
			for (let month = 1; month <= 12; month++) {
				const word = names
					.format(Date.UTC(2026, month - 1, 15))
					.toLowerCase()
					.replace(/\.$/, '');
				if (!found.has(word)) found.set(word, month);
			}
		}
	return found;
}
