/**
 * ZIP files as streams (APPNOTE 6.3), stored as they are: documents are PDF, which hardly shrinks, and what is not compressed cannot unfold. Beyond
 * 65,534 files or 4 GiB it goes on as ZIP64; one file may have 4 GiB less a byte. Only what is written now is held, and a line of each file's directory.
 */
import { Crc32 } from './crc32.ts';

export interface ZipMember {
	/** With slashes between folders. */
	name: string;
	/** In one piece, or as it comes. */
	input: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array<ArrayBuffer>>;
}

type Bytes = Uint8Array<ArrayBuffer>;

const LARGEST = 0xffff_fffe;
const MOST = 0xfffe;
/** Names are UTF-8; for what comes in parts, checksum and size stand behind it. */
const UTF8 = 0x0800;
const SIZE_BEHIND = 0x0008;

/** @param at date that every file in it bears: nothing says when each was made @param limits for tests: where ZIP64 begins */
export async function* zipParts(
	members: AsyncIterable<ZipMember>,
	at: Date,
	limits: { most: number; largest: number } = { most: MOST, largest: LARGEST }
): AsyncGenerator<Bytes> {
	const time = dosTime(at);
	const directory: Bytes[] = [];
	let offset = 0;
	for await (const { name, input } of members) {
		const known = input instanceof Uint8Array ? input : undefined;
		const crc = new Crc32();
		if (known) crc.add(known);
		const member = { name: new TextEncoder().encode(name), time, flags: UTF8 | (known ? 0 : SIZE_BEHIND), offset };
		const head = localHead(member, known ? { crc: crc.value, size: known.length } : { crc: 0, size: 0 });
		yield head;
		let size = 0;
		for await (const part of known ? [known] : (input as AsyncIterable<Bytes>)) {
			if (!known) crc.add(part);
			size += part.length;
			if (size > LARGEST) throw new RangeError('too large for a member');
			yield part;
		}
		offset += head.length + size;
		if (!known) {
			const behind = new Fields().u32(0x08074b50).u32(crc.value).u32(size).u32(size).bytes;
			yield behind;
			offset += behind.length;
		}
		directory.push(entry(member, { crc: crc.value, size }, limits.largest));
	}
	const start = offset;
	for (const each of directory) {
		yield each;
		offset += each.length;
	}
	yield end(directory.length, start, offset - start, limits);
}

interface Member {
	name: Uint8Array;
	time: number;
	flags: number;
	offset: number;
}
interface Content {
	crc: number;
	size: number;
}

function localHead({ name, time, flags }: Member, { crc, size }: Content): Bytes {
	const fields = new Fields().u32(0x04034b50).u16(20).u16(flags).u16(0).u32(time).u32(crc).u32(size).u32(size);
	return fields.u16(name.length).u16(0).add(name).bytes;
}

function entry({ name, time, flags, offset }: Member, { crc, size }: Content, largest: number): Bytes {
	const far = offset > largest;
	// Made on Unix, so that the mode behind it says an ordinary file.
	const fields = new Fields().u32(0x02014b50).u16(0x0300 | (far ? 45 : 20));
	fields
		.u16(far ? 45 : 20)
		.u16(flags)
		.u16(0)
		.u32(time)
		.u32(crc)
		.u32(size)
		.u32(size);
	fields
		.u16(name.length)
		.u16(far ? 12 : 0)
		.u16(0)
		.u16(0)
		.u16(0)
		.u32(0o100644 * 0x10000);
	fields.u32(far ? 0xffff_ffff : offset).add(name);
	if (far) fields.u16(1).u16(8).u64(offset);
	return fields.bytes;
}

function end(count: number, start: number, size: number, { most, largest }: { most: number; largest: number }): Bytes {
	const far = count > most || start > largest || size > largest;
	const fields = new Fields();
	if (far) {
		fields
			.u32(0x06064b50)
			.u64(44)
			.u16(0x0300 | 45)
			.u16(45)
			.u32(0)
			.u32(0)
			.u64(count)
			.u64(count)
			.u64(size)
			.u64(start);
		fields
			.u32(0x07064b50)
			.u32(0)
			.u64(start + size)
			.u32(1);
	}
	const short = far ? 0xffff : count;
	fields.u32(0x06054b50).u16(0).u16(0).u16(short).u16(short);
	return fields
		.u32(far ? 0xffff_ffff : size)
		.u32(far ? 0xffff_ffff : start)
		.u16(0).bytes;
}

/** Date and time as MS-DOS had them, in UTC: pairs of seconds since 1980. */
function dosTime(at: Date): number {
	const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
	return ((date << 16) | (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)) >>> 0;
}

/** Numbers with the lowest byte first. */
class Fields {
	readonly #bytes: number[] = [];

	u16(value: number): this {
		this.#bytes.push(value & 0xff, (value >>> 8) & 0xff);
		return this;
	}

	u32(value: number): this {
		return this.u16(value & 0xffff).u16(Math.floor(value / 0x10000) & 0xffff);
	}

	u64(value: number): this {
		return this.u32(value % 0x1_0000_0000).u32(Math.floor(value / 0x1_0000_0000));
	}

	add(bytes: Uint8Array): this {
		for (const byte of bytes) this.#bytes.push(byte);
		return this;
	}

	get bytes(): Bytes {
		return new Uint8Array(this.#bytes);
	}
}
