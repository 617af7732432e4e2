import { catalogue } from '../../ui/i18n.svelte.ts';
import { en } from './messages/en.ts';
import { terms } from './messages/terms.en.ts';

export const t = catalogue(en);
const names = catalogue(terms);

/** "Buyer reference"; the number itself where there is no name. */
export function termName(term: string): string {
	return term in terms ? names(term as keyof typeof terms) : term;
}
