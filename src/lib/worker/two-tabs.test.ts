/** What one tab does to keys and books while another, unlocked before it, goes on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { FullDisk } from '../../../tests/support/full-store.ts';
import { emptyDevice, issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { parseRecoveryCode, recoveryPair, recoverySeed } from '../crypto/recovery.ts';
import { headKey } from '../workspace/home.ts';
import { BackupHost } from './backup-host.ts';
import { BookCommands } from './book-commands.ts';
import type { Store } from '../storage/store.ts';
import type { DeviceHost } from './device-host.ts';
import { answer } from './results.ts';
import { RestoreHost } from './restore-host.ts';

let device: TestDevice & { code: string };
let other: DeviceHost;
beforeEach(async () => {
	device = await newDevice();
	other = await device.restart();
	await other.unlock(PASSPHRASE);
});
afterEach(() => device.end());

const booksOf = ({ open: { workspace, home, id } }: DeviceHost) => new BookCommands(workspace, home, id);
const refused = (work: () => Promise<unknown>) => answer(work).then((result) => !result.ok && result.error);

describe('a recovery code replaced in one tab', () => {
	it('keeps nobody from saving in the other, and its backups open with the new code', async () => {
		await device.host.renewRecovery({ passphrase: PASSPHRASE });
		const code = device.host.pendingKit()!;
		const id = newId();
		await booksOf(other).save('party', id, aParty());
		const { file } = await new BackupHost(other).make(undefined);
		const bob = await emptyDevice();
		try {
			const restore = new RestoreHost(bob.host);
			const { workspaces } = await restore.look(file!, { code });
			const ids = workspaces.map((each) => each.id);
			expect(await restore.restore({ file: file!, secret: { code }, workspaces: ids, passphrase: 'other words 17' })).toMatchObject({
				readOnly: []
			});
			expect(await bob.books().get('party', id)).toMatchObject({ name: aParty().name });
		} finally {
			bob.end();
		}
	});

	it('admits to all books of a backup, also to those that nobody opened since', async () => {
		const second = await device.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		await device.host.renewRecovery({ passphrase: PASSPHRASE });
		const code = device.host.pendingKit()!;
		const { file } = await new BackupHost(device.host).make(undefined);
		expect(device.host.open.id).toBe(second);
		const bob = await emptyDevice();
		try {
			const restore = new RestoreHost(bob.host);
			const workspaces = (await restore.look(file!, { code })).workspaces.map(({ id }) => id);
			expect(workspaces).toHaveLength(2);
			expect(await restore.restore({ file: file!, secret: { code }, workspaces, passphrase: PASSPHRASE })).toMatchObject({ readOnly: [] });
		} finally {
			bob.end();
		}
	});

	it('leaves no backup behind that counts, in either tab', async () => {
		await new BackupHost(other).make(undefined);
		expect(await new BackupHost(device.host).last()).toMatchObject({ verified: { place: 'download' }, changesSince: 0 });
		await device.host.renewRecovery({ passphrase: PASSPHRASE });
		const state = await new BackupHost(other).last();
		expect([state.verified, state.changesSince]).toEqual([undefined, device.host.open.workspace.entries]);
		await new BackupHost(other).make('heron again 17');
		await device.host.renewRecovery({ passphrase: PASSPHRASE });
		expect(await new BackupHost(other).last()).toMatchObject({ verified: { place: 'download' } });
	});

	it('only in part, for want of room, does no harm to what it seals later', async () => {
		const disk = new FullDisk();
		const full = await newDevice(disk.wrap);
		try {
			const second = await full.restart();
			await second.unlock(PASSPHRASE);
			// The header has room, the log has none.
			disk.fill(1);
			await expect(second.renewRecovery({ passphrase: PASSPHRASE })).rejects.toThrow('full');
			disk.free();
			await full.host.renewRecovery({ passphrase: PASSPHRASE });
			const id = newId();
			await booksOf(second).save('party', id, aParty());
			await full.host.open.workspace.follow();
			expect(await full.host.open.workspace.verify()).toBeUndefined();
			expect(await full.books().get('party', id)).toMatchObject({ name: aParty().name });
		} finally {
			full.end();
		}
	});

	it('is listed by books made in the other', async () => {
		await device.host.renewRecovery({ passphrase: PASSPHRASE });
		await other.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		const listed = (code: string) =>
			other.open.workspace.lists(recoveryPair(recoverySeed(parseRecoveryCode(code)!), other.open.home.keys.wsId).id);
		expect([listed(device.code), listed(device.host.pendingKit()!)]).toEqual([false, true]);
	});

	it('is what the other asks for: the old one proves nothing there', async () => {
		await device.host.renewRecovery({ passphrase: PASSPHRASE });
		const code = device.host.pendingKit()!;
		expect(await other.confirmRecovery(device.code)).toBe(false);
		expect(other.pendingKit()).toBe(code);
		expect(await refused(() => other.methods.changePassphrase({ recoveryCode: device.code }, 'heron again 17'))).toMatchObject({
			code: 'wrong-recovery-code'
		});
	});
});

describe('a picture that is not whole on the device', () => {
	it('is missing from the backup, and remembered to be', async () => {
		const { store, vault } = device.host.open.home;
		await device.books().putBlob(new Uint8Array(100_000).fill(7));
		await new BackupHost(device.host).make(undefined);
		expect((await new BackupHost(other).last()).verified).toMatchObject({ left: 0 });
		for await (const rows of store.all('blob', vault.ws, 10)) {
			const chunk = rows.find(({ bytes }) => bytes.length > 10_000)!;
			await store.write({ deletes: [{ table: 'blob', ws: vault.ws, key: chunk.key }] }, 'strict');
			break;
		}
		await new BackupHost(device.host).make(undefined);
		expect((await new BackupHost(other).last()).verified).toMatchObject({ left: 1 });
	});
});

describe('a workspace deleted in one tab', () => {
	it('takes no other along that was added in the other tab', async () => {
		const first = device.host.open.id;
		const added = await device.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		await other.deleteWorkspace(first);
		const again = await device.restart();
		expect(await again.unlock(PASSPHRASE)).toMatchObject({ state: 'open', current: added, workspaces: [{ id: added }] });
	});

	it('undoes nothing that the other tab did to the ways to unlock', async () => {
		const second = await other.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		await device.host.methods.changePassphrase({ passphrase: PASSPHRASE }, 'heron again 17');
		await other.deleteWorkspace(second);
		const again = await device.restart();
		expect(await refused(() => again.unlock(PASSPHRASE))).toMatchObject({ code: 'wrong-passphrase' });
		expect(await again.unlock('heron again 17')).toMatchObject({ state: 'open' });
	});

	it('does not make up for changes elsewhere that are in no backup', async () => {
		const second = await device.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		await new BackupHost(device.host).make(undefined);
		await device.host.deleteWorkspace(second);
		await device.books().save('party', newId(), aParty());
		expect(await new BackupHost(device.host).last()).toMatchObject({ changesSince: 1 });
	});

	it('is not written to again by the other', async () => {
		const { id, home } = other.open;
		await device.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		await device.host.deleteWorkspace(id);
		expect(await refused(() => booksOf(other).save('party', newId(), aParty()))).toMatchObject({ code: 'books-gone' });
		await other.open.workspace.follow().catch(() => undefined);
		for (const table of ['log', 'record', 'page', 'meta'] as const)
			expect([table, await home.store.count(table, home.vault.ws)]).toEqual([table, 0]);
	});
});

describe('derived rows that another tab left half made', () => {
	it('are made again before anything is saved on top of them, and no entry is written over', async () => {
		const { store, vault } = other.open.home;
		await issueInvoice(device);
		const { entries } = device.host.open.workspace;
		// A tab that took entries in, or built everything again, and died in the middle of it.
		await store.write({ deletes: [{ table: 'meta', ws: vault.ws, key: headKey(vault) }] }, 'strict');
		await booksOf(other).save('party', newId(), aParty());
		expect(other.open.workspace.entries).toBe(entries + 1);
		expect(await other.open.workspace.verify()).toBeUndefined();
	});
});

describe('what another tab wrote', () => {
	it('is told to a tab that comes upon it in a save of its own, though that changes nothing', async () => {
		const heard: string[][] = [];
		const { workspace } = other.open;
		workspace.onChange = ({ ids }) => heard.push(ids);
		const id = newId();
		await device.books().save('party', id, aParty());
		await workspace.save(async () => {});
		expect(heard).toEqual([[id]]);
		// And once only: the word of the other tab, which comes behind, finds nothing new.
		await workspace.follow();
		expect(heard).toHaveLength(1);
	});
});

describe('which books are open', () => {
	it('is each tab’s own affair, whatever the other one opened since', async () => {
		const first = device.host.open.id;
		const second = await other.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		expect(await other.status()).toMatchObject({ current: second });
		await device.host.refresh();
		expect(await device.host.status()).toMatchObject({ current: first, workspaces: [{ id: first }, { id: second }] });
	});

	it('is not undone by who looks at the header while it is written', async () => {
		let gate: Promise<void> | undefined;
		const slow = (store: Store): Store =>
			new Proxy(store, {
				get: (target, name) => {
					if (name === 'write') return (...args: Parameters<Store['write']>) => Promise.resolve(gate).then(() => target.write(...args));
					const member: unknown = Reflect.get(target, name);
					return typeof member === 'function' ? (member.bind(target) as unknown) : member;
				}
			});
		const bob = await emptyDevice(slow);
		try {
			const input = { business: aBusiness(), series: [] };
			await bob.host.create({ ...input, passphrase: PASSPHRASE });
			const { id } = bob.host.open;
			await bob.host.addWorkspace(input);
			let open = () => {};
			const begun = new Promise<void>((resolve) => {
				const { parts } = bob.host;
				// The change is in memory, and its write waits.
				gate = new Promise((free) => (open = free));
				const look = () => (parts.device()!.secrets.current === id ? resolve() : setImmediate(look));
				look();
			});
			const switched = bob.host.openWorkspace(id);
			await begun;
			const looked = bob.host.refresh();
			await bob.host.parts.store().readHeader();
			open();
			await switched;
			expect((await looked).secrets.current).toBe(id);
			expect(bob.host.parts.device()!.secrets.current).toBe(id);
		} finally {
			bob.end();
		}
	});
});
