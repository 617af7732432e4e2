import { beforeAll, describe, expect, it } from 'vitest';
import { hash32, utf8 } from '../crypto/derive.ts';
import { ready } from '../crypto/sodium.ts';
import { newRecoveryCode } from '../crypto/recovery.ts';
import { Device } from './device.ts';
import { toBase64 } from './base64.ts';
import { leastStretch } from '../../../tests/support/stretch.ts';
import type { Header } from './header.ts';

const PASSPHRASE = 'rivers remember their stones';
const TODAY = '2026-11-21';
let code: string;
let header: Uint8Array;

beforeAll(async () => {
	await ready();
	code = newRecoveryCode();
	header = (await Device.create(PASSPHRASE, code, TODAY, leastStretch)).header();
});

/** What a forger can do: change anything and make the unkeyed check fit. */
function forged(change: (header: Header) => void, from = header): Uint8Array {
	const copy = JSON.parse(new TextDecoder().decode(from)) as Header;
	change(copy);
	const { v, slots, body } = copy;
	return utf8(JSON.stringify({ v, slots, body, check: toBase64(hash32('wb1/header', utf8(JSON.stringify([v, slots, body])))) }));
}

const codeOf = async (bytes: Uint8Array, passphrase = PASSPHRASE) => {
	const opened = await Device.unlock(bytes, passphrase, leastStretch);
	return opened.ok ? 'open' : opened.code;
};

async function opened(unlocking: ReturnType<typeof Device.unlock>): Promise<Device> {
	const result = await unlocking;
	if (!result.ok) throw new Error(result.code);
	return result.device;
}

describe('unlocking', () => {
	it('takes the passphrase, however its letters are composed, and the recovery code', async () => {
		expect(await codeOf(header)).toBe('open');
		expect(await codeOf(header, 'wrong')).toBe('wrong-passphrase');
		expect((await Device.unlockWithRecovery(header, code.toLowerCase().replaceAll('-', ' '))).ok).toBe(true);
		expect(await Device.unlockWithRecovery(header, newRecoveryCode())).toEqual({ ok: false, code: 'wrong-recovery-code' });
		expect(await Device.unlockWithRecovery(header, 'not a code')).toEqual({ ok: false, code: 'wrong-recovery-code' });
	});

	it('forgets the old passphrase when it is changed, and the recovery code stays', async () => {
		const device = await opened(Device.unlock(header, PASSPHRASE, leastStretch));
		(await device.newPassphrase('another one entirely', TODAY, leastStretch)).replace();
		const next = device.header();
		expect([await codeOf(next), await codeOf(next, 'another one entirely')]).toEqual(['wrong-passphrase', 'open']);
		expect((await Device.unlockWithRecovery(next, code)).ok).toBe(true);
		expect(device.methods().map(({ kind }) => kind)).toEqual(['passphrase', 'recovery']);
	});

	it('shows the recovery kit again until it was typed back', async () => {
		const device = await opened(Device.unlock(header, PASSPHRASE, leastStretch));
		expect(device.secrets.pendingKit).toBe(code);
		expect(device.knowsRecoveryCode(code)).toBe(true);
		expect(device.knowsRecoveryCode(newRecoveryCode())).toBe(false);
	});
});

describe('a tampered key header', () => {
	it('is found at any byte', async () => {
		for (let at = 0; at < header.length; at += 7) {
			const spoilt = Uint8Array.from(header);
			spoilt[at]! ^= 1;
			expect(['header-tampered', 'kdf-out-of-bounds', 'newer-version']).toContain(await codeOf(spoilt));
		}
	});

	it('opens nothing when a forger made the check fit', async () => {
		expect(await codeOf(forged((it) => (it.slots[0]!.made = '2020-01-01')))).toBe('wrong-passphrase');
		expect(await codeOf(forged((it) => (it.slots[0]!.wrapped = it.slots[1]!.wrapped)))).toBe('wrong-passphrase');
		expect(await codeOf(forged((it) => it.slots.pop()))).toBe('header-tampered');
		expect(await codeOf(forged((it) => it.slots.push({ ...it.slots[1]!, id: 'mine' })))).toBe('header-tampered');
		expect(await codeOf(forged((it) => (it.body = it.body.slice(0, -8) + 'AAAAAAAA')))).toBe('header-tampered');
	});

	it('of a newer version asks for an update instead of trying', async () => {
		expect(await codeOf(forged((it) => ((it as { v: number }).v = 3)))).toBe('newer-version');
	});

	it('that is no header at all is said to be damaged', async () => {
		for (const bytes of [new Uint8Array(0), utf8('{}'), utf8('null'), utf8('[]'), new Uint8Array([255, 254])])
			expect(await codeOf(bytes)).toBe('header-tampered');
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
	])('%s are refused before anything is computed', async (_name, change) => {
		expect(await codeOf(forged((it) => Object.assign(it.slots[0]!.kdf!, change)))).toBe('kdf-out-of-bounds');
	});

	it('a passphrase slot without parameters is refused', async () => {
		expect(await codeOf(forged((it) => delete it.slots[0]!.kdf))).toBe('kdf-out-of-bounds');
	});
});

describe('a passkey', () => {
	const LAPTOP = { credential: toBase64(new Uint8Array(16).fill(1)), salt: toBase64(new Uint8Array(32).fill(2)) };
	const KEY = { credential: toBase64(new Uint8Array(64).fill(3)), salt: toBase64(new Uint8Array(32).fill(4)) };
	const prfOf = (passkey: typeof LAPTOP) => hash32('wb1/test-authenticator', utf8(passkey.credential + passkey.salt));
	const answer = (passkey: typeof LAPTOP, credential = passkey.credential) => ({ credential, prf: prfOf(passkey) });
	const withPasskey = async (bytes: Uint8Array, passkey = LAPTOP, passphrase?: string) => {
		const result = await Device.unlockWithPasskey(bytes, answer(passkey), passphrase, leastStretch);
		return result.ok ? 'open' : result.code;
	};
	const kinds = (device: Device) => device.methods().map(({ kind }) => kind);
	const unlocked = () => opened(Device.unlock(header, PASSPHRASE, leastStretch));
	const stretched = async (device: Device, passphrase = PASSPHRASE) => (await device.stretched(passphrase, leastStretch))!;

	it('added beside the passphrase opens alone, as the passphrase still does', async () => {
		const device = await unlocked();
		expect(device.addPasskey(LAPTOP, prfOf(LAPTOP), 'this laptop', TODAY)).toBeUndefined();
		const next = device.header();
		expect([await withPasskey(next), await codeOf(next), (await Device.unlockWithRecovery(next, code)).ok]).toEqual(['open', 'open', true]);
		expect(kinds(device)).toEqual(['passphrase', 'passkey', 'recovery']);
		expect(await withPasskey(next, KEY)).toBe('wrong-passkey');
		expect((await Device.unlockWithPasskey(next, answer(KEY, LAPTOP.credential))).ok).toBe(false);
	});

	it('is called by its name only where the device is open', async () => {
		const device = await unlocked();
		device.addPasskey(LAPTOP, prfOf(LAPTOP), 'Wqxjz7c1e', TODAY);
		const next = device.header();
		expect(new TextDecoder().decode(next)).not.toContain('Wqxjz7c1e');
		const again = await opened(Device.unlockWithPasskey(next, answer(LAPTOP)));
		expect(again.methods().find(({ kind }) => kind === 'passkey')).toMatchObject({ name: 'Wqxjz7c1e', made: TODAY, revocable: true });
	});

	it('needed together with the passphrase leaves neither of them able to open alone', async () => {
		const device = await unlocked();
		device.addPasskey(KEY, prfOf(KEY), 'alone before', TODAY);
		expect(device.addPasskey(LAPTOP, prfOf(LAPTOP), 'both', TODAY, await stretched(device))).toBeUndefined();
		const next = device.header();
		expect(kinds(device)).toEqual(['both', 'recovery']);
		expect(await withPasskey(next, LAPTOP, PASSPHRASE)).toBe('open');
		expect([await codeOf(next), await withPasskey(next, KEY)]).toEqual(['wrong-passphrase', 'wrong-passkey']);
		expect([await withPasskey(next, LAPTOP), await withPasskey(next, LAPTOP, 'wrong')]).toEqual(['wrong-passphrase', 'wrong-passphrase']);
		expect((await Device.unlockWithRecovery(next, code)).ok).toBe(true);
		// Whoever is in cannot lower the bar by adding a passkey that opens alone.
		expect(device.addPasskey(KEY, prfOf(KEY), 'alone', TODAY)).toBe('needs-passphrase');
	});

	it('keeps its part when the passphrase is changed, without being asked: exactly the slots with a passphrase are sealed anew', async () => {
		const device = await unlocked();
		device.addPasskey(LAPTOP, prfOf(LAPTOP), 'one', TODAY, await stretched(device));
		device.addPasskey(KEY, prfOf(KEY), 'two', TODAY, await stretched(device));
		const slotsOf = (bytes: Uint8Array) => (JSON.parse(new TextDecoder().decode(bytes)) as Header).slots;
		const before = slotsOf(device.header());
		(await device.newPassphrase('another one entirely', TODAY, leastStretch)).replace();
		const next = device.header();
		const after = slotsOf(next);
		expect(after.map(({ kind }) => kind)).toEqual(['both', 'both', 'recovery']);
		expect(after.filter(({ wrapped }) => before.some((slot) => slot.wrapped === wrapped)).map(({ kind }) => kind)).toEqual(['recovery']);
		for (const passkey of [LAPTOP, KEY]) {
			expect(await withPasskey(next, passkey, 'another one entirely')).toBe('open');
			expect(await withPasskey(next, passkey, PASSPHRASE)).toBe('wrong-passphrase');
		}
		expect(device.methods().map(({ name }) => name)).toEqual(['two', 'one', undefined]);
	});

	it('taken away opens nothing, and the recovery code with one other way stays', async () => {
		const device = await unlocked();
		device.addPasskey(LAPTOP, prfOf(LAPTOP), 'one', TODAY);
		const [passphrase, passkey, recovery] = device.methods();
		expect(device.revoke(recovery!.id, TODAY)).toBe('last-way');
		expect(device.revoke(passphrase!.id, TODAY)).toBeUndefined();
		expect(device.methods().map(({ kind, revocable }) => [kind, revocable])).toEqual([
			['passkey', false],
			['recovery', false]
		]);
		expect(device.revoke(passkey!.id, TODAY)).toBe('last-way');
		expect([await withPasskey(device.header()), await codeOf(device.header())]).toEqual(['open', 'wrong-passphrase']);
		(await device.newPassphrase('a first one again', TODAY, leastStretch)).replace();
		expect(device.revoke(passkey!.id, TODAY)).toBeUndefined();
		expect([await withPasskey(device.header()), await codeOf(device.header(), 'a first one again')]).toEqual(['wrong-passkey', 'open']);
		expect(device.secrets.slots).toEqual({});
	});

	it('that was the last of two factors leaves the passphrase, for who knows it', async () => {
		const device = await unlocked();
		device.addPasskey(LAPTOP, prfOf(LAPTOP), 'one', TODAY, await stretched(device));
		const { id } = device.methods()[0]!;
		expect(device.revoke(id, TODAY)).toBe('needs-passphrase');
		expect(await device.stretched('wrong', leastStretch)).toBeUndefined();
		expect(device.revoke(id, TODAY, await stretched(device))).toBeUndefined();
		expect([await codeOf(device.header()), await withPasskey(device.header(), LAPTOP, PASSPHRASE)]).toEqual(['open', 'wrong-passkey']);
	});

	it('and the days of use are known to the unlocked device alone, each written once', async () => {
		const device = await unlocked();
		const { id } = device.methods()[0]!;
		expect([device.used(id, '2026-11-22'), device.used(id, '2026-11-22'), device.used('no slot', '2026-11-22')]).toEqual([
			true,
			false,
			false
		]);
		expect(new TextDecoder().decode(device.header())).not.toContain('2026-11-22');
		expect((await opened(Device.unlock(device.header(), PASSPHRASE, leastStretch))).methods()[0]).toMatchObject({ used: '2026-11-22' });
	});

	describe('threat 7: hostile slots', () => {
		let both: Uint8Array;
		let alone: Uint8Array;
		beforeAll(async () => {
			const device = await unlocked();
			device.addPasskey(LAPTOP, prfOf(LAPTOP), 'one', TODAY);
			device.addPasskey(KEY, prfOf(KEY), 'two', TODAY);
			alone = device.header();
			device.addPasskey(LAPTOP, prfOf(LAPTOP), 'one', TODAY, await stretched(device));
			both = device.header();
		});

		it.each([
			['an unknown kind', { kind: 'pin' }],
			['a kind of every object', { kind: 'constructor' }],
			['a passkey slot with a passphrase in it', { kdf: { ops: 3, mem: 2 ** 26, salt: 'A'.repeat(22) } }],
			['a passphrase slot with a passkey in it', { kind: 'passphrase' }],
			['a recovery slot with a passkey in it', { kind: 'recovery' }],
			['no credential', { passkey: { salt: LAPTOP.salt } }],
			['an empty credential', { passkey: { ...LAPTOP, credential: '' } }],
			['a credential longer than any', { passkey: { ...LAPTOP, credential: 'A'.repeat(2000) } }],
			['a short salt', { passkey: { ...LAPTOP, salt: 'AAAA' } }],
			['no passkey', { passkey: undefined }],
			['a number for a day', { made: 20261121 }],
			['no wrapped key', { wrapped: null }]
		])('%s is refused before anything is asked', async (_name, change) => {
			const hostile = forged((it) => Object.assign(it.slots[1]!, change), alone);
			expect(await codeOf(hostile)).toBe('header-tampered');
			expect(await withPasskey(hostile)).toBe('header-tampered');
		});

		it('slots of both: parameters out of bounds, or none, are refused', async () => {
			for (const change of [{ ops: 1 }, { mem: 2 ** 40 }, { salt: 'AAAA' }]) {
				expect(
					await withPasskey(
						forged((it) => Object.assign(it.slots[0]!.kdf!, change), both),
						LAPTOP,
						PASSPHRASE
					)
				).toBe('kdf-out-of-bounds');
			}
			expect(
				await withPasskey(
					forged((it) => delete it.slots[0]!.kdf, both),
					LAPTOP,
					PASSPHRASE
				)
			).toBe('kdf-out-of-bounds');
			expect(
				await withPasskey(
					forged((it) => (it.slots[0]!.kdf!.ops = 4), both),
					LAPTOP,
					PASSPHRASE
				)
			).toBe('wrong-passphrase');
		});

		it('too many slots, two of one id, and a version that does not fit its slots are refused', async () => {
			const many = forged((it) => it.slots.push(...Array.from({ length: 40 }, (_, n) => ({ ...it.slots[1]!, id: `${n}` }))), alone);
			const twins = forged((it) => (it.slots[2]!.id = it.slots[1]!.id), alone);
			const older = forged((it) => (it.v = 1), alone);
			const newer = forged((it) => (it.v = 2));
			for (const bytes of [many, twins, older, newer]) expect(await codeOf(bytes)).toBe('header-tampered');
		});

		it('swapped or changed slots open nothing', async () => {
			const swapped = forged((it) => ([it.slots[1]!.wrapped, it.slots[2]!.wrapped] = [it.slots[2]!.wrapped, it.slots[1]!.wrapped]), alone);
			expect([await withPasskey(swapped), await withPasskey(swapped, KEY), await codeOf(swapped)]).toEqual([
				'wrong-passkey',
				'wrong-passkey',
				'header-tampered'
			]);
			const salted = forged((it) => (it.slots[1]!.passkey!.salt = KEY.salt), alone);
			expect(await withPasskey(salted)).toBe('wrong-passkey');
			// The kind of a slot is bound to its key: what needed both does not open with one by being renamed.
			const renamed = forged((it) => {
				Object.assign(it.slots[0]!, { kind: 'passkey' });
				delete it.slots[0]!.kdf;
			}, both);
			expect(await withPasskey(renamed)).toBe('wrong-passkey');
			const reordered = forged((it) => it.slots.reverse(), alone);
			expect([await codeOf(reordered), await withPasskey(reordered)]).toEqual(['header-tampered', 'header-tampered']);
		});
	});
});
