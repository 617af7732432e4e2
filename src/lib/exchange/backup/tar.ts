/**
 * The plainest tar there is (POSIX ustar, regular files): what `tar` of any system unpacks. The reader takes what the writer makes and nothing
 * else: no links, no folders, no long names, and no member larger than `MAX_MEMBER`.
 */
import { BackupError } from './problem.ts';

const BLOCK = 512;
/** The largest file of a workspace, sealed, with room for its frame. */
const MAX_MEMBER = 16 * 1024 * 1024;
const MAX_NAME = 100;

export interface Member {
	name: string;
	bytes: Uint8Array;
}

/** @param seconds since 1970, the same for all members of an archive */
export function encodeMember({ name, bytes }: Member, seconds: number): Uint8Array[] {
	if (name.length > MAX_NAME || bytes.length > MAX_MEMBER) throw new RangeError('too large for a member');
	const padding = (BLOCK - (bytes.length % BLOCK)) % BLOCK;
	return [header(name, bytes.length, seconds), bytes, new Uint8Array(padding)];
}

export function endOfArchive(): Uint8Array {
	return new Uint8Array(2 * BLOCK);
}

/** Members one after the other; each is in memory only until the next is asked for. Throws `damaged`, `foreign` or `over-limit`. */
export async function* readMembers(source: AsyncIterable<Uint8Array>): AsyncGenerator<Member> {
	const input = new Input(source);
	for (let first = true; ; first = false) {
		const block = await input.take(BLOCK);
		if (!block) throw new BackupError('damaged');
		if (block.every((byte) => byte === 0)) break;
		const { name, size } = parseHeader(block, first);
		const padded = Math.ceil(size / BLOCK) * BLOCK;
		const bytes = await input.take(padded);
		if (!bytes) throw new BackupError('damaged');
		yield { name, bytes: bytes.subarray(0, size) };
	}
	// To the very end: what seals the file is judged with its last bytes.
	for (let block = await input.take(BLOCK); block; block = await input.take(BLOCK)) {
		if (block.some((byte) => byte !== 0)) throw new BackupError('damaged');
	}
}

function header(name: string, size: number, seconds: number): Uint8Array {
	const block = new Uint8Array(BLOCK);
	const put = (at: number, text: string) => block.set(new TextEncoder().encode(text), at);
	put(0, name);
	put(100, '0000600\0');
	put(108, '0000000\0');
	put(116, '0000000\0');
	put(124, `${octal(size, 11)}\0`);
	put(136, `${octal(seconds, 11)}\0`);
	put(148, '        ');
	put(156, '0');
	put(257, 'ustar\x0000');
	put(148, `${octal(sumOf(block), 6)}\0 `);
	return block;
}

function parseHeader(block: Uint8Array, first: boolean): { name: string; size: number } {
	const text = (from: number, to: number) => {
		const field = block.subarray(from, to);
		const end = field.indexOf(0);
		return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
	};
	const sum = Number.parseInt(text(148, 156), 8);
	const blank = block.slice();
	blank.fill(0x20, 148, 156);
	const known = text(257, 263) === 'ustar' && sum === sumOf(blank);
	if (!known) throw new BackupError(first ? 'foreign' : 'damaged');
	const size = /^[0-7]{11}$/.test(text(124, 136)) ? Number.parseInt(text(124, 136), 8) : Number.NaN;
	if (text(156, 157) !== '0' || Number.isNaN(size)) throw new BackupError(first ? 'foreign' : 'damaged');
	if (size > MAX_MEMBER) throw new BackupError('over-limit');
	return { name: text(0, 100), size };
}

function sumOf(block: Uint8Array): number {
	return block.reduce((sum, byte) => sum + byte, 0);
}

function octal(value: number, width: number): string {
	return Math.floor(value).toString(8).padStart(width, '0');
}

/** Bytes of a stream in the portions asked for. */
class Input {
	readonly #iterator: AsyncIterator<Uint8Array>;
	#held: Uint8Array = new Uint8Array(0);

	constructor(source: AsyncIterable<Uint8Array>) {
		this.#iterator = source[Symbol.asyncIterator]();
	}

	/** Undefined at the end, and when there is less. */
	async take(length: number): Promise<Uint8Array | undefined> {
		if (this.#held.length < length) {
			const parts = [this.#held];
			let have = this.#held.length;
			while (have < length) {
				const next = await this.#iterator.next();
				if (next.done) {
					this.#held = new Uint8Array(0);
					return undefined;
				}
				parts.push(next.value);
				have += next.value.length;
			}
			this.#held = joined(parts, have);
		}
		const taken = this.#held.slice(0, length);
		this.#held = this.#held.subarray(length);
		return taken;
	}
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
	const whole = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
