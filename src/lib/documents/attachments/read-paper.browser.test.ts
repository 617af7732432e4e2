import { describe, expect, it } from 'vitest';
import { readPaper, PAPER_LIMITS } from './read-paper.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A plain picture of that size, with a square in its first corner. */
async function picture(width: number, height: number, type = 'image/png'): Promise<Uint8Array<ArrayBuffer>> {
	const canvas = new OffscreenCanvas(width, height);
	const draw = canvas.getContext('2d')!;
	draw.fillStyle = '#00ff00';
	draw.fillRect(0, 0, width, height);
	draw.fillStyle = '#ff0000';
	draw.fillRect(0, 0, width / 2, height / 2);
	return new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.95 })).arrayBuffer());
}

/** A JPEG that says it is to be turned by a quarter (Exif orientation 6), and where it was taken. */
async function turned(): Promise<Uint8Array<ArrayBuffer>> {
	const plain = await picture(400, 200, 'image/jpeg');
	const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
	const said = [...ascii('Exif\0\0'), ...tiff, ...ascii('GPS 45.5')];
	return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, said.length + 2, ...said, ...plain.subarray(2)]);
}

const file = (bytes: BlobPart, name = 'a.jpg', type = 'image/jpeg') => new File([bytes], name, { type });
async function sizeOf(bytes: Uint8Array<ArrayBuffer>): Promise<[number, number]> {
	const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
	return [bitmap.width, bitmap.height];
}

describe('a receipt', () => {
	it('is made smaller, and keeps its shape', async () => {
		const read = await readPaper(file(await picture(4000, 1000), 'long.png', 'image/png'));
		if (!read.ok) throw new Error(read.problem);
		expect(read.paper).toMatchObject({ name: 'long.png', type: 'image/jpeg', bytes: read.bytes.length });
		expect(await sizeOf(read.bytes)).toEqual([PAPER_LIMITS.side, PAPER_LIMITS.side / 4]);
		const small = await readPaper(file(await picture(30, 20)));
		expect(small.ok && (await sizeOf(small.bytes))).toEqual([30, 20]);
	});

	it('stands upright, and says nothing of where it was taken', async () => {
		const taken = await turned();
		const read = await readPaper(file(taken));
		if (!read.ok) throw new Error(read.problem);
		expect(await sizeOf(read.bytes)).toEqual([200, 400]);
		const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
		expect(text(taken)).toContain('GPS');
		expect(text(read.bytes)).not.toContain('GPS');
		expect(text(read.bytes)).not.toContain('Exif');
	});

	it('that is a PDF stays as it is, whatever its name says', async () => {
		const pdf = ascii('%PDF-1.7 one page');
		const read = await readPaper(file(pdf, 'bill.jpg'));
		expect(read).toMatchObject({ ok: true, paper: { name: 'bill.jpg', type: 'application/pdf', bytes: pdf.length } });
		expect(read.ok && [...read.bytes]).toEqual([...pdf]);
	});

	it('that is none is refused with its reason', async () => {
		const problem = async (bytes: BlobPart, name?: string, type?: string) => {
			const read = await readPaper(file(bytes, name, type));
			return read.ok ? 'read' : read.problem;
		};
		expect(await problem('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>', 'a.svg', 'image/svg+xml')).toBe('unknown');
		expect(await problem('<svg xmlns="http://www.w3.org/2000/svg"></svg>', 'a.png', 'image/png')).toBe('unknown');
		expect(await problem('hello', 'a.txt', 'text/plain')).toBe('unknown');
		expect(await problem('hello', 'a.heic', 'image/heic')).toBe('unknown');
		const whole = await picture(300, 300, 'image/jpeg');
		expect(await problem(whole.subarray(0, whole.length / 2))).toBe('damaged');
		expect(await problem(new Blob([ascii('%PDF-'), new Uint8Array(PAPER_LIMITS.pdfBytes)]))).toBe('fileTooLarge');
		// A head that claims more points than there is memory for.
		const huge = (await picture(2, 2)).slice();
		new DataView(huge.buffer).setUint32(16, 100_000);
		new DataView(huge.buffer).setUint32(20, 100_000);
		expect(await problem(huge)).toBe('tooManyPixels');
	});
});
