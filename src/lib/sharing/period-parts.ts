/**
 * The books of a period in sealed parts, as a relay keeps them.
 *
 *     part  = seal(key of the part, plain) with the additional data id 32 ‖ number 2 ‖ count 2    (crypto/shared-period.ts)
 *     plain = format 1 ‖ len4 ‖ bytes ‖ zeros up to the step
 *     all bytes one after the other, unpacked (deflate-raw) = len4 JSON{sender, from, to, expires, asOf} ‖ books as a JSON file (exchange/json)
 *
 * Packed before it is sealed: what a length could tell of the text is blurred by steps that are powers of two, and nobody but its sender can put text into it.
 * No signature: only a device of the books can put a package to their relay, and the key of a part is known to who made the link and who was given it.
 */
import type { Hash32, Sealed } from '../crypto/brands.ts';
import { concat } from '../crypto/derive.ts';
import { open, seal } from '../crypto/seal.ts';
import { partKeys } from '../crypto/shared-period.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';

const FORMAT = 1;
const SMALLEST = 16 * 1024;
/** Of what is sealed; the relay's limit leaves room for sealing. One byte less than the step: padding ends with a mark. */
const STEP = 2 * 1024 * 1024;
const ROOM = STEP - 1 - 5;
/** Parts of one link: what packs to more is handed over as a file. */
export const MOST_PARTS = 16;
const LONGEST_HEAD = 4096;
const LARGEST_UNPACKED = 512 * 1024 * 1024;

export interface PeriodHead {
	/** Whose books they are. */
	sender: string;
	/** YYYY-MM-DD. */
	from: string;
	to: string;
	/** The last day, YYYY-MM-DD. */
	expires: string;
	/** When they were made, as an instant. */
	asOf: string;
}

export class PeriodTooLarge extends Error {}

/** Takes the books as text, piece by piece; `end` gives the packed bytes. Throws `PeriodTooLarge` as soon as it is. */
export class PeriodPacker {
	readonly #writer: WritableStreamDefaultWriter<BufferSource>;
	readonly #reading: Promise<Uint8Array[]>;
	#size = 0;

	constructor(head: PeriodHead) {
		const packing = new CompressionStream('deflate-raw');
		this.#writer = packing.writable.getWriter();
		this.#reading = this.#read(packing.readable);
		this.#reading.catch(() => undefined);
		const json = encodeJson(head);
		void this.#writer.write(own(concat([uint32(json.length), json]))).catch(() => undefined);
	}

	async add(text: string): Promise<void> {
		if (this.#size > MOST_PARTS * ROOM) throw new PeriodTooLarge();
		if (text !== '') await this.#writer.write(own(new TextEncoder().encode(text)));
	}

	async end(): Promise<Uint8Array> {
		await this.#writer.close();
		const packed = concat(await this.#reading);
		if (packed.length > MOST_PARTS * ROOM) throw new PeriodTooLarge();
		return packed;
	}

	async #read(readable: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
		const chunks: Uint8Array[] = [];
		const reader = readable.getReader();
		for (let read = await reader.read(); !read.done; read = await reader.read()) {
			chunks.push(read.value);
			this.#size += read.value.length;
		}
		return chunks;
	}
}

export function partCount(packed: Uint8Array): number {
	return Math.max(1, Math.ceil(packed.length / ROOM));
}

export function sealPart(secret: Uint8Array, packed: Uint8Array, number: number): { id: Hash32; sealed: Sealed } {
	const count = partCount(packed);
	const bytes = packed.subarray(number * ROOM, (number + 1) * ROOM);
	const { id, key } = partKeys(secret, number);
	let step = SMALLEST;
	while (step - 1 < 5 + bytes.length) step *= 2;
	const plain = new Uint8Array(step - 1);
	plain[0] = FORMAT;
	plain.set(uint32(bytes.length), 1);
	plain.set(bytes, 5);
	return { id, sealed: seal(key, plain, placeOf(id, number, count)) };
}

/** @param count of all parts, as the link says it */
export function openPart(secret: Uint8Array, number: number, count: number, sealed: Uint8Array): Uint8Array | 'damaged' | 'newer' {
	const { id, key } = partKeys(secret, number);
	const plain = open(key, sealed, placeOf(id, number, count));
	if (!plain) return 'damaged';
	if (plain[0]! > FORMAT) return 'newer';
	const length = new DataView(plain.buffer, plain.byteOffset).getUint32(1);
	return 5 + length <= plain.length ? plain.slice(5, 5 + length) : 'damaged';
}

/** The parts, all of them in their order. `books` is a JSON file. */
export async function unpackPeriod(parts: readonly Uint8Array[]): Promise<{ head: PeriodHead; books: Blob } | 'damaged'> {
	try {
		const whole = await unpacked(parts);
		const length = new DataView(await whole.slice(0, 4).arrayBuffer()).getUint32(0);
		if (length > LONGEST_HEAD) return 'damaged';
		const head = checkHead(decodeJson(new Uint8Array(await whole.slice(4, 4 + length).arrayBuffer())));
		return head ? { head, books: whole.slice(4 + length) } : 'damaged';
	} catch {
		return 'damaged';
	}
}

/** A link from a stranger must not fill the memory of who opens it. */
async function unpacked(parts: readonly Uint8Array[]): Promise<Blob> {
	const reader = new Blob(parts.map(own)).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	let size = 0;
	for (let read = await reader.read(); !read.done; read = await reader.read()) {
		size += read.value.length;
		if (size > LARGEST_UNPACKED) throw new RangeError('a period has no so many bytes');
		chunks.push(read.value);
	}
	return new Blob(chunks);
}

function checkHead(value: unknown): PeriodHead | undefined {
	const { sender, from, to, expires, asOf } = value as PeriodHead;
	const isDay = (text: unknown) => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
	return typeof sender === 'string' && [from, to, expires].every(isDay) && typeof asOf === 'string' && asOf.length <= 40
		? { sender, from, to, expires, asOf }
		: undefined;
}

function placeOf(id: Uint8Array, number: number, count: number): Uint8Array {
	return concat([id, Uint8Array.of(number >> 8, number & 255, count >> 8, count & 255)]);
}

function uint32(value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value);
	return bytes;
}

/** Streams take bytes of a buffer of their own. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	return new Uint8Array(bytes);
}
