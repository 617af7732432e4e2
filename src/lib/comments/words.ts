import { catalogue } from '../ui/i18n.svelte.ts';
import { comments } from './messages/en.ts';

export const t = catalogue(comments);
