import { errorText } from '#lib/error-text.ts';
import { catalogue } from '#lib/ui/i18n.svelte.ts';
import type { AppError } from '#lib/worker-api.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

/** Errors of backups name their problem in `detail`; all others have their words where every error has them. */
export function backupErrorText(error: AppError): string {
	const { field, detail = '' } = error;
	return field === 'backup' && Object.hasOwn(en, detail) ? t(detail as keyof typeof en) : errorText(error);
}
