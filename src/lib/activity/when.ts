/** Times as a device's clock said them, in the time of this device. */
import { locale } from '../ui/i18n.svelte.ts';
import type { ActivityEvent } from './api.ts';
import { t } from './words.ts';

const MINUTE = 60_000;

function format(minutes: number, options: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(locale.current, options).format(new Date(minutes * MINUTE));
}

function dayText(minutes: number): string {
	return format(minutes, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

function timeText(minutes: number): string {
	return format(minutes, { timeStyle: 'short' });
}

export function momentText(minutes: number): string {
	return format(minutes, { dateStyle: 'medium', timeStyle: 'short' });
}

/** From the first save of a sitting to its last, under the heading of its day. */
export function spanText({ at, since }: Pick<ActivityEvent, 'at' | 'since'>): string {
	if (at === undefined) return t('noTime');
	if (since === undefined || since === at) return timeText(at);
	return sameDay(since, at) ? `${timeText(since)} – ${timeText(at)}` : `${momentText(since)} – ${timeText(at)}`;
}

/** Instant in ISO 8601, for a file or for `datetime`. */
export function instantOf(minutes: number): string {
	return new Date(minutes * MINUTE).toISOString();
}

/** The day's first and last minute on this device, of calendar dates; empty ends are open. */
export function minutesOf({ from, to }: { from: string; to: string }): { from?: number; to?: number } {
	const at = (date: string, time: string) => Math.floor(new Date(`${date}T${time}`).getTime() / MINUTE);
	return { ...(from && { from: at(from, '00:00:00') }), ...(to && { to: at(to, '23:59:59') }) };
}

function sameDay(a: number, b: number): boolean {
	return new Date(a * MINUTE).toDateString() === new Date(b * MINUTE).toDateString();
}

/** What stands over the events of a day. */
export function headingOf({ at, before, after, standing }: ActivityEvent): string {
	if (standing === 'waiting') return t('waitingDay');
	const when = at ?? before;
	if (when !== undefined) return dayText(when);
	return after === undefined ? t('noDay') : t('sinceDay', { day: dayText(after) });
}
