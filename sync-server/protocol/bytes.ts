/** Reading and writing fixed fields, big-endian. A reader never goes past its end and never throws: `short` and `finish` tell. */

export class Writer {
	#bytes: Uint8Array;
	#view: DataView;
	#at = 0;

	constructor(length: number) {
		this.#bytes = new Uint8Array(length);
		this.#view = new DataView(this.#bytes.buffer);
	}

	uint(value: number, width: 1 | 2 | 4 | 6): this {
		if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * width))
			throw new RangeError(`${value} does not fit ${width} bytes`);
		if (width === 6) {
			this.#view.setUint16(this.#at, Math.floor(value / 2 ** 32));
			this.#view.setUint32(this.#at + 2, value % 2 ** 32);
		} else if (width === 4) this.#view.setUint32(this.#at, value);
		else if (width === 2) this.#view.setUint16(this.#at, value);
		else this.#view.setUint8(this.#at, value);
		this.#at += width;
		return this;
	}

	/** @param length what the format says the field has; absent for a field whose length was written before it */
	bytes(value: Uint8Array, length: number = value.length): this {
		if (value.length !== length) throw new RangeError(`a field of ${length} bytes was given ${value.length}`);
		this.#bytes.set(value, this.#at);
		this.#at += length;
		return this;
	}

	finish(): Uint8Array {
		if (this.#at !== this.#bytes.length) throw new RangeError('a field is missing');
		return this.#bytes;
	}
}

export class Reader {
	#bytes: Uint8Array;
	#at = 0;
	#short = false;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	uint(width: 1 | 2 | 4 | 6): number {
		if (width > this.left || this.#short) {
			this.#short = true;
			return 0;
		}
		let value = 0;
		for (const end = this.#at + width; this.#at < end; this.#at++) value = value * 256 + this.#bytes[this.#at]!;
		return value;
	}

	/** A copy: what is read outlives the frame it came in. Empty once there is too little, and from then on. */
	bytes(length: number): Uint8Array {
		if (length > this.left || this.#short) {
			this.#short = true;
			return new Uint8Array(0);
		}
		const value = new Uint8Array(this.#bytes.subarray(this.#at, this.#at + length));
		this.#at += length;
		return value;
	}

	/** As `bytes`, without the copy. */
	view(length: number): Uint8Array {
		if (length > this.left || this.#short) {
			this.#short = true;
			return new Uint8Array(0);
		}
		this.#at += length;
		return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + this.#at - length, length);
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	get short(): boolean {
		return this.#short;
	}

	/** True when every field was there and nothing follows. */
	finish(): boolean {
		return !this.#short && this.left === 0;
	}
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}

export function isZero(bytes: Uint8Array): boolean {
	for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false;
	return true;
}

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** A call has not more arguments than this in any engine. */
const AT_ONCE = 1024;

/** The form in which ids are map keys. In one piece: a text grown pair by pair is put together again whenever it is looked up. */
export function hex(bytes: Uint8Array): string {
	let text = '';
	for (let from = 0; from < bytes.length; from += AT_ONCE) {
		const codes: number[] = [];
		for (let i = from; i < Math.min(from + AT_ONCE, bytes.length); i++) codes.push(DIGITS[bytes[i]! >> 4]!, DIGITS[bytes[i]! & 15]!);
		text += String.fromCharCode.apply(undefined, codes);
	}
	return text;
}
