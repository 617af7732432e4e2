export type Language = 'en' | 'fr' | 'es' | 'de' | 'ar' | 'hi';

/** Those that are offered: the ones whose words are all there (languages.test.ts). */
export const SPOKEN: readonly Language[] = ['en'];

const base = (tag: string) => tag.split('-', 1)[0]!.toLowerCase();

/** Some browsers name the system's locale instead: `en-US@posix`. */
function isTag(tag: string): boolean {
	try {
		return Intl.getCanonicalLocales(tag).length > 0;
	} catch {
		return false;
	}
}

/** The first that the interface speaks, or English. @param tags BCP 47, best first */
export function likelyLanguage(tags: readonly string[], spoken = SPOKEN): Language {
	return spoken.find((language) => language === tags.map(base).find((tag) => (spoken as readonly string[]).includes(tag))) ?? 'en';
}

/**
 * The tag by which dates and numbers are written: with the region the browser names beside the language, as `en-GB` writes days before months.
 * Figures are European ones in every language, as on the documents and in the fields: one amount, one look. Fields read the others too.
 */
export function formatTag(language: Language, tags: readonly string[]): string {
	const tag = tags.find((tag) => base(tag) === language && isTag(tag)) ?? language;
	return language === 'ar' || language === 'hi' ? new Intl.Locale(tag, { numberingSystem: 'latn' }).toString() : tag;
}
