/**
 * Reads ZIP files (APPNOTE 6.3) that other programs wrote: stored and deflated members, looked up in the directory at the end. A member is unpacked
 * while it is read; one that grows beyond what it says, beyond `most`, or out of all proportion, is refused while it grows.
 */
import { Crc32 } from './crc32.ts';

export type UnzipProblem = 'zip-damaged' | 'zip-encrypted' | 'zip-method' | 'zip-too-large';

export class UnzipRefused extends Error {
	readonly problem: UnzipProblem;
	constructor(problem: UnzipProblem) {
		super(`zip: ${problem}`);
		this.problem = problem;
	}
}

export interface ZipEntry {
	name: string;
	/** Bytes it says it becomes. */
	size: number;
	packed: number;
	method: number;
	crc: number;
	at: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
/** With the longest comment. */
const END_REACH = END_LENGTH + 0xffff;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;
/** More than text ever shrinks by, of a member that is worth refusing. */
const HIGHEST_RATIO = 100;
const RATIO_FROM = 1024 * 1024;

export async function isZip(file: Blob): Promise<boolean> {
	const head = new DataView(await file.slice(0, 4).arrayBuffer());
	return head.byteLength === 4 && head.getUint32(0, true) === LOCAL;
}

export async function zipEntries(file: Blob): Promise<ZipEntry[]> {
	const from = Math.max(0, file.size - END_REACH);
	const tail = new DataView(await file.slice(from).arrayBuffer());
	let end = tail.byteLength - END_LENGTH;
	while (end >= 0 && tail.getUint32(end, true) !== END) end--;
	if (end < 0) throw new UnzipRefused('zip-damaged');
	const [count, length, start] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
	if (start + length > from + end || length > LARGEST_DIRECTORY) throw new UnzipRefused('zip-damaged');
	return directoryOf(new Uint8Array(await file.slice(start, start + length).arrayBuffer()), count);
}

function directoryOf(bytes: Uint8Array, count: number): ZipEntry[] {
	const view = new DataView(bytes.buffer);
	const entries: ZipEntry[] = [];
	for (let at = 0; entries.length < count;) {
		if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw new UnzipRefused('zip-damaged');
		const [names, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
		if ((view.getUint16(at + 8, true) & 1) === 1) throw new UnzipRefused('zip-encrypted');
		entries.push({
			name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + names)),
			method: view.getUint16(at + 10, true),
			crc: view.getUint32(at + 16, true),
			packed: view.getUint32(at + 20, true),
			size: view.getUint32(at + 24, true),
			at: view.getUint32(at + 42, true)
		});
		at += 46 + names + extra + comment;
	}
	return entries;
}

/** @param most bytes it may become */
export async function unzipped(file: Blob, entry: ZipEntry, most: number): Promise<Blob> {
	const { method, packed, size, at } = entry;
	if (size > most || (size > RATIO_FROM && size > packed * HIGHEST_RATIO)) throw new UnzipRefused('zip-too-large');
	if (method !== 0 && method !== 8) throw new UnzipRefused('zip-method');
	const head = new DataView(await file.slice(at, at + 30).arrayBuffer());
	if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new UnzipRefused('zip-damaged');
	const start = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
	const body = file.slice(start, start + packed);
	if (body.size !== packed) throw new UnzipRefused('zip-damaged');
	return inflated(method === 0 ? body.stream() : body.stream().pipeThrough(new DecompressionStream('deflate-raw')), entry);
}

async function inflated(stream: ReadableStream<Uint8Array<ArrayBuffer>>, { size, crc }: ZipEntry): Promise<Blob> {
	const sum = new Crc32();
	const parts: Blob[] = [];
	let grown = 0;
	const reader = stream.getReader();
	try {
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			grown += part.value.length;
			if (grown > size) throw new UnzipRefused('zip-damaged');
			sum.add(part.value);
			parts.push(new Blob([part.value]));
		}
	} catch (cause) {
		await reader.cancel().catch(() => undefined);
		throw cause instanceof UnzipRefused ? cause : new UnzipRefused('zip-damaged');
	}
	if (grown !== size || sum.value !== crc) throw new UnzipRefused('zip-damaged');
	return new Blob(parts);
}
