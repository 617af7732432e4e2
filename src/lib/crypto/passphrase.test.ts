import { beforeAll, describe, expect, it } from 'vitest';
import { CEILING, FLOOR, calibrate, checkParams, newParams, stretch, type KdfParams } from './passphrase.ts';
import { ready } from './sodium.ts';

beforeAll(ready);

const MIB = 1024 * 1024;
const salt = new Uint8Array(16).fill(7);
const sound: KdfParams = { alg: 'argon2id13', ops: 3, mem: 64 * MIB, salt };

describe('threat 7: parameters from a header or an import', () => {
	it.each([
		['no passes', { ops: 0 }],
		['one pass', { ops: 1 }],
		['one below the floor', { ops: 2 }],
		['one above the ceiling', { ops: 17 }],
		['2^32 passes', { ops: 2 ** 32 }],
		['minus three passes', { ops: -3 }],
		['half a pass', { ops: 3.5 }],
		['NaN passes', { ops: NaN }],
		['endless passes', { ops: Infinity }],
		['passes as text', { ops: '3' }],
		['no memory', { mem: 0 }],
		['the least libsodium takes', { mem: 8192 }],
		['a byte below the floor', { mem: 64 * MIB - 1 }],
		['a block below the floor', { mem: 64 * MIB - 1024 }],
		['a block above the ceiling', { mem: 512 * MIB + 1024 }],
		['4 GiB', { mem: 2 ** 32 }],
		['2^53 bytes', { mem: 2 ** 53 }],
		['memory that is not whole blocks', { mem: 64 * MIB + 1 }],
		['NaN memory', { mem: NaN }],
		['memory as text', { mem: '67108864' }],
		['memory as a bigint', { mem: 67108864n }],
		['another algorithm', { alg: 'argon2i13' }],
		['no algorithm', { alg: undefined }],
		['plain scrypt', { alg: 'scrypt' }],
		['no salt', { salt: undefined }],
		['an empty salt', { salt: new Uint8Array() }],
		['a short salt', { salt: new Uint8Array(15) }],
		['a long salt', { salt: new Uint8Array(17) }],
		['a salt that is a list', { salt: Array.from(salt) }],
		['a salt that is text', { salt: '0123456789abcdef' }]
	])('refuses %s before it stretches anything', (_, change) => {
		const params = { ...sound, ...change } as unknown as KdfParams;
		expect(checkParams(params)).toBe('kdf-out-of-bounds');
		expect(() => stretch('correct horse', params)).toThrow('kdf-out-of-bounds');
	});
	it.each([
		['the floor', FLOOR],
		['the ceiling', CEILING],
		['something between', { ops: 4, mem: 256 * MIB }]
	])('takes %s', (_, cost) => {
		expect(checkParams({ ...sound, ...cost })).toBe('ok');
	});
});

describe('stretching', () => {
	it('depends on passphrase and salt', () => {
		const keys = [
			stretch('correct horse', sound),
			stretch('correct horsf', sound),
			stretch('correct horse', { ...sound, salt: new Uint8Array(16) })
		];
		expect(new Set(keys.map(String)).size).toBe(3);
		expect(stretch('correct horse', sound)).toEqual(keys[0]);
	}, 60_000);
	it('draws a new salt each time', () => {
		const [a, b] = [newParams(FLOOR), newParams(FLOOR)];
		expect(a).toMatchObject({ alg: 'argon2id13', ...FLOOR });
		expect(a.salt).not.toEqual(b.salt);
		expect(checkParams(a)).toBe('ok');
	});
});

describe('calibration', () => {
	/** A clock by which each measured run takes so many milliseconds. */
	const clock = (...runs: number[]) => {
		let now = 0;
		let reading = 0;
		return () => (reading++ % 2 === 0 ? now : (now += runs[(reading - 2) / 2] ?? expect.unreachable('one run more than expected')));
	};
	it.each([
		['stays at the floor on a slow device', [1500], { ops: 3, mem: 64 * MIB }],
		['spends what memory leaves over on passes', [400, 900], { ops: 3, mem: 128 * MIB }],
		['adds a pass where doubling would take too long', [600], { ops: 5, mem: 64 * MIB }],
		['keeps memory where doubling took longer than it should', [450, 1800], { ops: 6, mem: 64 * MIB }],
		['never goes beyond the ceiling', [1, 2, 4], { ops: 16, mem: 256 * MIB }]
	])(
		'%s',
		(_, runs, cost) => {
			const chosen = calibrate(1000, clock(...runs));
			expect(chosen).toEqual(cost);
			expect(checkParams({ ...sound, ...chosen })).toBe('ok');
		},
		60_000
	);
});
