/** Byte helpers that several files of this folder need; joining is `concat` of crypto/derive.ts. */
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += PAIRS[byte];
	return text;
}

/** Throws on anything that is not an even run of hex digits: ids come from our own code. */
export function fromHex(text: string): Uint8Array {
	if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new RangeError('not hexadecimal');
	const bytes = new Uint8Array(text.length / 2);
	for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
	return bytes;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Gives the memory of bytes that nobody looks at any more back at once: engines wait for tens of megabytes of them before they look. */
export function release({ buffer }: Uint8Array): void {
	if (buffer instanceof ArrayBuffer && 'transfer' in buffer) buffer.transfer(0);
}
