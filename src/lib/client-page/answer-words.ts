import { catalogue } from '../ui/i18n.svelte.ts';
import { answers } from './messages/answers.en.ts';

export const ta = catalogue(answers);
