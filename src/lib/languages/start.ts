/** What each start does about the language. Who reads English needs no more than this. */
import { speak } from '../ui/i18n.svelte.ts';
import { formatTag } from './tags.ts';
import { wantedLanguage } from './wanted.ts';

/** As `LanguageChoice.restore`. */
export async function startLanguage(all: boolean): Promise<void> {
	if (wantedLanguage() === 'en') speak(formatTag('en', navigator.languages), new Map());
	else {
		const { language } = await import('./language.svelte.ts');
		await language.restore(all);
	}
}
