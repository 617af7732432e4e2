/** A column of free text: packed as UTF-8 while it is only read, as strings once a row of it has changed. */
import { narrowest, numbers, withNumber, type NumberArray } from './numbers.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class TextColumn {
	#bytes: Uint8Array = new Uint8Array(0);
	/** Where each row's text ends in the bytes. */
	#ends: NumberArray;
	#loose: string[] | undefined;

	constructor(rows: number) {
		this.#ends = numbers(1, rows);
		this.#loose = [];
	}

	/** Keeps what it is given. */
	static packed(bytes: Uint8Array, ends: NumberArray): TextColumn {
		const column = new TextColumn(0);
		column.#bytes = bytes;
		column.#ends = ends;
		column.#loose = undefined;
		return column;
	}

	at(row: number): string {
		if (this.#loose) return this.#loose[row] ?? '';
		return decoder.decode(this.#bytes.subarray(row === 0 ? 0 : this.#ends[row - 1], this.#ends[row]));
	}

	set(row: number, text: string, count: number): void {
		this.#loose ??= Array.from({ length: count }, (_, each) => this.at(each));
		this.#loose[row] = text;
	}

	/** Packs it again; the ends of the first `count` rows and the bytes. */
	pack(count: number): { ends: NumberArray; bytes: Uint8Array } {
		if (this.#loose) {
			const parts: Uint8Array[] = [];
			let end = 0;
			let ends = numbers(1, Math.max(this.#ends.length, count));
			for (let row = 0; row < count; row++) {
				const part = encoder.encode(this.#loose[row] ?? '');
				parts.push(part);
				end += part.length;
				ends = withNumber(ends, row, end);
			}
			this.#bytes = new Uint8Array(end);
			let at = 0;
			for (const part of parts) {
				this.#bytes.set(part, at);
				at += part.length;
			}
			this.#ends = ends;
			this.#loose = undefined;
		}
		return { ends: narrowest(this.#ends, count), bytes: this.#bytes };
	}
}
