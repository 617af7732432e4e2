/** What each start does about the language. Who reads English needs no more than this. */
import { speak } from '../ui/i18n.svelte.ts';
import { remembered } from '../ui/remembered.ts';
import { formatTag, likelyLanguage, type Language } from './tags.ts';

/** Under which the choice is kept in this browser. */
export const LANGUAGE_KEY = 'wb1.language';

/** What was chosen here, or what the browser would like. */
export function wantedLanguage(): Language {
	return likelyLanguage([remembered.get(LANGUAGE_KEY) ?? '', ...navigator.languages]);
}

/** As `LanguageChoice.restore`. */
export async function startLanguage(all: boolean): Promise<void> {
	if (wantedLanguage() === 'en') speak(formatTag('en', navigator.languages), new Map());
	else {
		const { language } = await import('./language.svelte.ts');
		await language.restore(all);
	}
}
