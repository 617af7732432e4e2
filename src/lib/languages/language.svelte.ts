/**
 * The language of the interface: the one chosen on this device, else the first of the browser's that there is. What is said before the books
 * are open comes in one small file, all else in another: a locked start waits for the small one alone.
 */
import { speak, type Messages } from '../ui/i18n.svelte.ts';
import { catalogueName } from './names.ts';
import { formatTag, likelyLanguage, type Language } from './tags.ts';

const KEY = 'wb1.language';
type PartName = 'entrance' | 'books';
type Part = () => Promise<{ files: Record<string, Messages> }>;
const PARTS: Record<Exclude<Language, 'en'>, { entrance: Part; books: Part }> = {
	fr: { entrance: () => import('./fr/entrance.ts'), books: () => import('./fr/books.ts') },
	es: { entrance: () => import('./es/entrance.ts'), books: () => import('./es/books.ts') },
	de: { entrance: () => import('./de/entrance.ts'), books: () => import('./de/books.ts') },
	ar: { entrance: () => import('./ar/entrance.ts'), books: () => import('./ar/books.ts') },
	hi: { entrance: () => import('./hi/entrance.ts'), books: () => import('./hi/books.ts') }
};

class LanguageChoice {
	#current = $state<Language>('en');
	#loaded = new Map<string, Messages>();
	#parts = new Map<string, Promise<void>>();
	#needs: PartName[] = ['entrance'];
	#spoken = '';

	/** What is spoken now. */
	get current(): Language {
		return this.#current;
	}

	/** What was chosen here, or what the browser would like. */
	get wanted(): Language {
		return likelyLanguage([localStorage.getItem(KEY) ?? '', ...navigator.languages]);
	}

	/** Speaks `language` from now on, in this browser. Rejects, and changes nothing, where its words cannot be fetched. */
	async choose(language: Language): Promise<void> {
		await this.#load(language, this.#needs);
		localStorage.setItem(KEY, language);
		this.#speak(language);
	}

	/**
	 * Speaks the wanted language. Settles when it can: without a network, a language that is not on this device yet is English until it is.
	 * @param all or what is said before the books are open alone
	 */
	async restore(all: boolean): Promise<void> {
		const language = this.wanted;
		this.#needs = all ? ['entrance', 'books'] : ['entrance'];
		await this.#load(language, this.#needs).then(
			() => this.#speak(language),
			() => this.#speak('en')
		);
	}

	#speak(language: Language): void {
		const spoken = `${language} ${this.#loaded.size}`;
		if (spoken === this.#spoken) return;
		this.#spoken = spoken;
		this.#current = language;
		const { documentElement } = document;
		documentElement.lang = language;
		documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
		const own = [...this.#loaded].filter(([of]) => of.startsWith(`${language} `));
		speak(formatTag(language, navigator.languages), new Map(own.map(([of, messages]) => [of.slice(language.length + 1), messages])));
	}

	async #load(language: Language, parts: readonly PartName[]): Promise<void> {
		if (language === 'en') return;
		await Promise.all(parts.map((part) => this.#once(`${language} ${part}`, PARTS[language][part])));
	}

	#once(of: string, part: Part): Promise<void> {
		const known = this.#parts.get(of);
		if (known) return known;
		const loading = part().then(({ files }) => {
			for (const [path, messages] of Object.entries(files)) {
				const { name, language } = catalogueName(path);
				this.#loaded.set(`${language} ${name}`, messages);
			}
		});
		this.#parts.set(of, loading);
		// A part that did not come is asked for again.
		loading.catch(() => this.#parts.delete(of));
		return loading;
	}
}

export const language = new LanguageChoice();
