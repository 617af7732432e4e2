import { catalogue } from '../../ui/i18n.svelte.ts';
import { approval } from './messages/en.ts';

export const t = catalogue(approval);
