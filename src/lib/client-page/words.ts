import { catalogue, locale } from '../ui/i18n.svelte.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

export function instantText(at: number): string {
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

/** @param day since 1970 */
export function dayText(day: number): string {
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'long', timeZone: 'UTC' }).format(day * 86_400_000);
}

export function sizeText(bytes: number): string {
	const [size, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
	return new Intl.NumberFormat(locale.current, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(size);
}
