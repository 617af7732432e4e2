/** What went wrong with what was asked of a relay, in words. */
import { errorText } from '../error-text.ts';
import { catalogue } from '../ui/i18n.svelte.ts';
import type { AppError } from '../worker-api.ts';
import { problems } from './messages/problems.en.ts';

const t = catalogue(problems);

export function problemText(error: AppError): string {
	const detail = error.detail ?? '';
	return error.code === 'invalid' && detail in problems ? t(detail as keyof typeof problems) : errorText(error);
}
