import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomBytes, randomKey } from '#lib/crypto/random.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { LogWriter } from '#lib/workspace/log-copy.ts';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { emptyDevice, issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { BookCommands } from './book-commands.ts';
import { BackupHost, identityOf, isDue } from './backup-host.ts';
import { RestoreHost } from './restore-host.ts';
import { takeIn } from './take-in.ts';

const open: TestDevice[] = [];
async function alices() {
	const alice = await newDevice();
	open.push(alice);
	return alice;
}
async function another() {
	const device = await emptyDevice();
	open.push(device);
	return device;
}
afterEach(() => open.splice(0).forEach((device) => device.end()));

/** Every sealed row of a table, as it lies there. */
async function sealedRows(device: TestDevice, table: 'log' | 'blob') {
	const { home } = device.host.open;
	const rows: string[] = [];
	for await (const batch of home.store.all(table, home.vault.ws, 500))
		rows.push(...batch.map(({ bytes }) => Buffer.from(bytes).toString('hex')));
	return rows;
}

const fileOf = async (device: TestDevice, passphrase?: string) => (await new BackupHost(device.host).make(passphrase)).file!;

describe('a backup', () => {
	it('comes back on another device, byte for byte in its sealed content, and is written on', async () => {
		const alice = await alices();
		const id = await issueInvoice(alice);
		const picture = randomBytes(200_000);
		const blob = await alice.books().putBlob(picture);
		const [log, blobs] = [await sealedRows(alice, 'log'), await sealedRows(alice, 'blob')];
		const file = await fileOf(alice);

		const bob = await another();
		const restore = new RestoreHost(bob.host);
		const inside = await restore.look(file, { code: alice.code });
		expect(inside.workspaces).toMatchObject([{ name: 'Atelier Mésange', documents: 1, newest: { number: 'F2026-0001' }, here: 'absent' }]);
		const restored = await restore.restore({
			file,
			secret: { code: alice.code },
			workspaces: [inside.workspaces[0]!.id],
			passphrase: 'other words 17'
		});
		expect(restored).toMatchObject({ readOnly: [], newest: { number: expect.stringMatching(/-0001$/) as string } });
		expect(restored.recoveryCode).not.toBe(alice.code);

		const after = await sealedRows(bob, 'log');
		expect(after.slice(0, log.length)).toEqual(log);
		// Heads of files are sealed by each device for itself; the files are the same.
		const files = new Set(await sealedRows(bob, 'blob'));
		expect(blobs.filter((row) => row.length > 2000).every((row) => files.has(row))).toBe(true);
		expect(await bob.books().getBlob(blob)).toEqual(picture);
		expect(await bob.books().document(id)).toEqual(await alice.books().document(id));
		expect(await bob.host.open.workspace.verify()).toBeUndefined();

		const again = await bob.restart();
		expect(await again.unlock('other words 17')).toMatchObject({ state: 'open', workspaces: [{ name: 'Atelier Mésange' }] });
		expect((await again.status()) as object).not.toHaveProperty('workspaces.0.readOnly');
		await expect(again.unlock(PASSPHRASE)).rejects.toMatchObject({ error: { code: 'wrong-passphrase' } });
		expect(await again.confirmRecovery(restored.recoveryCode!)).toBe(true);

		// The numbers were the old device's to give: the new one takes the series over and goes on.
		const books = new BookCommands(again.open.workspace, again.open.home, again.open.id);
		const series = (await books.list('series')).rows[0]!.id;
		await books.series.takeOver(series, { kind: 'next-segment' });
		const next = await issueInvoice({ ...bob, books: () => books });
		expect((await books.document(next)).document).toMatchObject({ segment: 1, sequence: 1 });
		expect(await again.open.workspace.verify()).toBeUndefined();
	});

	it('restored twice makes two devices, of which each has retired all others', async () => {
		const alice = await alices();
		const file = await fileOf(alice);
		const [one, two] = [await another(), await another()];
		const input = async (device: TestDevice) => {
			const { workspaces } = await new RestoreHost(device.host).look(file, { code: alice.code });
			return { file, secret: { code: alice.code }, workspaces: workspaces.map(({ id }) => id), passphrase: PASSPHRASE };
		};
		await new RestoreHost(one.host).restore(await input(one));
		await new RestoreHost(two.host).restore(await input(two));
		const fork = await new RestoreHost(two.host).look(await fileOf(one), { code: one.host.pendingKit()! });
		expect(fork.workspaces).toMatchObject([{ here: 'forked' }]);
		await expect(
			new RestoreHost(two.host).restore({
				file: await fileOf(one),
				secret: { code: one.host.pendingKit()! },
				workspaces: fork.workspaces.map(({ id }) => id)
			})
		).rejects.toMatchObject({ why: 'fork' });
	});

	it('that is older than the books, or the same, changes nothing; one that goes on from them is taken', async () => {
		const alice = await alices();
		const first = await fileOf(alice);
		const id = await issueInvoice(alice);
		const second = await fileOf(alice);
		const bob = await another();
		const restore = new RestoreHost(bob.host);
		const workspaces = (await restore.look(first, { code: alice.code })).workspaces.map((each) => each.id);
		expect((await new RestoreHost(alice.host).look(first, { code: alice.code })).workspaces).toMatchObject([{ here: 'same' }]);
		await expect(new RestoreHost(alice.host).restore({ file: first, secret: { code: alice.code }, workspaces })).rejects.toMatchObject({
			why: 'nothing-new'
		});

		// Alice's device, set back to what it was at the first backup: its own log goes on in the second.
		const log = await sealedRows(alice, 'log');
		const { home } = alice.host.open;
		const from = (await restore.look(first, { code: alice.code })).workspaces[0]!.entries;
		const deletes = log.slice(from).map((_, index) => ({ table: 'log' as const, ws: home.vault.ws, key: from + index }));
		await home.store.write({ deletes }, 'strict');
		await home.store.clear(home.vault.ws, ['meta', 'record', 'page']);
		const setBack = await alice.restart();
		await setBack.unlock(PASSPHRASE);
		const back = { ...alice, host: setBack };
		const inside = await new RestoreHost(setBack).look(second, { code: alice.code });
		expect(inside.workspaces).toMatchObject([{ here: 'continues' }]);
		await new RestoreHost(setBack).restore({ file: second, secret: { code: alice.code }, workspaces });
		expect((await sealedRows(back, 'log')).slice(0, log.length)).toEqual(log);
		expect(await setBack.status()).toMatchObject({ state: 'open' });
		expect((await setBack.status()) as object).not.toHaveProperty('workspaces.0.readOnly');
		expect(await setBack.open.workspace.read(id)).toBeDefined();
		expect(await setBack.open.workspace.verify()).toBeUndefined();
	});

	it('of a workspace deleted here brings it back, with a new recovery code for every workspace of the device', async () => {
		const alice = await alices();
		const first = alice.host.open.id;
		const second = await alice.host.addWorkspace({ business: aBusiness({ name: 'Second' }), series: [] });
		const file = await fileOf(alice);
		await alice.host.deleteWorkspace(first);
		const restored = await new RestoreHost(alice.host).restore({ file, secret: { code: alice.code }, workspaces: [first] });
		expect(restored.recoveryCode).toBeDefined();
		expect(alice.host.open.id).toBe(first);
		await alice.host.openWorkspace(second);
		const newer = await fileOf(alice);
		await expect(new RestoreHost((await another()).host).look(newer, { code: alice.code })).rejects.toMatchObject({ why: 'other-code' });
		const elsewhere = await another();
		const { workspaces } = await new RestoreHost(elsewhere.host).look(newer, { code: restored.recoveryCode! });
		expect(workspaces).toHaveLength(2);
		const all = {
			file: newer,
			secret: { code: restored.recoveryCode! },
			workspaces: workspaces.map(({ id }) => id),
			passphrase: PASSPHRASE
		};
		expect(await new RestoreHost(elsewhere.host).restore(all)).toMatchObject({ readOnly: [] });
	});

	it('opens to its passphrase alone, when it was made to one', async () => {
		const alice = await alices();
		const file = await fileOf(alice, 'words for the file');
		const restore = new RestoreHost((await another()).host);
		await expect(restore.look(file, { code: alice.code })).rejects.toMatchObject({ why: 'needs-passphrase' });
		await expect(restore.look(file, { passphrase: 'words for the fire' })).rejects.toMatchObject({ why: 'wrong-passphrase' });
		const { workspaces } = await restore.look(file, { passphrase: 'words for the file' });
		await restore.restore({ file, secret: { passphrase: 'words for the file' }, workspaces: [workspaces[0]!.id], passphrase: PASSPHRASE });
	});

	it('takes the place of books that cannot be opened any more, once it was found sound', async () => {
		const alice = await alices();
		const file = await fileOf(alice);
		const bob = await newDevice();
		open.push(bob);
		const locked = await bob.restart();
		const restore = new RestoreHost(locked);
		const workspaces = (await restore.look(file, { code: alice.code })).workspaces.map(({ id }) => id);
		const input = { file, secret: { code: alice.code }, workspaces, passphrase: 'other words 17' };
		await expect(restore.restore(input)).rejects.toMatchObject({ error: { code: 'locked' } });
		const bytes = new Uint8Array(await file.arrayBuffer());
		bytes[bytes.length - 40]! ^= 1;
		await expect(restore.restore({ ...input, file: new Blob([bytes]), replace: true })).rejects.toMatchObject({ why: 'damaged' });
		expect(await (await bob.restart()).unlock(PASSPHRASE)).toMatchObject({ state: 'open' });
		await restore.restore({ ...input, replace: true });
		expect(await (await bob.restart()).unlock('other words 17')).toMatchObject({ workspaces: [{ id: workspaces[0] }] });
	});

	it('whose recovery code may no longer act can be read, and not written', async () => {
		const alice = await alices();
		const id = await issueInvoice(alice);
		const { home, workspace } = alice.host.open;
		const entries: Uint8Array[] = [];
		for await (const rows of home.store.all('log', home.vault.ws, 500)) entries.push(...rows.map(({ bytes }) => bytes));
		const bob = await another();
		const incoming = {
			id: alice.host.open.id,
			name: 'Books',
			sample: false,
			entries: entries.length,
			R: workspace.rollingHash,
			epochKeys: home.keys.known().map(([, key]) => toHex(key)),
			seed: randomKey(kdfKey)
		};
		const taken = await takeIn(bob.host.parts, [incoming], PASSPHRASE, '2026-11-22', async (homes) => {
			const writer = new LogWriter(homes.get(incoming.id)!);
			for (const entry of entries) await writer.push(entry);
			await writer.flush();
		});
		expect(taken.readOnly).toEqual([incoming.id]);
		expect(await bob.host.status()).toMatchObject({ workspaces: [{ readOnly: { code: 'read-only' } }] });
		expect((await bob.books().document(id)).document.number).toBe('F2026-0001');
		await expect(bob.books().save('party', newId(), aParty())).rejects.toMatchObject({ code: 'read-only' });
		const again = await bob.restart();
		expect(await again.unlock(PASSPHRASE)).toMatchObject({ workspaces: [{ readOnly: { code: 'read-only' } }] });
	});

	it('leaves an empty device empty when it turns out damaged on the way', async () => {
		const alice = await alices();
		const file = await fileOf(alice);
		const bytes = new Uint8Array(await file.arrayBuffer());
		bytes[bytes.length - 40]! ^= 1;
		const bob = await another();
		const restore = new RestoreHost(bob.host);
		const { workspaces } = await restore.look(file, { code: alice.code });
		const broken = { file: new Blob([bytes]), secret: { code: alice.code }, workspaces: [workspaces[0]!.id], passphrase: PASSPHRASE };
		await expect(restore.restore(broken)).rejects.toMatchObject({ why: 'damaged' });
		expect(await bob.host.status()).toEqual({ state: 'empty' });
		expect(await (await bob.restart()).status()).toEqual({ state: 'empty' });
	});
});

/** Where it is not installed nobody can say that it opens our files; `.ci/run` installs it. */
const hasAge = spawnSync('age', ['--version']).status === 0;

describe.runIf(hasAge)('the age tool', () => {
	let folder: string;
	beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'waxbill-age-'))));
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it('opens a backup with the identity of the recovery code, and what is inside has the sums it says', async () => {
		const alice = await alices();
		await issueInvoice(alice);
		await alice.books().putBlob(new Uint8Array(1000));
		const [backup, key, tar] = ['backup.age', 'key.txt', 'backup.tar'].map((name) => join(folder, name)) as [string, string, string];
		writeFileSync(backup, new Uint8Array(await (await fileOf(alice)).arrayBuffer()));
		writeFileSync(key, `${identityOf(alice.code)}\n`);
		execFileSync('age', ['--decrypt', '--identity', key, '--output', tar, backup], { stdio: 'pipe' });
		execFileSync('tar', ['-xf', tar, '-C', folder], { stdio: 'pipe' });
		const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
		const checked = sums.map((line) => {
			const [sum, name] = line.split('  ') as [string, string];
			expect(
				createHash('sha256')
					.update(readFileSync(join(folder, name)))
					.digest('hex')
			).toBe(sum);
			return name.replace(/\/[0-9a-f]{32}\b/g, '/ID');
		});
		expect(checked).toEqual(['backup.json', 'README.txt', 'workspaces/ID/log/000000000000', 'workspaces/ID/blobs/ID']);
		const inside = readFileSync(join(folder, 'backup.json'), 'utf8');
		const { master } = alice.host.parts.device()!;
		expect(inside).not.toContain(Buffer.from(master).toString('hex'));
		expect(inside).not.toContain(alice.host.parts.device()!.secrets.workspaces[0]!.device);
	});
});

describe('the schedule', () => {
	const day = 86_400_000;
	const at = (offset: number) => new Date(1e12 + offset).toISOString();
	it.each([
		['never made', 1, undefined, undefined, true],
		['made a minute ago', 1, at(-60_000), undefined, false],
		['made yesterday at this time', 1, at(-day), undefined, true],
		['made three days ago, weekly', 7, at(-3 * day), undefined, false],
		['made in a future the clock came back from', 1, at(400 * day), undefined, true],
		['failed a minute ago', 1, undefined, at(-60_000), false],
		['failed two hours ago', 1, undefined, at(-day / 12), true],
		['failed in a future the clock came back from', 1, undefined, at(400 * day), true]
	])('%s', (_name, everyDays, verified, failed, due) => {
		expect(isDue(everyDays, verified, failed, 1e12)).toBe(due);
	});
});
