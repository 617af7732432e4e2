/**
 * What searches look in: the words of each block's rows (`word-index.ts`). Read from their pages when a search first needs them, and held as long as
 * there is room; rows that changed since are held beside them, as texts.
 */
import { release } from '../bytes.ts';
import { ROWS } from './block.ts';
import { encodeWords, WordIndex } from './word-index.ts';

/** Bytes of one list that stay in memory; what is more is read from the pages at each search. */
const KEPT = 24 * 1024 * 1024;
/** Characters of changed texts. */
const FULL = 1024 * 1024;

interface TextBlock {
	/** Undefined while it only lies in pages. */
	index: WordIndex | undefined;
	changed: Map<number, string>;
	/** Characters of the changed texts. */
	size: number;
	/** Rows of the table that hold the stored words. */
	pieces: number;
	/** Counts how often it was written. */
	folds: number;
}

/** The bytes of a block's words, for the one who asks alone. */
export type ReadWords = (block: number) => Promise<Uint8Array>;

export class Haystack {
	readonly #blocks: TextBlock[] = [];
	#kept = 0;

	set(block: number, row: number, text: string): void {
		const held = this.#at(block);
		held.changed.set(row, text);
		held.size += text.length;
	}

	/** True when no more rows should go into the block. */
	isFull(block: number): boolean {
		return this.#at(block).size > FULL;
	}

	pieces(block: number): number {
		return this.#at(block).pieces;
	}

	/** Of a block just loaded: its words lie in that many pieces. */
	stored(block: number, pieces: number): void {
		const held = this.#at(block);
		held.pieces = pieces;
		held.index = undefined;
	}

	/** All of it with the changes in, as bytes for its pages; nothing changes here. */
	async whole(block: number, read: ReadWords): Promise<Uint8Array> {
		const held = this.#at(block);
		const before = held.index ?? (held.pieces > 0 ? unpacked(await read(block)) : undefined);
		const texts = before?.texts() ?? [];
		return encodeWords(Array.from({ length: ROWS }, (_, row) => held.changed.get(row) ?? texts[row] ?? ''));
	}

	/** The block's words as they were written to its pages. */
	fold(block: number, bytes: Uint8Array, pieces: number): void {
		const held = this.#at(block);
		if (held.index) this.#kept -= held.index.size;
		Object.assign(held, { changed: new Map(), size: 0, pieces, index: undefined, folds: held.folds + 1 });
		this.#keep(held, new WordIndex(bytes));
	}

	/** By word: marks on the rows of a block in which it stands. */
	async find(block: number, words: readonly string[], read: ReadWords): Promise<Uint8Array[]> {
		const held = this.#at(block);
		let index = held.index;
		while (!index && held.pieces > 0) {
			const { folds } = held;
			const stored = unpacked(await read(block));
			// Written anew in between: what was read is no longer so.
			index = held.folds === folds ? (this.#keep(held, stored), stored) : held.index;
		}
		return words.map((word) => {
			const hits = new Uint8Array(ROWS);
			index?.mark(word, hits);
			for (const [row, text] of held.changed) hits[row] = text.includes(word) ? 1 : 0;
			return hits;
		});
	}

	#keep(held: TextBlock, index: WordIndex): void {
		if (this.#kept + index.size > KEPT || held.index) return;
		this.#kept += index.size;
		held.index = index;
	}

	#at(block: number): TextBlock {
		while (this.#blocks.length <= block) this.#blocks.push({ index: undefined, changed: new Map(), size: 0, pieces: 0, folds: 0 });
		return this.#blocks[block]!;
	}
}

function unpacked(bytes: Uint8Array): WordIndex {
	const index = new WordIndex(bytes);
	release(bytes);
	return index;
}
