/**
 * How a page lies: lines of print make dark and light stripes, and the stripes are clearest when the page is upright. Pure.
 * Whether it stands on its head is not seen from stripes: that the recognition says.
 */

/** A picture in greys, one byte each, row by row. */
export interface Grey {
	width: number;
	height: number;
	pixels: Uint8Array<ArrayBuffer>;
}

/** Askew by more than this is taken as meant. */
const MOST_SKEW = 16;
const COARSE = 2;
const FINE = 0.25;
/** Larger pictures say no more of it, and cost more. */
const SIDE = 480;

/**
 * Degrees (clockwise) by which the picture is to be turned so that its lines run across: the likelier of two, a quarter apart, comes first.
 * Letters of one width stand below each other and make stripes too, so the other one is not ruled out.
 */
export function uprightAngles(picture: Grey): [likelier: number, other: number] {
	const ink = inkOf(smaller(picture));
	const across = straightest(ink, 0);
	const down = straightest(ink, 90);
	return across.score >= down.score ? [across.angle, down.angle] : [down.angle, across.angle];
}

function straightest(ink: Ink, quarter: number): { angle: number; score: number } {
	let best = { angle: quarter, score: stripes(ink, quarter) };
	const look = (from: number, to: number, step: number) => {
		for (let angle = from; angle <= to; angle += step) {
			const score = stripes(ink, angle);
			if (score > best.score) best = { angle, score };
		}
	};
	look(quarter - MOST_SKEW, quarter + MOST_SKEW, COARSE);
	look(best.angle - COARSE, best.angle + COARSE, FINE);
	return best;
}

interface Ink {
	width: number;
	height: number;
	/** Positions of what is darker than its surroundings. */
	points: { x: number; y: number }[];
}

/** How unlike each other neighbouring rows are, once the picture is turned by that much. */
function stripes({ width, height, points }: Ink, angle: number): number {
	const turn = (angle * Math.PI) / 180;
	const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
	const reach = Math.ceil(Math.hypot(width, height));
	const rows = new Float64Array(reach + 2);
	for (const { x, y } of points) rows[Math.round((x - width / 2) * sin + (y - height / 2) * cos + reach / 2)]! += 1;
	let score = 0;
	for (let at = 1; at < rows.length; at++) score += (rows[at]! - rows[at - 1]!) ** 2;
	return score;
}

function smaller({ width, height, pixels }: Grey): Grey {
	const step = Math.max(1, Math.ceil(Math.max(width, height) / SIDE));
	const small = { width: Math.floor(width / step), height: Math.floor(height / step) };
	const out = new Uint8Array(small.width * small.height);
	for (let y = 0; y < small.height; y++)
		for (let x = 0; x < small.width; x++) {
			let sum = 0;
			for (let down = 0; down < step; down++)
				for (let right = 0; right < step; right++) sum += pixels[(y * step + down) * width + x * step + right]!;
			out[y * small.width + x] = sum / step ** 2;
		}
	return { ...small, pixels: out };
}

/** Darker than the mean around it: a shadow, or the table under the paper, is no print. */
function inkOf({ width, height, pixels }: Grey): Ink {
	const reach = Math.max(4, Math.round(Math.max(width, height) / 40));
	const sums = new Float64Array((width + 1) * (height + 1));
	const stride = width + 1;
	for (let y = 0; y < height; y++) {
		let row = 0;
		for (let x = 0; x < width; x++) {
			row += pixels[y * width + x]!;
			sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
		}
	}
	const points: Ink['points'] = [];
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const [left, top] = [Math.max(0, x - reach), Math.max(0, y - reach)];
			const [right, bottom] = [Math.min(width, x + reach), Math.min(height, y + reach)];
			const sum = sums[bottom * stride + right]! - sums[top * stride + right]! - sums[bottom * stride + left]! + sums[top * stride + left]!;
			const mean = sum / ((right - left) * (bottom - top));
			if (pixels[y * width + x]! < mean * 0.82) points.push({ x, y });
		}
	return { width, height, points };
}
