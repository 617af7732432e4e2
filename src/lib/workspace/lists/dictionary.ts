/**
 * The values that many rows of a list share, each kept once and named by a number, by column. Numbers are only ever added, in an order that the
 * pages keep, so a number means the same for as long as the pages live. 0 stands for "not there".
 */
import { canonicalJson } from '../json.ts';

export class Dictionary {
	readonly values: unknown[][];
	readonly #codes: Map<string, number>[];
	/** Column of each value in the order of their arrival: what pages are written from. */
	readonly arrivals: number[] = [];

	constructor(columns: number) {
		this.values = Array.from({ length: columns }, () => [undefined]);
		this.#codes = Array.from({ length: columns }, () => new Map<string, number>());
	}

	code(column: number, value: unknown): number {
		if (value === undefined) return 0;
		const key = keyOf(value);
		const known = this.#codes[column]!.get(key);
		if (known !== undefined) return known;
		this.arrivals.push(column);
		this.#codes[column]!.set(key, this.values[column]!.length);
		return this.values[column]!.push(value) - 1;
	}

	/** Undefined where no row ever had the value. */
	find(column: number, value: unknown): number | undefined {
		return value === undefined ? 0 : this.#codes[column]!.get(keyOf(value));
	}

	/** The number of a value that is gone: it stays taken. */
	skip(column: number): void {
		this.arrivals.push(column);
		this.values[column]!.push(undefined);
	}

	/** Forgets the values that no row has any more; what is left keeps its numbers. True when there were such. */
	sweep(isUsed: (column: number, code: number) => boolean): boolean {
		let swept = false;
		for (const [column, values] of this.values.entries())
			for (let code = 1; code < values.length; code++) {
				if (values[code] === undefined || isUsed(column, code)) continue;
				this.#codes[column]!.delete(keyOf(values[code]));
				values[code] = undefined;
				swept = true;
			}
		return swept;
	}

	/** The values from the given arrival on; of those that are gone the column alone. */
	*since(arrival: number): Generator<[column: number, value?: unknown]> {
		const seen = this.values.map(() => 0);
		for (const [at, column] of this.arrivals.entries()) {
			const code = (seen[column] = seen[column]! + 1);
			const value = this.values[column]![code];
			if (at >= arrival) yield value === undefined ? [column] : [column, value];
		}
	}
}

/** A text is its own key; all else is its JSON behind a zero character, and so is a text that begins with one. */
function keyOf(value: unknown): string {
	return typeof value === 'string' && !value.startsWith('\0') ? value : `\0${canonicalJson(value)}`;
}
