/**
 * What searches look in, row by row, folded (`words.ts`): one long text for each block, its rows parted by zero characters. Read from its pages when a
 * search first needs it, and held as long as there is room; rows that changed since are held beside it.
 */
import { ROWS } from './block.ts';

/** Characters of one list that stay in memory; what is more is read from the pages at each search. */
const KEPT = 24 * 1024 * 1024;
const FULL = 192 * 1024;
const FEW = 24;

interface TextBlock {
	/** Undefined while it only lies in pages. */
	text: string | undefined;
	/** Where each row's text ends. */
	ends: Uint32Array;
	changed: Map<number, string>;
	/** Characters, as far as they are known. */
	size: number;
	/** Rows of the table that hold the stored text. */
	pieces: number;
}

export type ReadText = (block: number) => Promise<string>;

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

	/** Of a block just loaded: its text lies in that many pieces. */
	stored(block: number, pieces: number): void {
		const held = this.#at(block);
		held.pieces = pieces;
		held.text = undefined;
	}

	/** All of it with the changes in, to be packed; nothing changes here. */
	async whole(block: number, count: number, read: ReadText): Promise<string> {
		const held = this.#at(block);
		if (held.changed.size === 0 && held.text !== undefined) return held.text;
		const { text, ends } = held.text === undefined ? parted(await read(block)) : { text: held.text, ends: held.ends };
		return Array.from({ length: count }, (_, row) => held.changed.get(row) ?? rowText(text, ends, row)).join('\0');
	}

	/** The block's text as it was written to its pages. */
	fold(block: number, text: string, pieces: number): void {
		const held = this.#at(block);
		if (held.text !== undefined) this.#kept -= held.text.length;
		Object.assign(held, { changed: new Map(), size: text.length, pieces, text: undefined });
		this.#keep(held, parted(text));
	}

	/** Marks the rows of a block in which a word stands, of those marked as candidates. */
	async find(block: number, words: readonly string[], candidates: Uint8Array, read: ReadText): Promise<Uint8Array[]> {
		const held = this.#at(block);
		let parts: Parted = { text: held.text ?? '', ends: held.ends };
		if (held.text === undefined) this.#keep(held, (parts = parted(await read(block))));
		const rows = fewRows(candidates);
		return words.map((word) => {
			const hits = new Uint8Array(ROWS);
			if (rows) for (const row of rows) hits[row] = rowText(parts.text, parts.ends, row).includes(word) ? 1 : 0;
			else markRows(parts, word, hits);
			for (const [row, text] of held.changed) hits[row] = text.includes(word) ? 1 : 0;
			return hits;
		});
	}

	#keep(held: TextBlock, { text, ends }: Parted): void {
		if (this.#kept + text.length > KEPT || held.text !== undefined) return;
		this.#kept += text.length;
		held.text = text;
		held.ends = ends;
		held.size = Math.max(held.size, text.length);
	}

	#at(block: number): TextBlock {
		while (this.#blocks.length <= block) this.#blocks.push({ text: '', ends: new Uint32Array(0), changed: new Map(), size: 0, pieces: 0 });
		return this.#blocks[block]!;
	}
}

interface Parted {
	text: string;
	ends: Uint32Array;
}

function parted(text: string): Parted {
	const ends = new Uint32Array(ROWS);
	let row = 0;
	for (let at = text.indexOf('\0'); at >= 0; at = text.indexOf('\0', at + 1)) ends[row++] = at;
	ends[row++] = text.length;
	return { text, ends: ends.subarray(0, row) };
}

function rowText(text: string, ends: Uint32Array, row: number): string {
	return row < ends.length ? text.slice(row === 0 ? 0 : ends[row - 1]! + 1, ends[row]) : '';
}

function markRows({ text, ends }: Parted, word: string, hits: Uint8Array): void {
	let row = 0;
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, ends[row]! + 1)) {
		while (ends[row]! <= at) row++;
		hits[row] = 1;
		if (row === ends.length - 1) return;
	}
}

/** The rows marked, where they are so few that looking at each is quicker than looking through all of the text. */
function fewRows(marks: Uint8Array): number[] | undefined {
	const rows: number[] = [];
	for (let row = marks.indexOf(1); row >= 0; row = marks.indexOf(1, row + 1)) if (rows.push(row) > FEW) return undefined;
	return rows;
}
