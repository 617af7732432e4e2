/** The languages whose letters and words can be recognised. Their data is shipped with the app; each is fetched when it is first used. */
export const RECOGNITION_LANGUAGES = ['en', 'fr', 'es', 'de'] as const;
export type RecognitionLanguage = (typeof RECOGNITION_LANGUAGES)[number];

/** The language of the text that is asked for, as far as there is one; else English. */
export function recognitionLanguage(tag: string): RecognitionLanguage {
	const wanted = tag.toLowerCase().split('-')[0];
	return RECOGNITION_LANGUAGES.find((language) => language === wanted) ?? 'en';
}
