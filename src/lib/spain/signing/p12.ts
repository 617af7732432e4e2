/**
 * Keys and certificates out of a file of PKCS#12 (RFC 7292). Those that FNMT and browsers wrote for years are encrypted with 3DES and RC2, which no
 * browser offers to programs: node-forge has them. It opens the file and nothing else; signing is WebCrypto's.
 */
import forge, { type Bag } from 'node-forge/lib/forge.js';
import 'node-forge/lib/pkcs12.js';
import 'node-forge/lib/sha512.js';
import { KeyFileRefused } from './problem.ts';

export interface KeyFile {
	/** PKCS#8. */
	keys: Uint8Array<ArrayBuffer>[];
	/** DER. */
	certificates: Uint8Array<ArrayBuffer>[];
}

const LARGEST = 1024 * 1024;

// PBKDF2 takes the bytes of the text (RFC 8018, 3: UTF-8), the older way of PKCS#12 its UTF-16: the library hands the same string to both.
const { pbkdf2 } = forge.pkcs5;
forge.pkcs5.pbkdf2 = (password, ...rest) => pbkdf2(forge.util.encodeUtf8(password), ...rest);

/** @throws KeyFileRefused */
export function openKeyFile(file: Uint8Array, password: string): KeyFile {
	if (file.length > LARGEST) throw new KeyFileRefused('no-key-file');
	const bags = bagsOf(file, password);
	const keys = bags.filter(({ key }) => key !== undefined).map(pkcs8Of);
	if (keys.length === 0) throw new KeyFileRefused('no-key');
	return { keys, certificates: bags.filter(({ cert }) => cert !== undefined).map(certificateOf) };
}

function bagsOf(file: Uint8Array, password: string): Bag[] {
	let read;
	try {
		read = forge.asn1.fromDer(binary(file));
	} catch (cause) {
		throw new KeyFileRefused('no-key-file', { cause });
	}
	try {
		return forge.pkcs12.pkcs12FromAsn1(read, false, password).safeContents.flatMap(({ safeBags }) => safeBags);
	} catch (cause) {
		const said = cause instanceof Error ? cause.message : '';
		if (/Cannot read PKCS#12 PFX|of version other/.test(said)) throw new KeyFileRefused('no-key-file', { cause });
		const isSealed = Array.isArray(read.value) && read.value.length > 2;
		// Where no code over the whole tells, a wrong password shows as nonsense after decryption.
		if (/Invalid password/.test(said) || (!isSealed && !/[Uu]nsupported/.test(said))) throw new KeyFileRefused('password', { cause });
		throw new KeyFileRefused('unsupported', { cause });
	}
}

function pkcs8Of({ key, asn1 }: Bag): Uint8Array<ArrayBuffer> {
	const node = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1!;
	return bytes(forge.asn1.toDer(node).getBytes());
}

function certificateOf({ cert, asn1 }: Bag): Uint8Array<ArrayBuffer> {
	return bytes(forge.asn1.toDer(cert ? forge.pki.certificateToAsn1(cert) : asn1!).getBytes());
}

function binary(from: Uint8Array): string {
	return Array.from(from, (byte) => String.fromCharCode(byte)).join('');
}

function bytes(from: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(from, (character) => character.charCodeAt(0));
}
