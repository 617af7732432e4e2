import { en } from './messages/en.ts';
import { t } from './words.ts';

/** What is wrong with a file, and the remedy, for an `ImportProblem`. */
export function refusalText(problem: string | undefined): string {
	const key = problem ?? '';
	return t(Object.hasOwn(en, key) ? (key as keyof typeof en) : 'refused');
}
