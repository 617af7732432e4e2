/** Plain base64 (RFC 4648, padded) of files of any size. */
const AT_ONCE = 0x3000;

export function toBase64(bytes: Uint8Array): string {
	let text = '';
	// A multiple of three, so that the pieces join without padding between them.
	for (let at = 0; at < bytes.length; at += AT_ONCE) text += btoa(String.fromCharCode(...bytes.subarray(at, at + AT_ONCE)));
	return text;
}

/** Undefined for what is no base64. */
export function fromBase64(text: string): Uint8Array | undefined {
	try {
		const binary = atob(text);
		const bytes = new Uint8Array(binary.length);
		for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
		return bytes;
	} catch {
		return undefined;
	}
}
