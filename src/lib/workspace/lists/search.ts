/** Which rows hold the words of a search: in their own text, or in the name of the row they belong to. */
import { ROWS } from './block.ts';
import type { ReadWords } from './haystack.ts';
import type { PackedList } from './list.ts';
import type { NumberArray } from './numbers.ts';
import type { ListView } from './view.ts';
import { fold, type Term } from './words.ts';

export class WordSearch {
	readonly #view: ListView;
	readonly #terms: readonly Term[];
	readonly #read: ReadWords;
	readonly #words: string[];
	/** By word: the codes of the joining column whose row has the word in its name. */
	readonly #related: ({ index: number; codes: Uint8Array } | undefined)[];

	constructor(view: ListView, terms: readonly Term[], read: ReadWords) {
		this.#view = view;
		this.#terms = terms;
		this.#read = read;
		this.#words = [...new Set(terms.flat(2))];
		const names = view.other && view.list.layout.shape.join ? foldedNames(view.other, view.list.layout.shape.join.search) : [];
		this.#related = this.#words.map((word) => view.relatedCodes((slot) => names[slot]?.includes(word) ?? false));
	}

	/** Takes the marks off the rows of a block in which not every term is found. */
	async narrow(index: number, marks: Uint8Array): Promise<void> {
		const block = this.#view.list.blocks[index]!;
		const found = await this.#view.list.texts.find(index, this.#words, this.#read);
		for (const [at, related] of this.#related.entries()) {
			if (!related?.codes.includes(1)) continue;
			const codes = block.columns[related.index] as NumberArray;
			const hits = found[at]!;
			for (let row = 0; row < block.count; row++) hits[row]! |= related.codes[codes[row]!]!;
		}
		for (const term of this.#terms) {
			const any = new Uint8Array(ROWS);
			for (const words of term) {
				const all = marks.slice();
				for (const word of words) {
					const hits = found[this.#words.indexOf(word)]!;
					for (let row = 0; row < all.length; row++) all[row]! &= hits[row]!;
				}
				for (let row = 0; row < all.length; row++) any[row]! |= all[row]!;
			}
			marks.set(any.subarray(0, marks.length));
		}
	}
}

const named = new WeakMap<PackedList, { version: number; column: string; names: string[] }>();

/** By slot; kept until the list changes. */
function foldedNames(list: PackedList, column: string): string[] {
	const known = named.get(list);
	if (known?.version === list.version && known.column === column) return known.names;
	const index = list.layout.names.indexOf(column);
	const names: string[] = [];
	for (const [at, block] of list.blocks.entries())
		for (let row = 0; row < block.count; row++) names[at * ROWS + row] = fold(String(block.value(index, row, list.dictionary) ?? ''));
	named.set(list, { version: list.version, column, names });
	return names;
}

/** True when all that meets the next terms meets those before: a longer word, or one more. */
export function narrows(before: readonly Term[], next: readonly Term[]): boolean {
	const implies = (words: readonly string[], others: readonly string[]) =>
		others.every((other) => words.some((word) => word.includes(other)));
	return before.every((term) => next.some((candidate) => candidate.every((words) => term.some((others) => implies(words, others)))));
}
