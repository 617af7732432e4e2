/** A picture of a receipt, made ready to be recognised: in greys, as large as its letters need, and upright as far as its stripes tell. */
import { uprightAngles, type Grey } from './straighten.ts';

/** Longer side: letters of small print are then about thirty points high, which recognition likes best. */
const SIDE = 2000;
/** A smaller picture is drawn larger, but no more than so many times. */
const MOST_SCALE = 2;

/** The picture turned in each of the four ways that its stripes leave open, the likeliest first; nothing where it is no picture. */
export async function uprightPictures(file: Blob): Promise<(() => Grey)[] | undefined> {
	const bitmap = await createImageBitmap(file).catch(() => undefined);
	if (!bitmap) return undefined;
	const scale = Math.min(MOST_SCALE, SIDE / Math.max(bitmap.width, bitmap.height));
	const [likelier, other] = uprightAngles(drawn(bitmap, scale, 0));
	return [likelier, likelier + 180, other, other + 180].map((angle) => () => drawn(bitmap, scale, angle));
}

function drawn(bitmap: ImageBitmap, scale: number, degrees: number): Grey {
	const turn = (degrees * Math.PI) / 180;
	const [sin, cos] = [Math.abs(Math.sin(turn)), Math.abs(Math.cos(turn))];
	const [wide, high] = [bitmap.width * scale, bitmap.height * scale];
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(wide * cos + high * sin));
	canvas.height = Math.max(1, Math.round(wide * sin + high * cos));
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (!context) throw new Error('No canvas');
	context.fillStyle = '#ffffff';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.imageSmoothingQuality = 'high';
	context.translate(canvas.width / 2, canvas.height / 2);
	context.rotate(turn);
	context.drawImage(bitmap, -wide / 2, -high / 2, wide, high);
	const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
	const pixels = new Uint8Array(width * height);
	for (let at = 0; at < pixels.length; at++) pixels[at] = (data[at * 4]! * 299 + data[at * 4 + 1]! * 587 + data[at * 4 + 2]! * 114) / 1000;
	return { width, height, pixels };
}
