import { describe, expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';
import { readQr, readQrFile } from './qr-read.ts';

/** As long as a real invitation. */
const LINK = `https://books.example/join#w${'Ab3-_x9Q'.repeat(20)}`;

/** The code as a PNG, `side` pixels wide in a picture of twice that, turned by so many degrees. */
async function png(text: string, side: number, { turned = 0, ink = '#000', paper = '#fff' } = {}): Promise<Blob> {
	const { path, size } = qrPath(text);
	const canvas = new OffscreenCanvas(side * 2, side * 2);
	const context = canvas.getContext('2d')!;
	context.fillStyle = paper;
	context.fillRect(0, 0, side * 2, side * 2);
	context.translate(side, side);
	context.rotate((turned * Math.PI) / 180);
	context.scale(side / size, side / size);
	context.translate(-size / 2, -size / 2);
	context.fillStyle = ink;
	context.fill(new Path2D(path));
	return canvas.convertToBlob({ type: 'image/png' });
}

describe('a code of ours', () => {
	it.each([160, 240, 400, 900, 1800])('is read from a PNG in which it is %i pixels wide', async (side) => {
		expect(await readQrFile(await png(LINK, side))).toBe(LINK);
	});

	it('is read turned, and in weak print', async () => {
		expect(await readQrFile(await png(LINK, 500, { turned: 17 }))).toBe(LINK);
		expect(await readQrFile(await png(LINK, 500, { turned: 180 }))).toBe(LINK);
		expect(await readQrFile(await png(LINK, 500, { ink: '#555', paper: '#bbb' }))).toBe(LINK);
	});

	it('is not found where there is none', async () => {
		const empty = new OffscreenCanvas(300, 300);
		empty.getContext('2d')!.fillRect(0, 0, 10, 10);
		expect(await readQrFile(await empty.convertToBlob({ type: 'image/png' }))).toBeUndefined();
		expect(readQr({ width: 4, height: 4, data: new Uint8ClampedArray(64) })).toBeUndefined();
		await expect(readQrFile(new Blob(['no picture']))).rejects.toThrow();
	});
});
