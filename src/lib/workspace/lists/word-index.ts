/**
 * The words of a block's rows, folded, as searches want them: each word once, with the rows it stands in. A tenth as long as the texts
 * themselves, in memory and in pages. The same texts give the same bytes, whatever was there before.
 *
 *     bytes = length4 words rows*          words: in order, parted by spaces, UTF-8; length in bytes, little endian
 *     rows  = count distance{count}        of each word in turn; numbers of seven bits a byte, the last without the eighth
 *           | 0 bit{1024}                  where a word stands in more than every eighth row
 */
import { concat } from '../../crypto/derive.ts';
import { ROWS } from './block.ts';
import { narrowest, type NumberArray } from './numbers.ts';

const MANY = ROWS / 8;

/** Rows being read. */
const found = new Uint16Array(ROWS + 1);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class WordIndex {
	readonly #words: string;
	/** Where each word ends. */
	readonly #ends: NumberArray;
	readonly #rows: Uint8Array;
	/** Where the rows of each word begin. */
	readonly #starts: NumberArray;

	/** Copies what it needs of the bytes. */
	constructor(bytes: Uint8Array) {
		const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
		this.#words = decoder.decode(bytes.subarray(4, 4 + length));
		this.#rows = bytes.slice(4 + length);
		const ends = endsOf(this.#words);
		const starts = new Uint32Array(ends.length);
		for (let word = 0, at = 0; word < ends.length; word++) {
			starts[word] = at;
			at = this.#skip(at);
		}
		this.#ends = narrowest(ends, ends.length);
		this.#starts = narrowest(starts, starts.length);
	}

	/** Bytes, roughly. */
	get size(): number {
		return this.#words.length + this.#rows.length + this.#ends.byteLength + this.#starts.byteLength;
	}

	/** Marks the rows in which the word stands, be it in a longer one. */
	mark(word: string, hits: Uint8Array): void {
		let index = 0;
		for (let at = this.#words.indexOf(word); at >= 0; at = this.#words.indexOf(word, this.#ends[index]! + 1)) {
			while (this.#ends[index]! <= at) index++;
			for (const row of this.#rowsAt(this.#starts[index]!)) hits[row] = 1;
			if (index === this.#ends.length - 1) return;
		}
	}

	/** The words of each row, parted by spaces. */
	texts(): string[] {
		const texts = Array.from({ length: ROWS }, () => '');
		for (const [index, end] of this.#ends.entries()) {
			const word = this.#words.slice(index === 0 ? 0 : this.#ends[index - 1]! + 1, end);
			for (const row of this.#rowsAt(this.#starts[index]!)) texts[row] += texts[row] === '' ? word : ` ${word}`;
		}
		return texts;
	}

	/** The rows that begin there, in order. */
	#rowsAt(at: number): Uint16Array {
		const rows = this.#rows;
		let count = 0;
		if (rows[at] === 0) {
			for (let row = 0; row < ROWS; row++) {
				found[count] = row;
				count += (rows[at + 1 + (row >> 3)]! >> (row & 7)) & 1;
			}
			return found.subarray(0, count);
		}
		// Neither counts nor distances take more than two bytes.
		const next = () => (rows[at]! < 0x80 ? rows[at++]! : (rows[at++]! & 0x7f) | (rows[at++]! << 7));
		let row = 0;
		for (let left = next(); left > 0; left--) found[count++] = row += next();
		return found.subarray(0, count);
	}

	/** Where the next word's rows begin. */
	#skip(at: number): number {
		const rows = this.#rows;
		if (rows[at] === 0) return at + 1 + MANY;
		let left = rows[at]! < 0x80 ? rows[at++]! : (rows[at++]! & 0x7f) | (rows[at++]! << 7);
		while (left > 0) if (rows[at++]! < 0x80) left--;
		return at;
	}
}

/** @param texts of the rows, their words parted by single spaces */
export function encodeWords(texts: readonly string[]): Uint8Array {
	const rowsOf = new Map<string, number[]>();
	for (const [row, text] of texts.entries())
		for (const word of text.split(' ')) {
			if (word === '') continue;
			const rows = rowsOf.get(word);
			if (!rows) rowsOf.set(word, [row]);
			else if (rows.at(-1) !== row) rows.push(row);
		}
	const words = [...rowsOf.keys()].sort();
	const text = encoder.encode(words.join(' '));
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, text.length, true);
	const parts: Uint8Array[] = [];
	for (const word of words) parts.push(encodeRows(rowsOf.get(word)!));
	return concat([length, text, ...parts]);
}

function encodeRows(rows: readonly number[]): Uint8Array {
	if (rows.length > MANY) {
		const bits = new Uint8Array(1 + MANY);
		for (const row of rows) bits[1 + (row >> 3)]! |= 1 << (row & 7);
		return bits;
	}
	const bytes: number[] = [];
	const put = (value: number) => (value < 0x80 ? bytes.push(value) : bytes.push((value & 0x7f) | 0x80, value >> 7));
	put(rows.length);
	for (const [at, row] of rows.entries()) put(row - (at === 0 ? 0 : rows[at - 1]!));
	return Uint8Array.from(bytes);
}

function endsOf(words: string): Uint32Array<ArrayBuffer> {
	if (words === '') return new Uint32Array(0);
	const ends: number[] = [];
	for (let at = words.indexOf(' '); at >= 0; at = words.indexOf(' ', at + 1)) ends.push(at);
	ends.push(words.length);
	return Uint32Array.from(ends);
}
