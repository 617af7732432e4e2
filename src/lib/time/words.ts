import { catalogue } from '../ui/i18n.svelte.ts';
import { en } from './messages/en.ts';
import { projects } from './messages/projects.en.ts';

export const t = catalogue(en);
export const tProject = catalogue(projects);
