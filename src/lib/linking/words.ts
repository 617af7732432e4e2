import { catalogue } from '../ui/i18n.svelte.ts';
import { linking } from './messages/en.ts';

export const t = catalogue(linking);
