/** Size of a PNG in pixels, from its header; undefined for anything that is none. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
	const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
	if (bytes.length < 33 || signature.some((byte, i) => bytes[i] !== byte)) return undefined;
	const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const size = { width: header.getUint32(16), height: header.getUint32(20) };
	return size.width > 0 && size.height > 0 ? size : undefined;
}
