import { catalogue, locale } from '../ui/i18n.svelte.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

/** A calendar date as the interface writes it; the text itself where it is none. */
export function dayText(date: string): string {
	const day = new Date(`${date}T00:00:00Z`);
	if (Number.isNaN(day.getTime())) return date;
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeZone: 'UTC' }).format(day);
}

/** "November 2026". */
export function monthText(month: string): string {
	const day = new Date(`${month}-01T00:00:00Z`);
	if (Number.isNaN(day.getTime())) return month;
	return new Intl.DateTimeFormat(locale.current, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(day);
}
