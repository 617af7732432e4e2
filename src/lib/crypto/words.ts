/**
 * Bytes as words that can be read out by phone in any language: proquints, 16 bits each, consonant-vowel-consonant-vowel-consonant
 * ("lusab babad"). No word list to load and none to translate.
 */
import { randomBytes } from './random.ts';
import { wipe } from './wipe.ts';

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';
/** 80 bits. */
const PASSPHRASE_WORDS = 5;

/** The first 16 × `count` bits, for two people to compare. */
export function fingerprintWords(hash: Uint8Array, count = 6): string[] {
	if (hash.length < count * 2) throw new RangeError('too few bytes for the words asked for');
	const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
	return Array.from({ length: count }, (_, i) => proquint(view.getUint16(i * 2)));
}

export function generatePassphrase(): string {
	const entropy = randomBytes(PASSPHRASE_WORDS * 2);
	const words = fingerprintWords(entropy, PASSPHRASE_WORDS);
	wipe(entropy);
	return words.join(' ');
}

function proquint(bits: number): string {
	const consonant = (shift: number) => CONSONANTS.charAt((bits >> shift) & 15);
	const vowel = (shift: number) => VOWELS.charAt((bits >> shift) & 3);
	return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}
