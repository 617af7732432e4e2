import type { Language } from './tags.ts';

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
	en: 'English',
	fr: 'Français',
	es: 'Español',
	de: 'Deutsch',
	ar: 'العربية',
	hi: 'हिन्दी'
};
