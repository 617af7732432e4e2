/**
 * A signature as it is drawn, small enough for an answer, and the same wherever it is shown again.
 *
 *     strokes = format 1 ‖ stroke …        stroke = count ‖ x ‖ y ‖ (dx ‖ dy) for each further point
 *
 * on a field of 1024 by 384 points, each number a variable-length integer (seven bits a byte, the lowest first, the highest bit: more follows), differences with
 * the sign in the lowest bit (zigzag). One way only to write each drawing: the shortest.
 */
import { ANSWER_LIMITS } from './answer-shape.ts';

const FORMAT = 1;
/** Of the field, in its own points. */
export const FIELD = { width: 1024, height: 384 } as const;

export interface Point {
	x: number;
	y: number;
}
/** From pen down to pen up; one point is a dot. */
export type Stroke = readonly Point[];

/** @param strokes in points of the field; what lies outside is moved to its edge. Undefined where it would be too large for an answer, or nothing is drawn. */
export function writeStrokes(strokes: readonly Stroke[]): Uint8Array | undefined {
	const bytes: number[] = [FORMAT];
	for (const stroke of strokes) {
		if (stroke.length === 0) continue;
		varint(bytes, stroke.length);
		let last: Point = { x: 0, y: 0 };
		stroke.forEach((point, i) => {
			const at = onField(point);
			for (const axis of ['x', 'y'] as const) varint(bytes, i === 0 ? at[axis] : zigzag(at[axis] - last[axis]));
			last = at;
		});
	}
	return bytes.length > 1 && bytes.length <= ANSWER_LIMITS.strokes ? Uint8Array.from(bytes) : undefined;
}

/** Of what somebody has sent. Undefined where it is no drawing: damaged, outside the field, written in another way than `writeStrokes` does. */
export function readStrokes(bytes: Uint8Array): Stroke[] | undefined {
	if (bytes.length < 2 || bytes.length > ANSWER_LIMITS.strokes || bytes[0] !== FORMAT) return undefined;
	const reader = new Reader(bytes);
	const strokes: Stroke[] = [];
	while (!reader.ended) {
		const count = reader.varint();
		// Each point has two bytes at least.
		if (count === undefined || count === 0 || count > bytes.length / 2) return undefined;
		const stroke: Point[] = [];
		for (let i = 0; i < count; i++) {
			const x = reader.varint();
			const y = reader.varint();
			if (x === undefined || y === undefined) return undefined;
			const last = stroke.at(-1);
			const point = last ? { x: last.x + unzigzag(x), y: last.y + unzigzag(y) } : { x, y };
			if (!isOnField(point)) return undefined;
			stroke.push(point);
		}
		strokes.push(stroke);
	}
	return strokes;
}

/** The `d` of an SVG path in a view box of the field, to be stroked with round caps, which make a dot of one point. */
export function strokesPath(strokes: readonly Stroke[]): string {
	return strokes
		.filter((stroke) => stroke.length > 0)
		.map(([first, ...rest]) => `M${first!.x} ${first!.y}` + (rest.length > 0 ? rest.map(({ x, y }) => `L${x} ${y}`).join('') : 'h0'))
		.join('');
}

function onField({ x, y }: Point): Point {
	const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)));
	return { x: within(x, FIELD.width), y: within(y, FIELD.height) };
}

function isOnField({ x, y }: Point): boolean {
	return x >= 0 && y >= 0 && x < FIELD.width && y < FIELD.height;
}

function zigzag(value: number): number {
	return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
	return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

function varint(bytes: number[], value: number): void {
	let rest = value;
	while (rest > 0x7f) {
		bytes.push((rest & 0x7f) | 0x80);
		rest >>>= 7;
	}
	bytes.push(rest);
}

class Reader {
	readonly #bytes: Uint8Array;
	#at = 1;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get ended(): boolean {
		return this.#at === this.#bytes.length;
	}

	/** Of two bytes at most, which is more than the field needs; undefined where it is longer than it must be, or ends. */
	varint(): number | undefined {
		const low = this.#bytes[this.#at++];
		if (low === undefined || low < 0x80) return low;
		const high = this.#bytes[this.#at++];
		return high === undefined || high === 0 || high >= 0x80 ? undefined : (low & 0x7f) | (high << 7);
	}
}
