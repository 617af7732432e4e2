import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { emptyDevice, issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { fingerprint, FullDisk } from '../../../tests/support/full-store.ts';
import { answer } from './results.ts';

let disk: FullDisk;
let device: TestDevice & { code: string };
beforeEach(async () => {
	disk = new FullDisk();
	device = await newDevice(disk.wrap);
});
afterEach(() => device.end());

const stored = () => {
	const { home } = device.host.open;
	return fingerprint(home.store, home.vault.ws);
};
const seriesId = async () => (await device.books().list('series')).rows[0]!.id;

async function aDraft(): Promise<string> {
	const [party, draft] = [newId(), newId()];
	await device.books().save('party', party, aParty());
	await device.books().save('draft', draft, anInvoice({ partyId: party, seriesId: await seriesId(), issueDate: '', dueDate: '' }));
	return draft;
}

type Prepared = () => Promise<unknown>;
const COMMANDS: Record<string, () => Promise<Prepared>> = {
	'saving a record': async () => () => device.books().save('party', newId(), aParty()),
	'removing a record': async () => {
		const id = newId();
		await device.books().save('party', id, aParty());
		return () => device.books().remove('party', id);
	},
	'issuing an invoice': async () => {
		const draft = await aDraft();
		return () => device.books().issue(draft);
	},
	'saying that it was sent': async () => {
		const id = await issueInvoice(device);
		return () => device.books().addFact({ kind: 'sent', documentId: id, at: '2026-11-22', channel: 'pdf' });
	},
	'keeping a file': async () => () => device.books().putBlob(new Uint8Array(300_000).fill(7)),
	'changing the passphrase': async () => () => device.host.methods.changePassphrase({ passphrase: PASSPHRASE }, 'another one entirely'),
	'trying the recovery code': async () => () => device.host.confirmRecovery(device.code),
	'adding a passkey': async () => () => {
		const evaluation = () => new Uint8Array(32).fill(9);
		const passkey = { credential: 'AAAA', salt: 'A'.repeat(43), evaluations: [evaluation(), evaluation()] as [Uint8Array, Uint8Array] };
		return device.host.methods.addPasskey({ ...passkey, name: 'key', together: false }, { passphrase: PASSPHRASE });
	},
	'checking the books and building their rows again': async () => () => device.host.open.workspace.verify()
};

describe('on a full disk', () => {
	it.each(Object.entries(COMMANDS))('%s says so, leaves nothing half written, and works once there is room', async (name, prepare) => {
		const command = await prepare();
		const before = await stored();
		disk.fill();
		expect(await answer(command)).toEqual({ ok: false, error: { code: 'storage-full' } });
		expect(disk.free()).toBeGreaterThan(0);
		expect(await stored()).toBe(before);

		expect(await answer(command)).toMatchObject({ ok: true });
		const restarted = await device.restart();
		const passphrase = name === 'changing the passphrase' ? 'another one entirely' : PASSPHRASE;
		expect(await restarted.unlock(passphrase)).toMatchObject({ state: 'open' });
		expect(await restarted.open.workspace.verify()).toBeUndefined();
	});

	it('the books open and are read', async () => {
		await issueInvoice(device);
		disk.fill();
		const restarted = await device.restart();
		expect(await restarted.unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
		expect(restarted.open.workspace.list('document').size).toBe(1);
		disk.free();
	});

	it('a save that needs several writes and finds room for some leaves books that are whole, and that open before there is room', async () => {
		const id = await issueInvoice(device);
		for (let room = 1; ; room++) {
			disk.fill(room);
			const outcome = await answer(() => device.host.open.workspace.verify());
			const failed = disk.free();
			if (failed === 0) {
				expect(outcome.ok).toBe(true);
				break;
			}
			expect(outcome).toEqual({ ok: false, error: { code: 'storage-full' } });
			const full = await device.restart();
			disk.fill();
			expect(await full.unlock(PASSPHRASE), `room for ${room}`).toMatchObject({ state: 'open' });
			expect(full.open.workspace.list('document').size).toBe(1);
			expect((await full.open.workspace.read(id))?.frozen).toBeDefined();
			expect(await answer(() => full.addWorkspace({ business: aBusiness(), series: [] }))).toMatchObject({ ok: false });
			disk.free();
			const restarted = await device.restart();
			await restarted.unlock(PASSPHRASE);
			expect(await restarted.open.workspace.verify()).toBeUndefined();
			expect(restarted.open.workspace.list('document').get(id)).toBeDefined();
		}
	});

	it('a device that could not be founded is not there, and is founded once there is room', async () => {
		const empty = new FullDisk();
		const fresh = await emptyDevice(empty.wrap);
		const input = { passphrase: PASSPHRASE, business: aBusiness(), series: [] };
		for (let room = 0; ; room++) {
			empty.fill(room);
			const outcome = await answer(() => fresh.host.create(input));
			if (empty.free() === 0) {
				expect(outcome.ok).toBe(true);
				break;
			}
			expect(outcome).toEqual({ ok: false, error: { code: 'storage-full' } });
			expect(await (await fresh.restart()).status()).toEqual({ state: 'empty' });
		}
		expect(await fresh.host.status()).toMatchObject({ state: 'open' });
		fresh.end();
	});
});
