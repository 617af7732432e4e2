import { detailed } from './messages/detailed.en.ts';
import { en } from './messages/en.ts';
import { catalogue } from './ui/i18n.svelte.ts';
import type { AppError } from './worker-api.ts';

const t = catalogue(en);
const tDetailed = catalogue(detailed);

/** What to tell a person about an error, and what they can do. */
export function errorText({ code, detail }: AppError): string {
	const of = `${code}-${detail}`;
	return Object.hasOwn(detailed, of) ? tDetailed(of as keyof typeof detailed) : t(code);
}
