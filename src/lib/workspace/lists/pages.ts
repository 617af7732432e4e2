/**
 * [Note: page] One block of a list as bytes, before it is cut into pieces and sealed. Numbers lie as the machine has them (little endian):
 *
 *     block  = ver1 count2 wordPieces1 { id16 }count alive column* odd
 *     column = width1 ( width 0: one float64 for all rows | number{count} )      free text: a column of ends, length4, UTF-8
 *     odd    = length4, JSON of the values that their column has no number for
 */
import { concat } from '../../crypto/derive.ts';
import { decodeJson, encodeJson } from '../json.ts';
import { Block, ID_BYTES, isText, ROWS, type Layout } from './block.ts';
import { isWidth, narrowest, numbers, numbersOf, type NumberArray } from './numbers.ts';
import { TextColumn } from './texts.ts';

const VERSION = 1;

export function encodeBlock(block: Block, wordPieces: number): Uint8Array {
	const { count } = block;
	const parts: Uint8Array[] = [Uint8Array.of(VERSION, count & 0xff, count >> 8, wordPieces), block.ids.subarray(0, count * ID_BYTES)];
	putNumbers(parts, block.alive as NumberArray, count);
	for (const column of block.columns) {
		if (!(column instanceof TextColumn)) {
			putNumbers(parts, column, count);
			continue;
		}
		const { ends, bytes } = column.pack(count);
		putNumbers(parts, ends, count);
		parts.push(length(bytes), bytes);
	}
	// JSON has no undefined: a pair that lacks its value stands for it.
	const odd =
		block.odd.size > 0 ? encodeJson([...block.odd].map(([key, value]) => (value === undefined ? [key] : [key, value]))) : new Uint8Array(0);
	parts.push(length(odd), odd);
	return concat(parts);
}

/** Undefined when it is not exactly one block of that layout. */
export function decodeBlock(layout: Layout, bytes: Uint8Array): { block: Block; wordPieces: number } | undefined {
	const reader = new Reader(bytes);
	try {
		const [version, low, high, wordPieces] = reader.take(4) as unknown as [number, number, number, number];
		const count = low + 256 * high;
		if (version !== VERSION || count > ROWS) return undefined;
		const ids = reader.take(count * ID_BYTES);
		const alive = reader.numbers(count);
		const columns = layout.kinds.map((kind) => {
			const column = reader.numbers(count);
			return isText(kind) ? TextColumn.packed(reader.take(reader.length()).slice(), column) : column;
		});
		const block = new Block(layout, columns);
		block.count = count;
		block.ids.set(ids);
		block.alive.set(alive);
		const odd = reader.take(reader.length());
		if (odd.length > 0) for (const [key, value] of decodeJson<[number, unknown?][]>(odd)) block.odd.set(key, value);
		return reader.done ? { block, wordPieces } : undefined;
	} catch {
		return undefined;
	}
}

function putNumbers(parts: Uint8Array[], column: NumberArray, count: number): void {
	const packed = narrowest(column, count);
	if (packed.every((each) => Object.is(each, packed[0]))) {
		parts.push(Uint8Array.of(0), bytesOf(Float64Array.of(packed[0] ?? 0)));
		return;
	}
	parts.push(Uint8Array.of(packed.BYTES_PER_ELEMENT), bytesOf(packed));
}

function bytesOf(column: NumberArray): Uint8Array {
	return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function length(bytes: Uint8Array): Uint8Array {
	return bytesOf(Uint32Array.of(bytes.length));
}

class Reader {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get done(): boolean {
		return this.#at === this.#bytes.length;
	}

	take(count: number): Uint8Array {
		if (this.#at + count > this.#bytes.length) throw new RangeError('short page');
		return this.#bytes.subarray(this.#at, (this.#at += count));
	}

	length(): number {
		return numbersOf(4, this.take(4))[0]!;
	}

	/** With room for the rows that a block may still get. */
	numbers(count: number): NumberArray {
		const width = this.take(1)[0]!;
		if (width === 0) {
			const [value] = numbersOf(8, this.take(8));
			const width = value === 0 ? 1 : narrowest(Float64Array.of(value!), 1).BYTES_PER_ELEMENT;
			return numbers(width as 1, ROWS).fill(value!, 0, count);
		}
		if (!isWidth(width)) throw new RangeError('no such width');
		const column = numbers(width, ROWS);
		bytesOf(column).set(this.take(count * width));
		return column;
	}
}
