/** How the pages of a PDF look, as pixels: drawn by poppler, read without any library. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Colour = readonly [red: number, green: number, blue: number];

/** In parts of the page, from its upper left corner. */
export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

export class Raster {
	readonly width: number;
	readonly height: number;
	readonly #pixels: Uint8Array;

	constructor(width: number, height: number, pixels: Uint8Array) {
		this.width = width;
		this.height = height;
		this.#pixels = pixels;
	}

	/** What part of a box is covered by pixels that answer the question. */
	share(box: Box, is: (colour: Colour) => boolean): number {
		const [left, right] = [Math.round(box.left * this.width), Math.round(box.right * this.width)];
		const [top, bottom] = [Math.round(box.top * this.height), Math.round(box.bottom * this.height)];
		let found = 0;
		for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (is(this.#at(x, y))) found++;
		return found / ((right - left) * (bottom - top));
	}

	/** The smallest box around all that is not white. */
	inked(): Box {
		let [left, top, right, bottom] = [this.width, this.height, 0, 0];
		for (let y = 0; y < this.height; y++)
			for (let x = 0; x < this.width; x++) {
				if (!isInk(this.#at(x, y))) continue;
				[left, right] = [Math.min(left, x), Math.max(right, x + 1)];
				[top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
			}
		return { left: left / this.width, top: top / this.height, right: right / this.width, bottom: bottom / this.height };
	}

	#at(x: number, y: number): Colour {
		const from = 3 * (y * this.width + x);
		return [this.#pixels[from] ?? 255, this.#pixels[from + 1] ?? 255, this.#pixels[from + 2] ?? 255];
	}
}

export function isInk([red, green, blue]: Colour): boolean {
	return red + green + blue < 3 * 235;
}

/** Within what drawing and smoothing change of a colour. */
export function isNear([red, green, blue]: Colour): (colour: Colour) => boolean {
	return ([r, g, b]) => Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) < 40;
}

/** Each page as pixels. */
export function pdfRasters(bytes: Uint8Array, dotsPerInch = 60): Raster[] {
	const folder = mkdtempSync(join(tmpdir(), 'raster-'));
	try {
		writeFileSync(join(folder, 'in.pdf'), bytes);
		execFileSync('pdftoppm', ['-r', String(dotsPerInch), join(folder, 'in.pdf'), join(folder, 'page')]);
		const names = readdirSync(folder).filter((name) => name.endsWith('.ppm'));
		return names.sort().map((name) => readPpm(readFileSync(join(folder, name))));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** "P6", width, height, the greatest value, and three bytes a pixel. */
function readPpm(file: Buffer): Raster {
	const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 64));
	if (!head) throw new Error('Not a picture as pdftoppm writes it');
	return new Raster(Number(head[1]), Number(head[2]), file.subarray(head[0].length));
}
