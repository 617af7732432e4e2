/** Restoring that fails at the worst moments, on a device that has books already. */
import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { emptyDevice, issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { ageIdentity } from '../crypto/age-identity.ts';
import { sealStream } from '../exchange/backup/age.ts';
import { backupArchive } from '../exchange/backup/write-backup.ts';
import { StoreError, type Store } from '../storage/store.ts';
import { BackupHost } from './backup-host.ts';
import { BookCommands } from './book-commands.ts';
import { answer } from './results.ts';
import { RestoreHost } from './restore-host.ts';

const open: TestDevice[] = [];
afterEach(() => open.splice(0).forEach((device) => device.end()));

/** A database whose rows cannot be read any more as soon as the key header was written, where it is told to. */
class UnreadableAfterHeader {
	armed = false;
	#lost = false;

	again(): void {
		this.armed = this.#lost = false;
	}

	readonly wrap = (store: Store): Store =>
		new Proxy(store, {
			get: (target, name) => {
				const member: unknown = Reflect.get(target, name);
				if (typeof member !== 'function') return member;
				if (name === 'get' && this.#lost) return () => Promise.reject(new StoreError('damaged'));
				if (name !== 'write') return member.bind(target) as unknown;
				return async (...args: Parameters<Store['write']>) => {
					await target.write(...args);
					if (this.armed && args[0].header) this.#lost = true;
				};
			}
		});
}

describe('a look into a backup of several books', () => {
	it('leaves those open that are open, and so does a restore that finds nothing to bring', async () => {
		const alice = await newDevice();
		open.push(alice);
		const first = alice.host.open.id;
		const second = await alice.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		const { file } = await new BackupHost(alice.host).make(undefined);
		await alice.host.openWorkspace(first);
		const restore = new RestoreHost(alice.host);
		const secret = { code: alice.code };
		expect((await restore.look(file!, secret)).workspaces).toMatchObject([{ here: 'same' }, { here: 'same' }]);
		expect(alice.host.open.id).toBe(first);
		await expect(restore.restore({ file: file!, secret, workspaces: [second] })).rejects.toMatchObject({ why: 'nothing-new' });
		expect(alice.host.open.id).toBe(first);
	});

	it('opens those that went on, and names them as open', async () => {
		const alice = await newDevice();
		open.push(alice);
		const first = alice.host.open.id;
		const second = await alice.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		const { home, workspace } = alice.host.open;
		const from = workspace.entries;
		const party = newId();
		await alice.books().save('party', party, aParty());
		const { file } = await new BackupHost(alice.host).make(undefined);
		await alice.host.openWorkspace(first);
		// Set back to what it was before the client came.
		await home.store.write({ deletes: [{ table: 'log', ws: home.vault.ws, key: from }] }, 'strict');
		await home.store.clear(home.vault.ws, ['meta', 'record', 'page']);
		const again = await alice.restart();
		await again.unlock(PASSPHRASE);
		const secret = { code: alice.code };
		expect((await new RestoreHost(again).look(file!, secret)).workspaces).toMatchObject([{ here: 'same' }, { here: 'continues' }]);
		expect(again.open.id).toBe(first);
		await new RestoreHost(again).restore({ file: file!, secret, workspaces: [second] });
		expect(again.open.id).toBe(second);
		expect(await again.status()).toMatchObject({ current: second });
		expect(await again.open.workspace.live('party', party)).toMatchObject({ name: aParty().name });
	});
});

describe('a backup', () => {
	it('is made of the books that are left, where others are gone', async () => {
		const alice = await newDevice();
		open.push(alice);
		const { home } = alice.host.open;
		const second = await alice.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		await home.store.clear(home.vault.ws);
		const { file } = await new BackupHost(alice.host).make(undefined);
		const { workspaces } = await new RestoreHost(alice.host).look(file!, { code: alice.code });
		expect(workspaces).toMatchObject([{ id: second, here: 'same' }]);
	});
});

describe('a restore', () => {
	it('brings back books that the device names and has lost, while others are open', async () => {
		const alice = await newDevice();
		open.push(alice);
		const first = alice.host.open.id;
		const { home } = alice.host.open;
		const invoice = await issueInvoice(alice);
		await alice.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		const { file } = await new BackupHost(alice.host).make(undefined);
		await home.store.clear(home.vault.ws);
		const restore = new RestoreHost(alice.host);
		const secret = { code: alice.code };
		expect((await restore.look(file!, secret)).workspaces).toMatchObject([{ here: 'absent' }, { here: 'same' }]);
		expect(await restore.restore({ file: file!, secret, workspaces: [first] })).toMatchObject({ readOnly: [] });
		const again = await alice.restart();
		expect(await again.unlock(PASSPHRASE)).toMatchObject({ current: first, workspaces: [{}, { id: first }] });
		expect(again.open.workspace.admitted).toBe(true);
		expect((await again.open.workspace.read(invoice))?.frozen).toBeDefined();
	});

	it('that cannot read on once the books are named leaves them, and those that were here', async () => {
		const alice = await newDevice();
		open.push(alice);
		const invoice = await issueInvoice(alice);
		const { file } = await new BackupHost(alice.host).make(undefined);
		const id = alice.host.open.id;

		const lost = new UnreadableAfterHeader();
		const bob = await newDevice(lost.wrap);
		open.push(bob);
		const own = bob.host.open.id;
		const kept = await issueInvoice(bob);
		lost.armed = true;
		const restoring = new RestoreHost(bob.host).restore({ file: file!, secret: { code: alice.code }, workspaces: [id] });
		await expect(restoring).rejects.toThrow('damaged');
		lost.again();

		const again = await bob.restart();
		expect(await again.unlock(PASSPHRASE)).toMatchObject({ state: 'open', current: id });
		const books = () => new BookCommands(again.open.workspace, again.open.home, again.open.id);
		expect((await books().document(invoice)).document.number).toBe('F2026-0001');
		expect(await again.open.workspace.verify()).toBeUndefined();
		await again.openWorkspace(own);
		expect((await books().document(kept)).document.number).toBe('F2026-0001');
	});

	it('without a passphrase for the new device is refused before anything is erased', async () => {
		const alice = await newDevice();
		open.push(alice);
		const { file } = await new BackupHost(alice.host).make(undefined);
		const input = { file: file!, secret: { code: alice.code }, workspaces: [alice.host.open.id] };
		const shut = await alice.restart();
		const refused = answer(() => new RestoreHost(shut).restore({ ...input, replace: true }));
		expect(await refused).toMatchObject({ ok: false, error: { code: 'invalid', field: 'passphrase' } });
		expect(await shut.unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
		const bob = await emptyDevice();
		open.push(bob);
		expect(await answer(() => new RestoreHost(bob.host).restore(input))).toMatchObject({ ok: false });
		expect(await bob.host.status()).toEqual({ state: 'empty' });
	});

	it('of books without a first entry does not become the books that are opened first', async () => {
		const bob = await newDevice();
		open.push(bob);
		const { home } = bob.host.open;
		const nothing = { id: 'ab'.repeat(16), name: 'Nothing', sample: false, entries: 0, R: '00'.repeat(32), documents: 0, home };
		const { recoverySeed } = bob.host.parts.device()!;
		const plain = backupArchive([nothing], recoverySeed, new Date(), { entries: 0, files: 0, left: [] });
		const sealed = await sealStream(plain, { identity: ageIdentity(recoverySeed) });
		const file = await new Response(sealed as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
		const restoring = new RestoreHost(bob.host).restore({ file, secret: { code: bob.code }, workspaces: [nothing.id] });
		await expect(restoring).rejects.toMatchObject({ why: 'damaged' });
		expect(await (await bob.restart()).unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
	});
});
