import { catalogue } from '../ui/i18n.svelte.ts';
import { en } from './messages/en.ts';

export const t = catalogue(en);
