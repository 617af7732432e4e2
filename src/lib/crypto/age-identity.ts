/**
 * The recovery code as an identity of the age file format, so that the `age` tool opens a backup with nothing of ours.
 *
 *     X25519 secret = subkey 3 of the recovery seed, context "wb1recov"
 *     identity      = Bech32 of it with the prefix "age-secret-key-", upper case      (age-encryption.org/v1)
 */
import type { KdfKey } from './brands.ts';
import { deriveKey } from './derive.ts';

const CONTEXT = 'wb1recov';
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECK = 6;

/** AGE-SECRET-KEY-1… */
export function ageIdentity(seed: KdfKey): string {
	return bech32('age-secret-key-', deriveKey(seed, 3, CONTEXT)).toUpperCase();
}

function bech32(prefix: string, bytes: Uint8Array): string {
	const words = fiveBits(bytes);
	const expanded = [
		...[...prefix].map((letter) => letter.charCodeAt(0) >> 5),
		0,
		...[...prefix].map((letter) => letter.charCodeAt(0) & 31)
	];
	const sum = polymod([...expanded, ...words, ...new Array<number>(CHECK).fill(0)]) ^ 1;
	const check = Array.from({ length: CHECK }, (_, index) => (sum >>> (5 * (CHECK - 1 - index))) & 31);
	return `${prefix}1${[...words, ...check].map((word) => ALPHABET[word]).join('')}`;
}

function polymod(words: number[]): number {
	let sum = 1;
	for (const word of words) {
		const top = sum >>> 25;
		sum = ((sum & 0x1ffffff) << 5) ^ word;
		GENERATOR.forEach((value, bit) => {
			if ((top >>> bit) & 1) sum ^= value;
		});
	}
	return sum;
}

function fiveBits(bytes: Uint8Array): number[] {
	const words: number[] = [];
	let held = 0;
	let bits = 0;
	for (const byte of bytes) {
		held = ((held << 8) | byte) & 0xfff;
		bits += 8;
		for (; bits >= 5; bits -= 5) words.push((held >> (bits - 5)) & 31);
	}
	if (bits > 0) words.push((held << (5 - bits)) & 31);
	return words;
}
