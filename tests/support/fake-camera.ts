/** A picture held in front of a browser's camera: a file of still frames that Chromium takes for one. */
import { writeFileSync } from 'node:fs';

/** Dark where `isDark` says so, of the width and height given, which a camera may well have. */
export interface Held {
	width: number;
	height: number;
	isDark(x: number, y: number): boolean;
}

/** Writes YUV4MPEG2: full luma, and chroma of grey. */
export function writeCameraFile(path: string, { width, height, isDark }: Held): void {
	const luma = Buffer.alloc(width * height);
	for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) luma[y * width + x] = isDark(x, y) ? 16 : 235;
	const chroma = Buffer.alloc((width / 2) * (height / 2), 128);
	const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma, chroma]);
	writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]));
}

/** What Chromium is started with so that its camera shows that file. Whether a page may use it is asked as ever. */
export function cameraArguments(path: string): string[] {
	return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`];
}
