/** Which parties the words of a line may speak of. Each party is known by the names its documents have. */
import { likeness, nameWords } from './names.ts';

/** Parties, and how much of their name stands in a text; those whose whole name does. */
export interface Named {
	shares: ReadonlyMap<string, number>;
	whole: readonly string[];
}

interface Entry {
	partyId: string;
	words: readonly string[];
	/** Letters of all words. */
	whole: number;
	uses: number;
}

/** Less of a name than this says nothing. */
const LEAST = 0.4;
/** A word that more names have is not looked through, unless the line has no rarer one. */
const COMMON = 512;
/** Lines whose answer is kept: one client's lines have the same name again and again. */
const KEPT = 8192;

export class NameIndex {
	readonly #entries = new Map<string, Entry>();
	/** The first letters of a word -> names that have it. */
	readonly #byStart = new Map<string, Set<Entry>>();
	readonly #found = new Map<string, Named>();

	/** True where the name was not known. */
	learn(partyId: string, name: string): boolean {
		const key = `${partyId} ${name}`;
		const known = this.#entries.get(key);
		if (known) known.uses++;
		if (known) return false;
		const words = nameWords(name);
		const entry = { partyId, words, whole: words.reduce((sum, { length }) => sum + length, 0), uses: 1 };
		this.#entries.set(key, entry);
		for (const start of startsOf(words)) {
			const named = this.#byStart.get(start);
			if (named) named.add(entry);
			else this.#byStart.set(start, new Set([entry]));
		}
		this.#found.clear();
		return true;
	}

	/** True where nothing has the name any more. */
	forget(partyId: string, name: string): boolean {
		const key = `${partyId} ${name}`;
		const entry = this.#entries.get(key);
		if (!entry || --entry.uses > 0) return false;
		this.#entries.delete(key);
		for (const start of startsOf(entry.words)) {
			const named = this.#byStart.get(start)!;
			named.delete(entry);
			if (named.size === 0) this.#byStart.delete(start);
		}
		this.#found.clear();
		return true;
	}

	find(text: string): Named {
		const known = this.#found.get(text);
		if (known) return known;
		const found = this.#look(nameWords(text));
		if (this.#found.size >= KEPT) this.#found.clear();
		this.#found.set(text, found);
		return found;
	}

	#look(words: readonly string[]): Named {
		const found = new Map<string, number>();
		const named = startsOf(words)
			.flatMap((start) => this.#byStart.get(start) ?? [])
			.sort((a, b) => a.size - b.size);
		const looked = new Set<Entry>();
		for (const [index, entries] of named.entries()) {
			if (index > 0 && entries.size > COMMON) break;
			for (const entry of entries) {
				if (looked.has(entry)) continue;
				looked.add(entry);
				const share = likeness(entry.words, words);
				if (share >= LEAST && share > (found.get(entry.partyId) ?? 0)) found.set(entry.partyId, share);
			}
		}
		return { shares: found, whole: [...found].filter(([, share]) => share === 1).map(([partyId]) => partyId) };
	}
}

/** The beginnings that words are looked up by, each once. */
export function startsOf(words: readonly string[]): string[] {
	return [...new Set(words.map((word) => word.slice(0, 4)))];
}
