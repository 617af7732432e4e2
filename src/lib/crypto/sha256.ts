/** For what others compare with tools of their own; what only Waxbill reads is hashed with BLAKE2b. In hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
