import { errorText } from '../error-text.ts';
import { catalogue } from '../ui/i18n.svelte.ts';
import type { AppError } from '../worker-api.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);

/** What to tell a person about an error of pairing, recovery or the list of devices. */
export function deviceErrorText(error: AppError): string {
	const key = error.code === 'invalid' ? `${error.field}-${error.detail}` : error.code;
	return Object.hasOwn(en, key) ? t(key as keyof typeof en) : errorText(error);
}
