/** What links and answers are called on screens. */
import { errorText } from '../error-text.ts';
import type { StatedAnswer } from '../sharing/link-record.ts';
import type { LinkFaults } from '../sharing/api.ts';
import { locale } from '../ui/i18n.svelte.ts';
import type { AppError } from '../worker-api.ts';
import { t } from './words.ts';

/** @param date YYYY-MM-DD */
export function dayWords(date: string): string {
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** A clock that says nothing readable is the beginning of time, not an error. */
export function whenWords(instant: string): string {
	const date = new Date(instant);
	const known = Number.isNaN(date.getTime()) ? new Date(0) : date;
	return new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeStyle: 'short' }).format(known);
}

/** In a line, without what was written besides. */
export function answerTitle({ said }: StatedAnswer): string {
	if (said.kind === 'accepted') return t('accepted', { name: said.name });
	return said.kind === 'saysPaid' ? t('saysPaid', { date: dayWords(said.on) }) : t(said.kind);
}

/** What was written besides; may be empty. */
export function answerWords({ said }: StatedAnswer): string {
	if (said.kind === 'accepted') return '';
	return said.kind === 'declined' ? said.reason : said.text;
}

export function faultTexts(faults: LinkFaults): string[] {
	const counted = (['false', 'moved', 'unreadable'] as const).flatMap((kind) =>
		faults[kind] > 0 ? [t(`faults ${kind}`, { count: faults[kind] })] : []
	);
	return [...counted, ...(faults.full ? [t('faultsFull')] : []), ...(faults.package ? [t('faultsPackage')] : [])];
}

/** What to tell a person whose link was not made. */
export function linkProblem(error: AppError): string {
	if (error.code === 'needs-relay') return t(error.detail === 'none' ? 'noRelay' : 'noAnswer');
	if (error.code !== 'invalid') return errorText(error);
	if (error.field === 'expires') return t('wrongDay');
	if (error.field === 'passphrase') return t('shortPassphrase');
	if (error.field === 'files') return t('tooLarge');
	if (error.field !== 'link') return errorText(error);
	return t(error.detail === 'links-full' ? 'full' : error.detail === 'read-only' ? 'readOnly' : 'refused');
}
