import { catalogue } from '../ui/i18n.svelte.ts';
import { answers } from './messages/answers.ts';

export const ta = catalogue(answers);
