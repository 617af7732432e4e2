import { describe, expect, it } from 'vitest';
import { fingerprintWords, generatePassphrase } from './words.ts';

describe('words', () => {
	// The examples of the proposal for proquints (Wilkerson, 2009).
	it.each([
		[[127, 0, 0, 1], 'lusab babad'],
		[[63, 84, 220, 193], 'gutih tugad'],
		[[140, 98, 193, 141], 'mudof sakat'],
		[[64, 255, 6, 200], 'haguz biram'],
		[[147, 67, 119, 2], 'natag lisaf']
	])('%j are %s', (bytes, words) => {
		expect(fingerprintWords(Uint8Array.from(bytes), 2).join(' ')).toBe(words);
	});
	it('of a hash are six, and show its first 96 bits only', () => {
		const hash = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
		expect(fingerprintWords(hash)).toHaveLength(6);
		expect(fingerprintWords(hash.fill(0, 12))).toEqual(fingerprintWords(hash));
	});
	it('differ for any two values', () => {
		const all = Array.from({ length: 65_536 }, (_, i) => fingerprintWords(Uint8Array.of(i >> 8, i & 255), 1)[0]);
		expect(new Set(all).size).toBe(65_536);
	});
	it('are not made of bytes that are not there', () => {
		expect(() => fingerprintWords(new Uint8Array(11))).toThrow(RangeError);
	});
	it('make a passphrase of 80 bits that can be spoken', () => {
		const made = new Set(Array.from({ length: 500 }, generatePassphrase));
		expect(made.size).toBe(500);
		const word = '[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]';
		for (const passphrase of made) expect(passphrase).toMatch(new RegExp(`^${word}( ${word}){4}$`));
	});
});
