/**
 * Reads what LevelDB files hold (IndexedDB, localStorage, sessionStorage of Chromium): records of a log put together again, blocks of a
 * table inflated. Formats: https://github.com/google/leveldb/tree/main/doc and https://github.com/google/snappy/blob/main/format_description.txt
 */
const LOG_BLOCK = 32_768;
const FOOTER = 48;
const WRAPPED = Buffer.from([0xff, 0x11, 0x02]);
/** No value in a test is longer: a length beyond is none. */
const LONGEST = 64 * 1024 * 1024;

/** Whole records of a `.log` or `MANIFEST`; in the file they are cut at every 32 KiB. */
export function logRecords(file: Buffer): Buffer[] {
	const records: Buffer[] = [];
	let parts: Buffer[] = [];
	for (let at = 0; at + 7 <= file.length;) {
		const left = LOG_BLOCK - (at % LOG_BLOCK);
		const length = file.readUInt16LE(at + 4);
		const kind = file[at + 6];
		if (left < 7 || kind === 0 || length > left - 7) {
			at += left;
			continue;
		}
		parts.push(file.subarray(at + 7, at + 7 + length));
		if (kind === 1 || kind === 4) {
			records.push(Buffer.concat(parts));
			parts = [];
		}
		at += 7 + length;
	}
	if (parts.length > 0) records.push(Buffer.concat(parts));
	return records;
}

/** Keys and values of an `.ldb` table, keys whole (in the file they share prefixes). */
export function tableEntries(file: Buffer): Buffer[] {
	if (file.length < FOOTER) return [];
	const footer = new Reader(file, file.length - FOOTER);
	footer.varint();
	footer.varint();
	const index = blockEntries(block(file, footer.varint(), footer.varint()));
	return index.flatMap(({ value }) => {
		const handle = new Reader(value, 0);
		return blockEntries(block(file, handle.varint(), handle.varint())).flatMap(({ key, value }) => [key, value]);
	});
}

function block(file: Buffer, offset: number, size: number): Buffer {
	const bytes = file.subarray(offset, offset + size);
	const compression = file[offset + size];
	if (compression === 0) return bytes;
	if (compression === 1) return inflateSnappy(bytes);
	throw new Error(`A LevelDB block is compressed in an unknown way (${compression})`);
}

function blockEntries(bytes: Buffer): { key: Buffer; value: Buffer }[] {
	const restarts = bytes.readUInt32LE(bytes.length - 4);
	const end = bytes.length - 4 - restarts * 4;
	const entries: { key: Buffer; value: Buffer }[] = [];
	const reader = new Reader(bytes, 0);
	let key: Buffer = Buffer.alloc(0);
	while (reader.at < end) {
		const shared = reader.varint();
		const unshared = reader.varint();
		const length = reader.varint();
		key = Buffer.concat([key.subarray(0, shared), reader.take(unshared)]);
		entries.push({ key, value: reader.take(length) });
	}
	return entries;
}

export function inflateSnappy(bytes: Buffer): Buffer {
	const reader = new Reader(bytes, 0);
	const length = reader.varint();
	if (length > LONGEST) throw new RangeError('longer than any value');
	const out = Buffer.alloc(length);
	let to = 0;
	while (to < out.length) {
		const tag = reader.little(1);
		if ((tag & 3) === 0) {
			const short = tag >> 2;
			const length = (short < 60 ? short : reader.little(short - 59)) + 1;
			to += reader.take(length).copy(out, to);
			continue;
		}
		const near = (tag & 3) === 1;
		const length = near ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
		const distance = near ? ((tag >> 5) << 8) | reader.little(1) : reader.little((tag & 3) === 2 ? 2 : 4);
		// Source and target may overlap: byte by byte.
		for (let i = 0; i < length; i++, to++) out[to] = out[to - distance] as number;
	}
	return out;
}

/** Chromium compresses larger values before LevelDB gets them; what follows each such mark, inflated. */
export function* wrappedValues(bytes: Buffer): Generator<Buffer> {
	for (let at = bytes.indexOf(WRAPPED); at !== -1; at = bytes.indexOf(WRAPPED, at + 1)) {
		try {
			yield inflateSnappy(bytes.subarray(at + WRAPPED.length));
		} catch {
			// The three bytes can stand anywhere by chance: then what follows is no compressed value.
		}
	}
}

class Reader {
	at: number;
	#bytes: Buffer;
	constructor(bytes: Buffer, at: number) {
		this.#bytes = bytes;
		this.at = at;
	}
	varint(): number {
		let value = 0;
		for (let shift = 1; ; shift *= 128) {
			const byte = this.little(1);
			value += (byte & 127) * shift;
			if (byte < 128) return value;
		}
	}
	little(size: number): number {
		const value = this.#bytes.readUIntLE(this.at, size);
		this.at += size;
		return value;
	}
	take(length: number): Buffer {
		this.at += length;
		return this.#bytes.subarray(this.at - length, this.at);
	}
}
