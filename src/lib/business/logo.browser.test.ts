/** Threat 36, logo: whatever the file holds, what is kept is a small PNG of pixels, or a refusal that says why. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LOGO_LIMITS, readLogo } from './logo.ts';

const MARK = `${location.origin}/canary-never-asked`;
let requests: string[] = [];
const watch = new PerformanceObserver((list) => requests.push(...list.getEntries().map((entry) => entry.name)));

beforeEach(() => {
	requests = [];
	watch.observe({ type: 'resource' });
	Reflect.deleteProperty(window, 'pwned');
});
afterEach(() => {
	requests.push(...watch.takeRecords().map((entry) => entry.name));
	expect(requests.filter((name) => name.includes('canary'))).toEqual([]);
	expect('pwned' in window).toBe(false);
	expect(document.querySelector('svg, foreignObject, [onload]')).toBeNull();
});

function svg(inside: string, attributes = 'width="200" height="100"'): Blob {
	const source = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}><rect width="200" height="100" fill="#c00"/>${inside}</svg>`;
	return new Blob([source], { type: 'image/svg+xml' });
}

async function picture(width: number, height: number, type = 'image/png', noise = false): Promise<Blob> {
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [width, height];
	const context = canvas.getContext('2d')!;
	context.fillStyle = '#06c';
	context.fillRect(0, 0, width, height);
	if (noise) {
		const data = context.createImageData(width, height);
		for (let at = 0; at < data.data.length; at += 65_536) crypto.getRandomValues(data.data.subarray(at, at + 65_536));
		context.putImageData(data, 0, 0);
	}
	return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob!), type));
}

/** Names of the chunks of a PNG. */
function chunks(png: Uint8Array): string[] {
	const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
	const names = [];
	for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) names.push(String.fromCharCode(...png.subarray(at + 4, at + 8)));
	return names;
}

async function pixel(png: Uint8Array<ArrayBuffer>, x: number, y: number): Promise<number[]> {
	const bitmap = await createImageBitmap(new Blob([png]));
	const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
	const context = canvas.getContext('2d')!;
	context.drawImage(bitmap, 0, 0);
	return [...context.getImageData(x, y, 1, 1).data];
}

it('the watch sees what a page asks for, so that silence below means something', async () => {
	await fetch('/control').catch(() => undefined);
	await expect.poll(() => requests.some((name) => name.endsWith('/control'))).toBe(true);
});

const hostile: [name: string, inside: string, attributes?: string][] = [
	['a script', '<script>window.pwned = 1; fetch("' + MARK + '")</script>'],
	['an event handler', '', 'width="200" height="100" onload="window.parent.pwned = 1; window.pwned = 1"'],
	['a picture from outside', `<image href="${MARK}" xlink:href="${MARK}" width="200" height="100"/>`],
	['a style sheet from outside', `<style>@import url("${MARK}"); rect { fill: url("${MARK}") }</style>`],
	['a reference to another document', `<use href="${MARK}#x" xlink:href="${MARK}#x"/>`]
];

it.each(hostile)('an SVG with %s is pixels afterwards, and nothing ran or was asked for', async (_, inside, attributes) => {
	const result = await readLogo(svg(inside, attributes));
	expect(result).toMatchObject({ ok: true, width: 1200, height: 600 });
	if (!result.ok) return;
	expect(new TextDecoder('latin1').decode(result.png)).not.toMatch(/script|canary|onload/);
});

it('an SVG with HTML inside keeps nothing of it, or is refused', async () => {
	const result = await readLogo(
		svg(
			`<foreignObject width="200" height="100"><body xmlns="http://www.w3.org/1999/xhtml"><img src="${MARK}" onerror="parent.pwned = 1"/><script>parent.pwned = 1</script></body></foreignObject>`
		)
	);
	if (result.ok) expect(new TextDecoder('latin1').decode(result.png)).not.toContain('canary');
	else expect(result.problem).toBe('embeddedHtml');
});

it('draws an SVG as large as fits, also one without a size', async () => {
	const result = await readLogo(svg('', 'viewBox="0 0 200 100"'));
	expect(result.ok && (await pixel(result.png, result.width >> 1, result.height >> 1))).toEqual([204, 0, 0, 255]);
	if (result.ok) expect(result.width <= LOGO_LIMITS.width && result.height <= LOGO_LIMITS.height).toBe(true);
});

it.each(['image/png', 'image/jpeg', 'image/webp'])('takes %s and keeps its size when it fits', async (type) => {
	const result = await readLogo(await picture(300, 120, type));
	expect(result).toMatchObject({ ok: true, width: 300, height: 120 });
	if (result.ok)
		expect(new Set(chunks(result.png))).toEqual(new Set(['IHDR', 'IDAT', 'IEND', ...chunks(result.png).filter((name) => name === 'sRGB')]));
});

it('scales a large picture into the bounds, in proportion', async () => {
	expect(await readLogo(await picture(3000, 1000))).toMatchObject({ ok: true, width: 1200, height: 400 });
	expect(await readLogo(await picture(500, 2000))).toMatchObject({ ok: true, width: 150, height: 600 });
});

it('keeps the stored picture within its bytes, however noisy', async () => {
	const result = await readLogo(await picture(1200, 600, 'image/png', true));
	expect(result.ok && result.png.length <= LOGO_LIMITS.pngBytes).toBe(true);
});

it('drops what a PNG says about itself', async () => {
	const clean = new Uint8Array(await (await picture(40, 20)).arrayBuffer());
	const note = new TextEncoder().encode('tEXtComment\0canary-in-a-comment');
	const chunk = new Uint8Array(12 + note.length - 4);
	new DataView(chunk.buffer).setUint32(0, note.length - 4);
	chunk.set(note, 4);
	new DataView(chunk.buffer).setUint32(4 + note.length, crc32(note));
	const marked = new Blob([clean.subarray(0, 33), chunk, clean.subarray(33)]);
	const result = await readLogo(marked);
	expect(result.ok).toBe(true);
	if (result.ok) expect(chunks(result.png)).not.toContain('tEXt');
});

it('says what is wrong with a file that cannot be a logo', async () => {
	const png = await picture(200, 100, 'image/png', true);
	expect(await readLogo(new File(['not a picture'], 'logo.png', { type: 'image/png' }))).toEqual({ ok: false, problem: 'notAnImage' });
	expect(await readLogo(new Blob([]))).toEqual({ ok: false, problem: 'notAnImage' });
	expect(await readLogo(new File(['<html><svg></svg></html>'], 'logo.svg'))).toEqual({ ok: false, problem: 'notAnImage' });
	expect(await readLogo(png.slice(0, png.size >> 1))).toEqual({ ok: false, problem: 'damaged' });
	expect(await readLogo(png.slice(0, 30))).toEqual({ ok: false, problem: 'damaged' });
	const jpeg = await picture(200, 100, 'image/jpeg', true);
	expect(await readLogo(jpeg.slice(0, jpeg.size >> 1))).toEqual({ ok: false, problem: 'damaged' });
	expect(await readLogo(svg('<unclosed>'))).toEqual({ ok: false, problem: 'damaged' });
	expect(await readLogo(new Blob([png, new Uint8Array(LOGO_LIMITS.fileBytes)]))).toEqual({ ok: false, problem: 'fileTooLarge' });
});

it('refuses a picture that would unpack to more than 50 million pixels, before unpacking it', async () => {
	for (const side of [8_000, 30_000]) expect(await readLogo(hugePng(side, side))).toEqual({ ok: false, problem: 'tooManyPixels' });
});

/** The head of a PNG of that size with almost no data behind it: a few bytes that claim gigabytes. */
function hugePng(width: number, height: number): Blob {
	const chunk = (name: string, data: Uint8Array) => {
		const body = new Uint8Array(4 + data.length);
		body.set(new TextEncoder().encode(name));
		body.set(data, 4);
		const whole = new Uint8Array(8 + body.length);
		new DataView(whole.buffer).setUint32(0, data.length);
		whole.set(body, 4);
		new DataView(whole.buffer).setUint32(4 + body.length, crc32(body));
		return whole;
	};
	const header = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
	new DataView(header.buffer).setUint32(0, width);
	new DataView(header.buffer).setUint32(4, height);
	const deflated = new Uint8Array([0x78, 0x9c, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]);
	return new Blob(
		['\x89PNG\r\n\x1a\n']
			.map((text) => Uint8Array.from(text, (c) => c.charCodeAt(0)))
			.concat([chunk('IHDR', header), chunk('IDAT', deflated), chunk('IEND', new Uint8Array())]) as BlobPart[]
	);
}

function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}
