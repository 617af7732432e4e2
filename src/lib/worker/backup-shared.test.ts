/** Backups and exports of books that are shared with other devices. */
import { afterEach, expect, it } from 'vitest';
import { rollingHash } from '../../../sync-server/protocol/codec.ts';
import { aParty } from '../../../tests/support/books.ts';
import { emptyDevice, issueInvoice, newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { blake2b } from '../crypto/derive.ts';
import { exportBooks } from '../exchange/json/export-books.ts';
import { equalBytes } from '../workspace/bytes.ts';
import { SharedLog } from '../workspace/shared-log.ts';
import { BackupHost } from './backup-host.ts';
import { businessId } from './registry.ts';
import { RestoreHost } from './restore-host.ts';

const open: TestDevice[] = [];
afterEach(() => open.splice(0).forEach((device) => device.end()));

/** Books at a relay that keeps what nobody may have written, with an invoice in the log and a client that waits. */
async function sharedDevice() {
	const alice = await newDevice();
	open.push(alice);
	const invoice = await issueInvoice(alice);
	const { workspace } = alice.host.open;
	const port = new SharedLog(workspace);
	expect(await port.share!(await port.head())).toBe(true);
	const hear = async (...entries: Uint8Array[]) => {
		const { n, R } = await port.head();
		return port.accept(
			n,
			entries,
			entries.reduce((before, entry, index) => rollingHash(blake2b, before, n + index, entry), R)
		);
	};
	// The issue of the invoice once more, as a replay of the log's last entry: void, and it opens.
	const last = (await port.read((await port.head()).n - 1, 1))[0]!;
	expect(await hear(last)).toMatchObject({ voids: 1 });
	const client = newId();
	await alice.books().save('party', client, aParty({ name: 'waits for its place' }));
	expect(workspace.waiting).toBe(1);
	return { alice, invoice, client, port, hear };
}

it('a backup holds what waits, and comes back whole on a device of its own, void entries and all', async () => {
	const { alice, invoice, client, port } = await sharedDevice();
	const { n } = await port.head();
	const file = (await new BackupHost(alice.host).make(undefined)).file!;
	const here = await new RestoreHost(alice.host).look(file, { code: alice.code });
	expect(here.workspaces).toMatchObject([{ here: 'same' }]);

	const bob = await emptyDevice();
	open.push(bob);
	const workspaces = [alice.host.open.id];
	await new RestoreHost(bob.host).restore({ file, secret: { code: alice.code }, workspaces, passphrase: 'other words 17' });
	expect(await bob.host.open.workspace.live('party', client)).toMatchObject({ name: 'waits for its place' });
	expect((await bob.books().document(invoice)).document.number).toBe('F2026-0001');
	await bob.books().save('party', newId(), aParty({ name: 'goes on alone' }));
	const again = await bob.restart();
	await again.unlock('other words 17');
	const { workspace } = again.open;
	expect([workspace.shared, workspace.waiting, await workspace.verify()]).toEqual([false, 0, undefined]);
	expect(workspace.entries).toBeGreaterThan(n + 2);
	expect([...workspace.list('party').values()].map((row) => (row as { name: string }).name)).toContain('goes on alone');
});

it('a backup knows its own log once what waited has its place; entries that are missing here come from the relay', async () => {
	const { alice, hear, port } = await sharedDevice();
	const { n } = await port.head();
	const entries = await port.make(100_000);
	const older = (await new BackupHost(alice.host).make(undefined)).file!;
	await hear(...entries);
	const restore = new RestoreHost(alice.host);
	expect((await restore.look(older, { code: alice.code })).workspaces).toMatchObject([{ here: 'same' }]);
	const newer = (await new BackupHost(alice.host).make(undefined)).file!;
	await port.rewind(n);
	expect((await restore.look(newer, { code: alice.code })).workspaces).toMatchObject([{ here: 'continues' }]);
	const input = { file: newer, secret: { code: alice.code }, workspaces: [alice.host.open.id] };
	await expect(restore.restore(input)).rejects.toMatchObject({ error: { code: 'needs-relay' } });
	expect([alice.host.open.workspace.entries, alice.host.open.workspace.waiting]).toEqual([n, 1]);
});

it('an export as JSON holds what waits, and nothing of void entries', async () => {
	const { alice, client, port } = await sharedDevice();
	const { workspace, home, id } = alice.host.open;
	let text = '';
	const done = await exportBooks({ workspace, home, businessId: businessId(id) }, '2026-11-22', (part) => {
		text += part;
		return true;
	});
	const books = JSON.parse(text) as { records: { id?: string }[]; journal: { type: string; id: string }[]; unreadable?: number };
	expect(books.records.filter((record) => record.id === client)).toHaveLength(1);
	expect(books.journal.filter(({ type }) => type === 'issued')).toHaveLength(1);
	expect(new Set(books.journal.map((each) => each.id)).size).toBe(books.journal.length);
	expect([done.lost, books.unreadable]).toEqual([0, undefined]);
	const entries = await port.read(0, Number.MAX_SAFE_INTEGER);
	expect(equalBytes(entries.at(-1)!, entries.at(-2)!)).toBe(true);
});
