import type { Shut } from '../books.svelte.ts';
import { toasts } from '../ui/toasts.svelte.ts';
import { shutText } from './shut-text.ts';

/** What a click does that changes the books: while nothing may be saved it says why not, and does nothing. */
export function orSayWhy(shut: Shut, run: () => void): () => void {
	return () => {
		if (shut.why) toasts.danger(shutText(shut.why));
		else run();
	};
}
