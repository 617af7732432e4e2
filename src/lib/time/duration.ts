/** Lengths of time as people type them ("1:30", "1.5", "90m", "1h 30") and read them. */
import { divideRounded, parseDecimal, pow10 } from '../money/decimal.ts';
import { toAscii } from '../money/input.ts';
import { DAY_SECONDS } from './time.ts';

export type DurationProblem = 'empty' | 'unread' | 'minutes' | 'negative' | 'zero' | 'too-long';
export type DurationResult = { ok: true; seconds: number } | { ok: false; code: DurationProblem };

/** A week of hours typed into one field is a slip. */
const MAX_TYPED = 40;

/** A bare number is hours; a comma is a decimal point. */
export function parseDuration(text: string): DurationResult {
	const plain = toAscii(text.slice(0, MAX_TYPED + 1))
		.replaceAll('٫', '.')
		.toLowerCase();
	if (plain === '') return { ok: false, code: 'empty' };
	if (plain.length > MAX_TYPED) return { ok: false, code: 'unread' };
	if (/^[-–]/.test(plain)) return { ok: false, code: 'negative' };
	const read = byClock(plain) ?? byHours(plain) ?? byUnits(plain);
	if (read === undefined) return { ok: false, code: 'unread' };
	if (read === 'minutes') return { ok: false, code: 'minutes' };
	if (read === 0) return { ok: false, code: 'zero' };
	return read > DAY_SECONDS ? { ok: false, code: 'too-long' } : { ok: true, seconds: read };
}

/** "1:30", ":45", "1:30:15". */
function byClock(text: string): number | 'minutes' | undefined {
	const match = /^(\d{0,3}):(\d{2})(?::(\d{2}))?$/.exec(text);
	if (!match) return undefined;
	const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
	return minutes > 59 || seconds > 59 ? 'minutes' : hours * 3600 + minutes * 60 + seconds;
}

function byHours(text: string): number | undefined {
	return /^[\d.,]+$/.test(text) ? inSeconds(text, 3600n) : undefined;
}

/** "90m", "1.5h", "1h30", "1 h 30 min". */
function byUnits(text: string): number | undefined {
	const match = /^(?:([\d.,]+) ?(?:h|hr|hrs|hours?|std) ?)?(?:([\d.,]+) ?(?:m|min|mins|minutes?)?)?$/.exec(text);
	if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
	const hours = match[1] === undefined ? 0 : inSeconds(match[1], 3600n);
	const minutes = match[2] === undefined ? 0 : inSeconds(match[2], 60n);
	return hours === undefined || minutes === undefined ? undefined : hours + minutes;
}

function inSeconds(text: string, unit: bigint): number | undefined {
	const plain = text.replace(',', '.').replace(/^\./, '0.').replace(/\.$/, '');
	const read = parseDecimal(plain, { maxIntegerDigits: 6, maxScale: 6 });
	return read.ok ? Number(divideRounded(read.value.digits * unit, pow10(read.value.scale))) : undefined;
}

/** "1:30"; seconds are cut off, not rounded: a clock shows the minute it is in. */
export function durationText(seconds: number): string {
	const minutes = Math.floor(Math.max(0, seconds) / 60);
	return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** "1:30:05", of what runs. */
export function clockText(seconds: number): string {
	return `${durationText(seconds)}:${String(Math.floor(Math.max(0, seconds)) % 60).padStart(2, '0')}`;
}
