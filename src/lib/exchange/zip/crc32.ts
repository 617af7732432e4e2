/** CRC-32 as ZIP uses it (ISO 3309). Finds damage, proves nothing. */
const TABLE = new Uint32Array(256).map((_, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

export class Crc32 {
	#state = 0xffff_ffff;

	add(bytes: Uint8Array): void {
		let state = this.#state;
		for (let at = 0; at < bytes.length; at++) state = TABLE[(state ^ bytes[at]!) & 0xff]! ^ (state >>> 8);
		this.#state = state;
	}

	get value(): number {
		return (this.#state ^ 0xffff_ffff) >>> 0;
	}
}
