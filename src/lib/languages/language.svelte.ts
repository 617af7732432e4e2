/**
 * The language of the interface: the one chosen on this device, else the first of the browser's that there is. What is said before the books
 * are open comes in one small file, all else in another: a locked start waits for the small one alone.
 */
import { speak, type Messages } from '../ui/i18n.svelte.ts';
import { remembered } from '../ui/remembered.ts';
import type { PartName } from './parts.ts';

import { formatTag, type Language } from './tags.ts';
import { LANGUAGE_KEY, wantedLanguage } from './wanted.ts';

class LanguageChoice {
	#current = $state<Language>('en');
	#loaded = new Map<Language, ReadonlyMap<string, Messages>>();
	#parts = new Map<string, Promise<void>>();
	#needs: PartName[] = ['entrance'];
	#spoken?: ReadonlyMap<string, Messages>;

	/** What is spoken now. */
	get current(): Language {
		return this.#current;
	}

	/** Speaks `language` from now on, in this browser. Rejects, and changes nothing, where its words cannot be fetched. */
	async choose(language: Language): Promise<void> {
		await this.#load(language, this.#needs);
		remembered.set(LANGUAGE_KEY, language);
		this.#speak(language);
	}

	/**
	 * Speaks the wanted language. Settles when it can: without a network, a language that is not on this device yet is English until it is.
	 * @param all or what is said before the books are open alone
	 */
	async restore(all: boolean): Promise<void> {
		const language = wantedLanguage();
		this.#needs = all ? ['entrance', 'books'] : ['entrance'];
		await this.#load(language, this.#needs).then(
			() => this.#speak(language),
			() => this.#speak('en')
		);
	}

	#speak(language: Language): void {
		const messages = this.#loaded.get(language) ?? new Map<string, Messages>();
		if (language === this.#current && messages === this.#spoken) return;
		this.#spoken = messages;
		this.#current = language;
		const { documentElement } = document;
		documentElement.lang = language;
		documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
		speak(formatTag(language, navigator.languages), messages);
	}

	async #load(language: Language, parts: readonly PartName[]): Promise<void> {
		if (language === 'en') return;
		await Promise.all(parts.map((part) => this.#once(language, part)));
	}

	#once(language: Exclude<Language, 'en'>, part: PartName): Promise<void> {
		const of = `${language} ${part}`;
		const known = this.#parts.get(of);
		if (known) return known;
		// The list of parts is not for those who read English.
		const loading = import('./parts.ts')
			.then(({ fetchPart }) => fetchPart(language, part))
			.then((messages) => this.#loaded.set(language, new Map([...(this.#loaded.get(language) ?? []), ...messages])))
			.then(() => undefined);
		this.#parts.set(of, loading);
		// A part that did not come is asked for again.
		loading.catch(() => this.#parts.delete(of));
		return loading;
	}
}

export const language = new LanguageChoice();
