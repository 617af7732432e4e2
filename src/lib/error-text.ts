import { en } from './messages/en.ts';
import { catalogue } from './ui/i18n.svelte.ts';
import type { AppError } from './worker-api.ts';

const t = catalogue(en);

/** What to tell a person about an error, and what they can do. */
export function errorText(error: AppError): string {
	return t(error.code);
}
