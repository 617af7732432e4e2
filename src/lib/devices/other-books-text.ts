import { locale } from '../ui/i18n.svelte.ts';
import type { OtherBooks } from './api.ts';
import { t } from './words.ts';

/** Of books that are not open: when this device last had all there is, and what waits. */
export function otherBooksText({ relay, synced, waiting }: OtherBooks): string {
	if (relay === undefined) return t('othersNoRelay');
	const when = synced && new Date(synced).toLocaleString(locale.current, { dateStyle: 'medium', timeStyle: 'short' });
	const parts = [when ? t('othersSynced', { when }) : t('othersNever')];
	if (waiting > 0) parts.push(t('othersWaiting', { count: waiting }));
	return parts.join(' · ');
}
