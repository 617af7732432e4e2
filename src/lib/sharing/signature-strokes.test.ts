import { describe, expect, it } from 'vitest';
import fc from '../../../tests/support/property.ts';
import { ANSWER_LIMITS } from './answer-shape.ts';
import { FIELD, readStrokes, strokesPath, writeStrokes, type Stroke } from './signature-strokes.ts';

const point = fc.record({ x: fc.integer({ min: 0, max: FIELD.width - 1 }), y: fc.integer({ min: 0, max: FIELD.height - 1 }) });
const drawing = fc.array(fc.array(point, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 12 });

describe('a drawn signature', () => {
	it('is read as it was written', () => {
		fc.assert(
			fc.property(drawing, (strokes) => {
				expect(readStrokes(writeStrokes(strokes)!)).toEqual(strokes);
			})
		);
	});

	it('has one way to be written: what is read is written in the same bytes', () => {
		let read = 0;
		fc.assert(
			fc.property(fc.array(fc.constantFrom(0, 1, 2, 3, 5, 0x7f, 0x80, 0x85), { minLength: 3, maxLength: 8 }), (rest) => {
				const bytes = Uint8Array.from([1, ...rest]);
				const strokes = readStrokes(bytes);
				if (!strokes) return;
				read++;
				expect(writeStrokes(strokes)).toEqual(bytes);
			}),
			{ numRuns: 5000 }
		);
		expect(read).toBeGreaterThan(50);
	});

	it.each<[string, number[]]>([
		['nothing', [1]],
		['another format', [2, 1, 5, 5]],
		['a stroke without points', [1, 0]],
		['a stroke that ends', [1, 2, 5, 5, 2]],
		['more points than bytes', [1, 0xff, 0x7f, 5, 5]],
		['a number longer than it must be', [1, 1, 0x85, 0x00, 5]],
		['a number of three bytes', [1, 1, 0x80, 0x80, 0x01, 5]],
		['a number that ends', [1, 1, 5, 0x85]],
		['a point beyond the right', [1, 1, 0x80, 0x08, 5]],
		['a point beyond the lower edge', [1, 1, 5, 0x80, 0x03]],
		['a step beyond the left', [1, 2, 5, 5, 11, 0]]
	])('is refused: %s', (_what, bytes) => {
		expect(readStrokes(Uint8Array.from(bytes))).toBeUndefined();
	});

	it('at its edges is drawn', () => {
		expect(readStrokes(Uint8Array.of(1, 1, 0xff, 0x07, 0xff, 0x02))).toEqual([[{ x: 1023, y: 383 }]]);
		expect(readStrokes(Uint8Array.of(1, 2, 5, 5, 9, 9))).toEqual([
			[
				{ x: 5, y: 5 },
				{ x: 0, y: 0 }
			]
		]);
	});

	it('is brought onto the field, and is not too large for an answer', () => {
		const beyond = [[{ x: -3.4, y: 9999 }], []] as Stroke[];
		expect(readStrokes(writeStrokes(beyond)!)).toEqual([[{ x: 0, y: 383 }]]);
		expect(writeStrokes([])).toBeUndefined();
		const long = (count: number) => [Array.from({ length: count }, (_, i) => ({ x: i % 2, y: 0 }))];
		// One byte for the format, two for the count, two for each point.
		const most = Math.floor((ANSWER_LIMITS.strokes - 3) / 2);
		const bytes = writeStrokes(long(most))!;
		expect(bytes.length).toBeLessThanOrEqual(ANSWER_LIMITS.strokes);
		expect(readStrokes(bytes)).toEqual(long(most));
		expect(writeStrokes(long(most + 1))).toBeUndefined();
	});

	it('becomes a path, a point of it a dot', () => {
		expect(
			strokesPath([
				[{ x: 1, y: 2 }],
				[
					{ x: 3, y: 4 },
					{ x: 5, y: 6 }
				],
				[]
			])
		).toBe('M1 2h0M3 4L5 6');
	});
});
