import { en } from './messages/en.ts';
import { catalogue } from './i18n.svelte.ts';

export const t = catalogue(en);
