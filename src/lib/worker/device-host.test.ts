import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { recoveryPair, recoverySeed, newRecoveryCode, parseRecoveryCode } from '../crypto/recovery.ts';
import { randomBytes } from '../crypto/random.ts';
import { toBase64 } from '../identity/base64.ts';
import type { NewPasskey } from '../identity/api.ts';
import { BookCommands } from './book-commands.ts';
import { answer } from './results.ts';

let device: TestDevice & { code: string };
beforeEach(async () => {
	device = await newDevice();
});
afterEach(() => {
	vi.useRealTimers();
	device.end();
});

/** An authenticator: the same bytes for its credential whenever it is asked. */
function passkey(changes: Partial<NewPasskey> = {}) {
	const prf = randomBytes(32);
	const made: NewPasskey = {
		credential: toBase64(randomBytes(16)),
		salt: toBase64(randomBytes(32)),
		evaluations: [prf.slice(), prf.slice()],
		name: ' this laptop ',
		together: false,
		...changes
	};
	return { made, answer: () => ({ credential: made.credential, prf: prf.slice() }) };
}
const refused = (work: () => Promise<unknown>) => answer(work).then((result) => !result.ok && result.error);
const kinds = () => device.host.methods.all().methods.map(({ kind, name }) => [kind, name]);

describe('a passkey', () => {
	it('is offered by the locked device only once it is there, and opens it', async () => {
		expect(await (await device.restart()).status()).toEqual({ state: 'locked' });
		const { made, answer: answers } = passkey();
		await device.host.methods.addPasskey(made, { passphrase: PASSPHRASE });
		expect(kinds()).toEqual([
			['passphrase', undefined],
			['passkey', 'this laptop'],
			['recovery', undefined]
		]);
		const locked = await device.restart();
		const { credential, salt } = made;
		expect(await locked.status()).toEqual({
			state: 'locked',
			ways: { passphrase: true, passkeys: [{ credential, salt, together: false }] }
		});
		const given = answers();
		expect(await locked.unlockWithPasskey(given)).toMatchObject({ state: 'open' });
		expect(given.prf).toEqual(new Uint8Array(32));
	});

	it('is not believed when two evaluations differ, and none of the bytes stay', async () => {
		const { made } = passkey({ evaluations: [randomBytes(32), randomBytes(32)] });
		expect(await refused(() => device.host.methods.addPasskey(made, { passphrase: PASSPHRASE }))).toMatchObject({ detail: 'not-steady' });
		expect(made.evaluations).toEqual([new Uint8Array(32), new Uint8Array(32)]);
		expect(kinds()).toHaveLength(2);
	});

	it('is added and removed only by who knows the passphrase, or has the recovery code', async () => {
		const { made } = passkey();
		expect(await refused(() => device.host.methods.addPasskey(made, { passphrase: 'wrong' }))).toMatchObject({ code: 'wrong-passphrase' });
		expect(await refused(() => device.host.methods.addPasskey(passkey().made, { recoveryCode: newRecoveryCode() }))).toMatchObject({
			code: 'wrong-recovery-code'
		});
		await device.host.methods.addPasskey(passkey().made, { recoveryCode: device.code });
		const { id } = device.host.methods.all().methods.find(({ kind }) => kind === 'passkey')!;
		expect(await refused(() => device.host.methods.revoke(id, { passphrase: 'wrong' }))).toMatchObject({ code: 'wrong-passphrase' });
		await device.host.methods.revoke(id, { passphrase: PASSPHRASE });
		expect(kinds()).toHaveLength(2);
	});

	it('needed together with the passphrase is asked for with it, and taken back by the passphrase alone', async () => {
		const { made, answer: answers } = passkey({ together: true });
		expect(
			await refused(() => device.host.methods.addPasskey(passkey({ together: true }).made, { recoveryCode: device.code }))
		).toMatchObject({
			detail: 'needs-passphrase'
		});
		await device.host.methods.addPasskey(made, { passphrase: PASSPHRASE });
		const locked = await device.restart();
		expect(await locked.status()).toMatchObject({ ways: { passphrase: false, passkeys: [{ together: true }] } });
		expect(await refused(() => locked.unlock(PASSPHRASE))).toMatchObject({ code: 'wrong-passphrase' });
		expect(await refused(() => locked.unlockWithPasskey(answers(), 'wrong'))).toMatchObject({ code: 'wrong-passphrase' });
		expect(await locked.unlockWithPasskey(answers(), PASSPHRASE)).toMatchObject({ state: 'open' });
		const { id } = locked.methods.all().methods[0]!;
		expect(await refused(() => locked.methods.revoke(id, { recoveryCode: device.code }))).toMatchObject({ detail: 'needs-passphrase' });
		await locked.methods.revoke(id, { passphrase: PASSPHRASE });
		expect(await (await device.restart()).unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
	});

	it('added in one tab stays when another changes the passphrase', async () => {
		const other = await device.restart();
		await other.unlock(PASSPHRASE);
		const { made, answer: answers } = passkey();
		await device.host.methods.addPasskey(made, { passphrase: PASSPHRASE });
		await other.methods.changePassphrase({ passphrase: PASSPHRASE }, 'another one entirely');
		const again = await device.restart();
		expect(await again.unlockWithPasskey(answers())).toMatchObject({ state: 'open' });
		expect(await again.unlock('another one entirely')).toMatchObject({ state: 'open' });
	});
});

describe('the recovery drill', () => {
	it('proves slot, seed and the log’s own entry, and remembers the day, sealed', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 21, 12) });
		expect(device.host.safety()).toEqual({ kit: { pending: true, drilled: undefined }, devices: 0 });
		expect(await device.host.confirmRecovery(newRecoveryCode())).toBe(false);
		expect(device.host.safety().kit).toMatchObject({ pending: true });
		expect(await device.host.confirmRecovery(device.code)).toBe(true);
		vi.setSystemTime(Date.UTC(2027, 2, 3, 12));
		const later = await device.restart();
		await later.unlock(PASSPHRASE);
		expect(later.safety().kit).toEqual({ pending: false, drilled: '2026-11-21' });
		expect(await later.confirmRecovery(device.code)).toBe(true);
		expect(later.safety().kit.drilled).toBe('2027-03-03');
		expect(new TextDecoder().decode(await later.open.home.store.readHeader())).not.toContain('2027-03-03');
	});

	it('asks the log: a code whose pair it does not list is not proved', async () => {
		const { workspace, home } = device.host.open;
		const pairOf = (code: string) => recoveryPair(recoverySeed(parseRecoveryCode(code)!), home.keys.wsId).id;
		expect([workspace.lists(pairOf(device.code)), workspace.lists(pairOf(newRecoveryCode()))]).toEqual([true, false]);
	});
});

describe('a new recovery kit', () => {
	it('takes the place of the old one on the device and in every workspace, and is asked for until it is on paper', async () => {
		await device.host.confirmRecovery(device.code);
		const first = device.host.open.id;
		const second = await device.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		expect(await refused(() => device.host.renewRecovery({ passphrase: 'wrong' }))).toMatchObject({ code: 'wrong-passphrase' });
		await device.host.renewRecovery({ passphrase: PASSPHRASE });
		const code = device.host.pendingKit()!;
		expect(code).not.toBe(device.code);
		const pairIn = (of: string) => recoveryPair(recoverySeed(parseRecoveryCode(of)!), device.host.open.home.keys.wsId).id;
		const listed = () => [device.host.open.workspace.lists(pairIn(device.code)), device.host.open.workspace.lists(pairIn(code))];
		expect([device.host.open.id, ...listed()]).toEqual([second, false, true]);
		await device.host.openWorkspace(first);
		expect([device.host.open.id, ...listed()]).toEqual([first, false, true]);
		expect(await device.host.open.workspace.verify()).toBeUndefined();

		const again = await device.restart();
		expect(await refused(() => again.unlockWithRecovery(device.code))).toMatchObject({ code: 'wrong-recovery-code' });
		expect(await again.unlockWithRecovery(code)).toMatchObject({ state: 'open' });
		expect(again.safety().kit).toEqual({ pending: true, drilled: undefined });
		expect(await again.confirmRecovery(code)).toBe(true);
	});
});

describe('loss', () => {
	it('of the books behind a whole key header is named, and nothing is written over what is left', async () => {
		const { home } = device.host.open;
		await home.store.clear(home.vault.ws);
		const header = await home.store.readHeader();
		const left = await device.restart();
		expect(await left.status()).toEqual({ state: 'locked' });
		expect(await refused(() => left.unlock(PASSPHRASE))).toEqual({ code: 'books-gone' });
		expect(await refused(() => left.unlockWithRecovery(device.code))).toEqual({ code: 'books-gone' });
		expect(await home.store.readHeader()).toEqual(header);
	});
});

describe('threat 48: the clock', () => {
	const NOW = Date.UTC(2026, 10, 21, 12);
	const YEAR = 365 * 86_400_000;

	it.each([
		['a year ahead', YEAR],
		['a year back', -YEAR]
	])('set %s locks nobody out, loses nothing and erases nothing', async (_name, skew) => {
		vi.useFakeTimers({ toFake: ['Date'], now: NOW });
		const ids = [await issueInvoice(device), newId()];
		await device.books().save('party', ids[1]!, aParty({ name: 'Kept' }));
		await device.host.confirmRecovery(device.code);
		const { entries } = device.host.open.workspace;

		vi.setSystemTime(NOW + skew);
		const skewed = await device.restart();
		expect(await skewed.unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
		expect(await skewed.open.workspace.verify()).toBeUndefined();
		expect(skewed.open.workspace.entries).toBe(entries);
		const moved = { ...device, host: skewed };
		expect(await skewed.confirmRecovery(device.code)).toBe(true);
		ids.push(await issueInvoice({ ...moved, books: () => booksOf(skewed) }));
		await skewed.methods.changePassphrase({ passphrase: PASSPHRASE }, 'another one entirely');

		vi.setSystemTime(NOW);
		const back = await device.restart();
		expect(await back.unlock('another one entirely')).toMatchObject({ state: 'open' });
		expect(await back.open.workspace.verify()).toBeUndefined();
		const books = booksOf(back);
		expect((await books.get('party', ids[1]!)).name).toBe('Kept');
		const numbers = [(await books.document(ids[0]!)).document.number, (await books.document(ids[2]!)).document.number];
		// Each year counts by itself, by the day on the document: both are the first of theirs.
		expect(numbers).toEqual(['F2026-0001', `F${new Date(NOW + skew).getFullYear()}-0001`]);
	});
});

function booksOf(host: TestDevice['host']) {
	const { workspace, home, id } = host.open;
	return new BookCommands(workspace, home, id);
}
