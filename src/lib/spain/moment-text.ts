import { locale } from '../ui/i18n.svelte.ts';

/** As the device's clock had it: the offset is part of the record, and nobody else's. @param at "2026-11-23T10:15:00+01:00" */
export function momentText(at: string): string {
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).format(
		new Date(`${at.slice(0, 19)}Z`)
	);
}
