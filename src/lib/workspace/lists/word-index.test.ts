import fc from '../../../../tests/support/property.ts';
import { describe, expect, it } from 'vitest';
import { ROWS } from './block.ts';
import { encodeWords, WordIndex } from './word-index.ts';
import { searchable } from './words.ts';

const word = fc.oneof(fc.constantFrom('ab', 'abc', 'b', 'ñandú', '', 'हिन्दी', '12.50', 'po-77'), fc.string({ maxLength: 4 }));
const text = fc.array(word, { maxLength: 8 }).map((words) => searchable(words.join(' ')).toWellFormed());
/** Few of many rows, and rows so alike that some words stand in most of them. */
const texts = fc.oneof(
	fc.array(text, { maxLength: 30 }),
	fc
		.tuple(fc.array(text, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: ROWS }))
		.map(([some, count]) => Array.from({ length: count }, (_, row) => some[row % some.length]!))
);

const rowsWith = (index: WordIndex, looked: string) => {
	const hits = new Uint8Array(ROWS);
	index.mark(looked, hits);
	return [...hits.keys()].filter((row) => hits[row] === 1);
};

describe('an index of words', () => {
	it('finds what a look through every text finds', () => {
		fc.assert(
			fc.property(texts, fc.array(word, { minLength: 1, maxLength: 6 }), (rows, typed) => {
				const index = new WordIndex(encodeWords(rows));
				for (const looked of typed.flatMap((each) => searchable(each).split(' ')).filter(Boolean)) {
					const expected = [...rows.keys()].filter((row) => rows[row]!.includes(looked));
					expect(rowsWith(index, looked), looked).toEqual(expected);
				}
			}),
			{ numRuns: 300 }
		);
	});

	it('gives back the words of each row, and the same bytes for the same words', () => {
		fc.assert(
			fc.property(texts, (rows) => {
				const bytes = encodeWords(rows);
				const read = new WordIndex(bytes).texts();
				const wordsOf = (each: string | undefined) => (each ?? '').split(' ').filter(Boolean).sort();
				for (let row = 0; row < ROWS; row++) expect(wordsOf(read[row])).toEqual(wordsOf(rows[row]));
				expect(encodeWords(read)).toEqual(bytes);
			}),
			{ numRuns: 100 }
		);
	});

	it('holds far apart rows, and words of most rows in an eighth of a byte each', () => {
		const rows = Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 'even' : row === 1 || row === ROWS - 1 ? 'far' : ''));
		const bytes = encodeWords(rows);
		const index = new WordIndex(bytes);
		expect(rowsWith(index, 'far')).toEqual([1, ROWS - 1]);
		expect(rowsWith(index, 'eve')).toHaveLength(ROWS / 2);
		expect(bytes.length).toBeLessThan(ROWS / 8 + 24);
	});
});
