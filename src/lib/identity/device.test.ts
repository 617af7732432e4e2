import { beforeAll, describe, expect, it } from 'vitest';
import { hash32, utf8 } from '../crypto/derive.ts';
import { ready } from '../crypto/sodium.ts';
import { newRecoveryCode } from '../crypto/recovery.ts';
import { Device } from './device.ts';
import { toBase64, type Header } from './header.ts';

const PASSPHRASE = 'rivers remember their stones';
const TODAY = '2026-11-21';
let code: string;
let header: Uint8Array;

beforeAll(async () => {
	await ready();
	code = newRecoveryCode();
	header = Device.create(PASSPHRASE, code, TODAY).header();
});

const parsed = () => JSON.parse(new TextDecoder().decode(header)) as Header;

/** What a forger can do: change anything and make the unkeyed check fit. */
function forged(change: (header: Header) => void): Uint8Array {
	const copy = parsed();
	change(copy);
	const { v, slots, body } = copy;
	return utf8(JSON.stringify({ v, slots, body, check: toBase64(hash32('wb1/header', utf8(JSON.stringify([v, slots, body])))) }));
}

const codeOf = (bytes: Uint8Array, passphrase = PASSPHRASE) => {
	const opened = Device.unlock(bytes, passphrase);
	return opened.ok ? 'open' : opened.code;
};

describe('unlocking', () => {
	it('takes the passphrase, however its letters are composed, and the recovery code', () => {
		expect(codeOf(header)).toBe('open');
		expect(codeOf(header, 'wrong')).toBe('wrong-passphrase');
		expect(Device.unlockWithRecovery(header, code.toLowerCase().replaceAll('-', ' ')).ok).toBe(true);
		expect(Device.unlockWithRecovery(header, newRecoveryCode())).toEqual({ ok: false, code: 'wrong-recovery-code' });
		expect(Device.unlockWithRecovery(header, 'not a code')).toEqual({ ok: false, code: 'wrong-recovery-code' });
	});

	it('forgets the old passphrase when it is changed, and the recovery code stays', () => {
		const opened = Device.unlock(header, PASSPHRASE);
		if (!opened.ok) throw new Error(opened.code);
		opened.device.setPassphrase('another one entirely', TODAY);
		const next = opened.device.header();
		expect([codeOf(next), codeOf(next, 'another one entirely'), Device.unlockWithRecovery(next, code).ok]).toEqual([
			'wrong-passphrase',
			'open',
			true
		]);
		expect(opened.device.methods().map(({ kind }) => kind)).toEqual(['passphrase', 'recovery']);
	});

	it('shows the recovery kit again until it was typed back', () => {
		const opened = Device.unlock(header, PASSPHRASE);
		expect(opened.ok && opened.device.secrets.pendingKit).toBe(code);
		expect(opened.ok && opened.device.knowsRecoveryCode(code)).toBe(true);
		expect(opened.ok && opened.device.knowsRecoveryCode(newRecoveryCode())).toBe(false);
	});
});

describe('a tampered key header', () => {
	it('is found at any byte', () => {
		for (let at = 0; at < header.length; at += 7) {
			const spoilt = Uint8Array.from(header);
			spoilt[at]! ^= 1;
			expect(['header-tampered', 'kdf-out-of-bounds', 'newer-version']).toContain(codeOf(spoilt));
		}
	});

	it('opens nothing when a forger made the check fit', () => {
		expect(codeOf(forged((it) => (it.slots[0]!.made = '2020-01-01')))).toBe('wrong-passphrase');
		expect(codeOf(forged((it) => (it.slots[0]!.wrapped = it.slots[1]!.wrapped)))).toBe('wrong-passphrase');
		expect(codeOf(forged((it) => it.slots.pop()))).toBe('header-tampered');
		expect(codeOf(forged((it) => it.slots.push({ ...it.slots[1]!, id: 'mine' })))).toBe('header-tampered');
		expect(codeOf(forged((it) => (it.body = it.body.slice(0, -8) + 'AAAAAAAA')))).toBe('header-tampered');
	});

	it('of a newer version asks for an update instead of trying', () => {
		expect(codeOf(forged((it) => ((it as { v: number }).v = 2)))).toBe('newer-version');
	});

	it('that is no header at all is said to be damaged', () => {
		for (const bytes of [new Uint8Array(0), utf8('{}'), utf8('null'), utf8('[]'), new Uint8Array([255, 254])])
			expect(codeOf(bytes)).toBe('header-tampered');
	});
});

describe('threat 7: hostile key derivation parameters in the header', () => {
	it.each([
		['cheap passes', { ops: 1 }],
		['no passes', { ops: 0 }],
		['little memory', { mem: 8192 }],
		['memory that would end the tab', { mem: 2 ** 40 }],
		['passes without end', { ops: 2 ** 31 }],
		['fractions', { ops: 3.5 }],
		['a short salt', { salt: 'AAAA' }],
		['no number', { ops: NaN }]
	])('%s are refused before anything is computed', (_name, change) => {
		expect(codeOf(forged((it) => Object.assign(it.slots[0]!.kdf!, change)))).toBe('kdf-out-of-bounds');
	});

	it('a passphrase slot without parameters is refused', () => {
		expect(codeOf(forged((it) => delete it.slots[0]!.kdf))).toBe('kdf-out-of-bounds');
	});
});
