import { afterEach, describe, expect, it } from 'vitest';
import { hash32, utf8 } from '#lib/crypto/derive.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { saveInBulk } from '#lib/workspace/bulk.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { emptyDevice, newDevice, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { generatedBooks, writeGenerated } from '../../../tests/support/generated-books.ts';
import { BackupHost } from './backup-host.ts';
import { RestoreHost } from './restore-host.ts';

/** `npm run test:restore` takes 10,000. */
const DOCUMENTS = Number(process.env.RESTORED ?? 60);
/** Milliseconds: long enough that a slow machine is slow, not red. */
const PATIENCE = 120_000 + DOCUMENTS * 120;
const devices: TestDevice[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

/** What the first n entries of the log, and all files, hash to, row by row. */
async function fingerprint({ host }: TestDevice, n: number): Promise<{ log: string; files: string[] }> {
	const { store, vault } = host.open.home;
	let log = '';
	for (let at = 0; at < n; at += 500) {
		for (const { bytes } of await store.range('log', vault.ws, at, Math.min(n, at + 500), 500))
			log = toHex(hash32('wb1/test', utf8(log), bytes));
	}
	const files: string[] = [];
	for await (const rows of store.all('blob', vault.ws, 50)) {
		// The small rows are each device's own index of the large ones.
		for (const { bytes } of rows) if (bytes.length > 1024) files.push(toHex(hash32('wb1/test', bytes)));
	}
	return { log, files: files.sort() };
}

describe(`books of ${DOCUMENTS} documents with files`, () => {
	it(
		'are the same after a backup and a restore, byte for byte in what is sealed, and row for row in what is shown',
		async () => {
			const alice = await newDevice();
			devices.push(alice);
			const { workspace } = alice.host.open;
			await saveInBulk(workspace, generatedBooks({ documents: DOCUMENTS }), writeGenerated, { ids: (item) => item.ids });
			for (let index = 0; index < Math.ceil(DOCUMENTS / 50); index++) await alice.books().putBlob(randomBytes(20_000 + index * 997));
			const entries = workspace.entries;
			const before = await fingerprint(alice, entries);

			const made = await new BackupHost(alice.host).make(undefined);
			expect(made).toMatchObject({ entries, files: Math.ceil(DOCUMENTS / 50), left: 0 });
			const bob = await emptyDevice();
			devices.push(bob);
			const input = { file: made.file!, secret: { code: alice.code }, workspaces: [alice.host.open.id], passphrase: PASSPHRASE };
			await new RestoreHost(bob.host).restore(input);

			expect(await fingerprint(bob, entries)).toEqual(before);
			const restored = bob.host.open.workspace;
			for (const list of ['party', 'document', 'payment', 'series', 'item'])
				expect([...restored.list(list).values()]).toEqual([...workspace.list(list).values()]);
			expect(restored.refusals).toEqual(workspace.refusals);
		},
		PATIENCE
	);
});
