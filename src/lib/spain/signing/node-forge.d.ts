/** What is used of node-forge. Strings hold bytes, one for each character. */
declare module 'node-forge/lib/forge.js' {
	interface Asn1 {
		tagClass: number;
		type: number;
		constructed: boolean;
		/** BMPString alone is text already. */
		value: string | Asn1[];
	}
	interface Bag {
		/** Null where the key or certificate is of a kind that the library does not know: `asn1` is there instead. */
		key?: object | null;
		cert?: object | null;
		asn1?: Asn1;
	}
	const forge: {
		asn1: {
			fromDer(bytes: string, options?: { parseAllBytes?: boolean }): Asn1;
			toDer(node: Asn1): { getBytes(): string };
			derToOid(bytes: string): string;
		};
		pki: {
			certificateToAsn1(certificate: object): Asn1;
			privateKeyToAsn1(key: object): Asn1;
			wrapRsaPrivateKey(key: Asn1): Asn1;
		};
		pkcs5: { pbkdf2(password: string, ...rest: unknown[]): string };
		pkcs12: { pkcs12FromAsn1(node: Asn1, strict: boolean, password: string): { safeContents: { safeBags: Bag[] }[] } };
		util: { encodeUtf8(text: string): string };
	};
	export type { Asn1, Bag };
	export default forge;
}
declare module 'node-forge/lib/pkcs12.js';
declare module 'node-forge/lib/sha512.js';
