import { remembered } from '../ui/remembered.ts';
import { likelyLanguage, type Language } from './tags.ts';

/** Under which the choice is kept in this browser. */
export const LANGUAGE_KEY = 'wb1.language';

/** What was chosen here, or what the browser would like. */
export function wantedLanguage(): Language {
	return likelyLanguage([remembered.get(LANGUAGE_KEY) ?? '', ...navigator.languages]);
}
