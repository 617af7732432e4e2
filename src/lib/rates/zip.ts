/** The one file inside a ZIP archive that a reader asks for. Stored and deflated entries, as the European Central Bank packs them; nothing else. */

export class ZipProblem extends Error {}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The record at the end and the longest comment after it. */
const END_REACH = 22 + 0xffff;

export function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** @param most bytes it may become: an archive that grows further is refused while it grows */
export async function unzipOne(bytes: Uint8Array, wanted: (name: string) => boolean, most: number): Promise<Uint8Array | undefined> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	for (const entry of entriesOf(view, bytes)) {
		if (!wanted(entry.name)) continue;
		const packed = bodyOf(view, bytes, entry);
		const whole = entry.method === 0 ? packed : await inflated(packed, most);
		if (whole.length !== entry.size || whole.length > most || crc32(whole) !== entry.crc) throw new ZipProblem('sum');
		return whole;
	}
	return undefined;
}

interface Entry {
	name: string;
	method: number;
	crc: number;
	packed: number;
	size: number;
	at: number;
}

function* entriesOf(view: DataView, bytes: Uint8Array): Generator<Entry> {
	let end = bytes.length - 22;
	while (end >= 0 && view.getUint32(end, true) !== END) end = end > bytes.length - END_REACH ? end - 1 : -1;
	if (end < 0) throw new ZipProblem('end');
	let at = view.getUint32(end + 16, true);
	for (let left = view.getUint16(end + 10, true); left > 0; left--) {
		if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw new ZipProblem('directory');
		const [names, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
		const isSecret = (view.getUint16(at + 8, true) & 1) === 1;
		const method = view.getUint16(at + 10, true);
		if (isSecret || (method !== 0 && method !== 8)) throw new ZipProblem('method');
		yield {
			name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + names)),
			method,
			crc: view.getUint32(at + 16, true),
			packed: view.getUint32(at + 20, true),
			size: view.getUint32(at + 24, true),
			at: view.getUint32(at + 42, true)
		};
		at += 46 + names + extra + comment;
	}
}

function bodyOf(view: DataView, bytes: Uint8Array, { at, packed }: Entry): Uint8Array {
	if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw new ZipProblem('entry');
	const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
	if (start + packed > bytes.length) throw new ZipProblem('cut short');
	return bytes.subarray(start, start + packed);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
	return byte;
});

/** ISO 3309, as archives have it. */
function crc32(bytes: Uint8Array): number {
	let sum = 0xffffffff;
	for (const byte of bytes) sum = CRC_TABLE[(sum ^ byte) & 0xff]! ^ (sum >>> 8);
	return (sum ^ 0xffffffff) >>> 0;
}

async function inflated(packed: Uint8Array, most: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let size = 0;
	const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
	const reader = stream.getReader();
	try {
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			size += part.value.length;
			if (size > most) throw new ZipProblem('size');
			parts.push(part.value);
		}
	} catch (cause) {
		await reader.cancel().catch(() => {});
		throw cause instanceof ZipProblem ? cause : new ZipProblem('damaged');
	}
	const whole = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
