/** Byte helpers that several files of this folder need; joining is `concat` of crypto/derive.ts. */
export { equal as equalBytes, hex as toHex } from '../../../sync-server/protocol/bytes.ts';

/** Throws on anything that is not an even run of hex digits: ids come from our own code. */
export function fromHex(text: string): Uint8Array {
	if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new RangeError('not hexadecimal');
	const bytes = new Uint8Array(text.length / 2);
	for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
	return bytes;
}

/** Gives the memory of bytes that nobody looks at any more back at once: engines wait for tens of megabytes of them before they look. */
export function release({ buffer }: Uint8Array): void {
	if (buffer instanceof ArrayBuffer && 'transfer' in buffer) buffer.transfer(0);
}
