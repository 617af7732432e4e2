/** Where the words of each language are: the ones said before the books are open in one file, all others in another. */
import type { Messages } from '../ui/i18n.svelte.ts';
import { catalogueName } from './names.ts';
import type { Language } from './tags.ts';

export type PartName = 'entrance' | 'books';
type Part = () => Promise<{ files: Record<string, Messages> }>;

const PARTS: Record<Exclude<Language, 'en'>, Record<PartName, Part>> = {
	fr: { entrance: () => import('./fr/entrance.ts'), books: () => import('./fr/books.ts') },
	es: { entrance: () => import('./es/entrance.ts'), books: () => import('./es/books.ts') },
	de: { entrance: () => import('./de/entrance.ts'), books: () => import('./de/books.ts') },
	ar: { entrance: () => import('./ar/entrance.ts'), books: () => import('./ar/books.ts') },
	hi: { entrance: () => import('./hi/entrance.ts'), books: () => import('./hi/books.ts') }
};

/** The messages of a part by name of catalogue. Rejects where they cannot be fetched. */
export async function fetchPart(language: Exclude<Language, 'en'>, part: PartName): Promise<[name: string, Messages][]> {
	const { files } = await PARTS[language][part]();
	return Object.entries(files).map(([path, messages]) => [catalogueName(path).name, messages]);
}
