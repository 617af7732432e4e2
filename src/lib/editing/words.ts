import { catalogue } from '../ui/i18n.svelte.ts';
import type { AppError } from '../worker-api.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

/** What happened, and what to do about it. */
export function errorText(error: AppError): string {
	return t(error.code in en ? (error.code as keyof typeof en) : 'unexpected');
}
