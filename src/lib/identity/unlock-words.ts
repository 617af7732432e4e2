import { catalogue } from '#lib/ui/i18n.svelte.ts';
import { en } from './messages/unlock.en.ts';

export const t = catalogue(en);
