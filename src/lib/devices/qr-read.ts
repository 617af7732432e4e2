/** Finds a QR code in a picture, on this device alone. Loaded only where one is read. */
import { decodeQR } from 'qr/decode.js';

/** Longest side of what is searched: more finds no more, and takes long. */
const LARGEST = 1600;
const SMALLEST = 400;

/** Undefined when no code can be read in it. */
export function readQr({ width, height, data }: Pick<ImageData, 'width' | 'height' | 'data'>): string | undefined {
	try {
		return decodeQR({ width, height, data });
	} catch {
		return undefined;
	}
}

/** A picture, in the sizes in which a code in it may be found. Throws when it is none. */
export async function readQrFile(file: Blob): Promise<string | undefined> {
	const picture = await createImageBitmap(file);
	try {
		const longest = Math.max(picture.width, picture.height);
		for (let side = Math.min(longest, LARGEST); ; side = Math.floor(side / 1.6)) {
			const text = readQr(pixels(picture, picture.width, picture.height, side / longest));
			if (text !== undefined || side < SMALLEST) return text;
		}
	} finally {
		picture.close();
	}
}

/** What the camera sees now; undefined while it sees nothing. */
export function readQrFrame(video: HTMLVideoElement): string | undefined {
	const { videoWidth, videoHeight } = video;
	if (videoWidth === 0) return undefined;
	return readQr(pixels(video, videoWidth, videoHeight, Math.min(1, 1000 / Math.max(videoWidth, videoHeight))));
}

function pixels(source: CanvasImageSource, width: number, height: number, scale: number): ImageData {
	const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
	const canvas = new OffscreenCanvas(size.width, size.height);
	const context = canvas.getContext('2d', { willReadFrequently: true })!;
	context.fillStyle = '#fff';
	context.fillRect(0, 0, size.width, size.height);
	context.drawImage(source, 0, 0, size.width, size.height);
	return context.getImageData(0, 0, size.width, size.height);
}
