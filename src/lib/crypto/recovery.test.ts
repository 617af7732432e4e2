import fc from '../../../tests/support/property.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from './random.ts';
import { formatRecoveryCode, newRecoveryCode, parseRecoveryCode, recoveryPair, recoverySeed, recoverySlotKey } from './recovery.ts';
import { ready } from './sodium.ts';

beforeAll(ready);

const twenty = fc.uint8Array({ minLength: 20, maxLength: 20 });

describe('the recovery code', () => {
	it('is nine groups of four symbols without I, L, O and U', () => {
		const code = newRecoveryCode();
		expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
		expect(newRecoveryCode()).not.toBe(code);
	});
	it('gives back its 160 bits', () => {
		fc.assert(
			fc.property(twenty, (secret) => {
				expect(parseRecoveryCode(formatRecoveryCode(secret))).toEqual(secret);
			})
		);
	});
	it('is read as people write it', () => {
		const code = formatRecoveryCode(new Uint8Array(20).fill(0b00000_000));
		const secret = parseRecoveryCode(code);
		expect(secret).toEqual(new Uint8Array(20));
		for (const written of [
			code.toLowerCase(),
			code.replaceAll('-', ''),
			code.replaceAll('-', ' '),
			code.replaceAll('-', ' – '),
			`  ${code}\n`,
			code.replaceAll('0', 'O'),
			code.replaceAll('0', 'o')
		]) {
			expect(parseRecoveryCode(written), written).toEqual(secret);
		}
		const ones = formatRecoveryCode(
			Uint8Array.from({ length: 20 }, (_, i) => [0b00001_000, 0b01_00001_0, 0b0001_0000, 0b1_00001_00, 0b001_00001][i % 5]!)
		);
		for (const written of [ones.replaceAll('1', 'I'), ones.replaceAll('1', 'l')])
			expect(parseRecoveryCode(written)).toEqual(parseRecoveryCode(ones));
		expect(parseRecoveryCode(ones)).toBeDefined();
	});
	it('mistyped in one symbol, or with two symbols swapped, is noticed', () => {
		const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
		// A wrong symbol passes once in 2^20; this code was chosen once, so the answer is always the same.
		const code = formatRecoveryCode(Uint8Array.from({ length: 20 }, (_, i) => i * 13 + 5));
		const plain = code.replaceAll('-', '');
		for (let at = 0; at < plain.length; at++) {
			for (const symbol of symbols) {
				if (symbol === plain[at]) continue;
				expect(parseRecoveryCode(plain.slice(0, at) + symbol + plain.slice(at + 1))).toBeUndefined();
			}
			const swapped = plain.slice(0, at) + (plain[at + 1] ?? '') + plain[at] + plain.slice(at + 2);
			if (swapped !== plain) expect(parseRecoveryCode(swapped)).toBeUndefined();
		}
	});
	it.each(['', 'ABCD', 'UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU', '*'.repeat(36), '0'.repeat(10_000)])('refuses %j', (text) => {
		expect(parseRecoveryCode(text)).toBeUndefined();
	});
	it('never throws', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => parseRecoveryCode(text) === undefined));
	});
});

describe('what follows from the code', () => {
	it('is the same each time, and another for another code or workspace', () => {
		const seed = recoverySeed(new Uint8Array(20).fill(1));
		const other = recoverySeed(new Uint8Array(20).fill(2));
		const [here, there] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
		expect(recoveryPair(seed, here)).toEqual(recoveryPair(seed, here));
		const secrets = [recoveryPair(seed, here), recoveryPair(seed, there), recoveryPair(other, here)];
		const all = [
			...secrets.flatMap(({ sign, box }) => [sign.publicKey, sign.secretKey, box.secretKey]),
			recoverySlotKey(seed),
			recoverySlotKey(other)
		];
		expect(new Set(all.map(String)).size).toBe(all.length);
	});
	it('needs all of it', () => {
		expect(() => recoverySeed(randomBytes(19))).toThrow(RangeError);
	});
});
