/**
 * A photo or a file in, a paper to keep out: a receipt, or what goes with a document. Pictures are drawn anew, smaller: what the camera wrote into them (the place, the device), and whatever else was
 * hidden in the file, does not survive. A PDF stays as it is, and is never opened here.
 */
import { declaredPixels, imageType, isComplete } from '../../business/image-file.ts';
import { partId } from '../ids.ts';

export const PAPER_LIMITS = {
	fileBytes: 40 * 1024 * 1024,
	/** What can be stored as one file. */
	pdfBytes: 10 * 1024 * 1024,
	pixels: 60_000_000,
	/** Of the longer side: small print stays readable. */
	side: 2000,
	quality: 0.82
} as const;

/** A file as it will lie in the books, without its address there. */
export interface Paper {
	id: string;
	name: string;
	type: 'image/jpeg' | 'application/pdf';
	bytes: number;
}

/** Key of `receipt_<problem>` and `attach_<problem>` in the messages. */
export type PaperProblem = 'fileTooLarge' | 'unknown' | 'damaged' | 'tooManyPixels';
export type PaperRead = { ok: true; bytes: Uint8Array<ArrayBuffer>; paper: Paper } | { ok: false; problem: PaperProblem };

const PDF = '%PDF-';

export async function readPaper(file: File): Promise<PaperRead> {
	if (file.size > PAPER_LIMITS.fileBytes) return { ok: false, problem: 'fileTooLarge' };
	const bytes = new Uint8Array(await file.arrayBuffer());
	if (String.fromCharCode(...bytes.subarray(0, PDF.length)) === PDF) {
		if (bytes.length > PAPER_LIMITS.pdfBytes) return { ok: false, problem: 'fileTooLarge' };
		return read(file.name, 'application/pdf', bytes);
	}
	const type = imageType(bytes) ?? file.type;
	// A drawing is no paper, and can hold programs. Other kinds are tried: some browsers read what phones make (HEIC).
	if (type === 'image/svg+xml' || !type.startsWith('image/')) return { ok: false, problem: 'unknown' };
	if (declaredPixels(bytes, type) > PAPER_LIMITS.pixels) return { ok: false, problem: 'tooManyPixels' };
	if (!isComplete(bytes, type)) return { ok: false, problem: 'damaged' };
	const picture = await createImageBitmap(new Blob([bytes], { type })).catch(() => undefined);
	if (!picture) return { ok: false, problem: imageType(bytes) ? 'damaged' : 'unknown' };
	try {
		if (picture.width * picture.height > PAPER_LIMITS.pixels) return { ok: false, problem: 'tooManyPixels' };
		const drawn = await redraw(picture);
		return drawn ? read(file.name, 'image/jpeg', drawn) : { ok: false, problem: 'damaged' };
	} finally {
		picture.close();
	}
}

function read(name: string, type: Paper['type'], bytes: Uint8Array<ArrayBuffer>): PaperRead {
	return { ok: true, bytes, paper: { id: partId(), name: name.slice(0, 200), type, bytes: bytes.length } };
}

/** Upright, as the browser turns it; white where it was transparent. */
async function redraw(picture: ImageBitmap): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const scale = Math.min(1, PAPER_LIMITS.side / Math.max(picture.width, picture.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const context = canvas.getContext('2d');
	if (!context) return undefined;
	context.fillStyle = '#ffffff';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.imageSmoothingQuality = 'high';
	context.drawImage(picture, 0, 0, canvas.width, canvas.height);
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', PAPER_LIMITS.quality));
	return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}
