import type { Shut } from '../books.svelte.ts';
import { t } from './words.ts';

const TEXTS = { sync: 'shutSync', log: 'shutLog', viewer: 'shutViewer' } as const;

/** Why nothing can be saved, in words. */
export function shutText(why: NonNullable<Shut['why']>): string {
	return t(TEXTS[why]);
}
