/** Streams of a PDF unpacked, and no more of them than is allowed. */
import { PdfRefused } from './problem.ts';

/** @throws PdfRefused `pdf-too-large` beyond `most` bytes; `pdf-broken` for what cannot be unpacked whole. */
export async function inflated(packed: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
	// Many writers count the end of line before "endstream" in, which the browser takes for damage.
	const tries = [packed, ...(packed.at(-1) === 0x0a || packed.at(-1) === 0x0d ? [withoutLineEnd(packed)] : [])];
	for (const each of tries) {
		const done = await unpack(each, most);
		if (done) return done;
	}
	throw new PdfRefused('pdf-broken');
}

function withoutLineEnd(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
	let end = bytes.length;
	if (bytes[end - 1] === 0x0a) end--;
	if (bytes[end - 1] === 0x0d) end--;
	return bytes.subarray(0, end);
}

async function unpack(packed: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
	const parts: Uint8Array[] = [];
	let size = 0;
	try {
		for (let next = await reader.read(); !next.done; next = await reader.read()) {
			size += next.value.length;
			if (size > most) {
				void reader.cancel().catch(() => undefined);
				throw new PdfRefused('pdf-too-large');
			}
			parts.push(next.value);
		}
	} catch (cause) {
		if (cause instanceof PdfRefused) throw cause;
		return undefined;
	}
	const whole = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
