/**
 * Any picture in, one bounded PNG out. The file is drawn on a canvas and read back as pixels, so no script, link, metadata or second file
 * that was hidden in it survives. An SVG is only ever the source of an <img>, where the browser runs no script and loads nothing from outside;
 * it never becomes part of the page.
 */
import { declaredPixels, imageType, isComplete } from './image-file.ts';

export const LOGO_LIMITS = { fileBytes: 10 * 1024 * 1024, pixels: 50_000_000, width: 1200, height: 600, pngBytes: 512 * 1024 } as const;

/** Key of `logo.<problem>` in the business messages. */
export type LogoProblem = 'fileTooLarge' | 'notAnImage' | 'damaged' | 'tooManyPixels' | 'embeddedHtml';
export type LogoResult = { ok: true; png: Uint8Array<ArrayBuffer>; width: number; height: number } | { ok: false; problem: LogoProblem };

export async function readLogo(file: Blob): Promise<LogoResult> {
	if (file.size > LOGO_LIMITS.fileBytes) return { ok: false, problem: 'fileTooLarge' };
	const bytes = new Uint8Array(await file.arrayBuffer());
	const type = imageType(bytes);
	if (!type) return { ok: false, problem: 'notAnImage' };
	if (declaredPixels(bytes, type) > LOGO_LIMITS.pixels) return { ok: false, problem: 'tooManyPixels' };
	if (!isComplete(bytes, type)) return { ok: false, problem: 'damaged' };
	const url = URL.createObjectURL(new Blob([bytes], { type }));
	try {
		const image = await load(url);
		if (!image) return { ok: false, problem: 'damaged' };
		return await redraw(image, type === 'image/svg+xml');
	} finally {
		URL.revokeObjectURL(url);
	}
}

async function load(url: string): Promise<HTMLImageElement | undefined> {
	const image = new Image();
	const loaded = new Promise<boolean>((resolve) => {
		image.onload = () => resolve(true);
		image.onerror = () => resolve(false);
	});
	image.src = url;
	return (await loaded) ? image : undefined;
}

async function redraw(image: HTMLImageElement, vector: boolean): Promise<LogoResult> {
	// Known from the file's head, before the pixels are unpacked. An SVG may have no size of its own.
	const width = image.naturalWidth || LOGO_LIMITS.width;
	const height = image.naturalHeight || LOGO_LIMITS.height;
	if (!vector && width * height > LOGO_LIMITS.pixels) return { ok: false, problem: 'tooManyPixels' };
	const fit = Math.min(LOGO_LIMITS.width / width, LOGO_LIMITS.height / height);
	let scale = vector ? fit : Math.min(1, fit);
	for (;;) {
		const drawn = await draw(image, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
		if (!drawn.ok || drawn.png.length <= LOGO_LIMITS.pngBytes) return drawn;
		scale *= 0.8;
	}
}

async function draw(image: HTMLImageElement, width: number, height: number): Promise<LogoResult> {
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext('2d');
	if (!context) return { ok: false, problem: 'damaged' };
	try {
		await image.decode();
		context.imageSmoothingQuality = 'high';
		context.drawImage(image, 0, 0, width, height);
	} catch {
		return { ok: false, problem: 'damaged' };
	}
	try {
		const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
		if (!blob) return { ok: false, problem: 'damaged' };
		return { ok: true, png: new Uint8Array(await blob.arrayBuffer()), width, height };
	} catch {
		// HTML inside an SVG makes the browser withhold the pixels.
		return { ok: false, problem: 'embeddedHtml' };
	}
}
