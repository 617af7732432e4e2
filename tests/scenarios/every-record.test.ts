/** What holds of every type of record that there is: a new one that is left out of these tests fails them. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rollingHash } from '../../sync-server/protocol/codec.ts';
import { blake2b } from '#lib/crypto/derive.ts';
import { BackupHost } from '#lib/worker/backup-host.ts';
import { businessId, REGISTRY } from '#lib/worker/registry.ts';
import { RestoreHost } from '#lib/worker/restore-host.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { setRole } from '#lib/workspace/members.ts';
import { readEntry } from '#lib/workspace/readable-log.ts';
import { exportBooks } from '#lib/exchange/json/export-books.ts';
import { emptyDevice, newDevice } from '../support/device.ts';
import { beginBooks, statesOf, typesIn, writeEachType, type FullBooks } from '../support/every-record.ts';
import { exportText, importText } from '../support/json-books.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup } from './setup.ts';

const ALL = [...REGISTRY.keys()].sort();
/** Names and rights of members and devices mean nothing in other books. */
const COPIED = [...REGISTRY.values()].flatMap(({ type, ofThisLog }) => (ofThisLog ? [] : [type])).sort();
const sorted = async (books: FullBooks) => [...(await typesIn(books))].sort();

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 21, 12) }));
afterEach(async () => {
	await endAll();
	vi.useRealTimers();
});

it('each reaches the other device, and is there what it is here', async () => {
	const { laptop, phone, converge } = await setup(['laptop', 'phone']);
	await beginBooks(laptop);
	await writeEachType(laptop);
	await converge(laptop, phone);
	expect(await sorted(phone)).toEqual(ALL);
	expect(await statesOf(phone)).toEqual(await statesOf(laptop));
	expect([laptop.workspace.refusals, phone.workspace.refusals]).toEqual([[], []]);
	expect(await phone.workspace.verify()).toBeUndefined();
});

it('none is taken from a viewer, though he wrote it before he became one: the log made him a viewer first', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const bob = await comes(scene, alice, 'Bob', 'a');
	await beginBooks(bob);
	await converge(alice, bob);

	// Everything as an admin, apart from the others; then the log makes him a viewer first.
	await bob.session.stop();
	const before = await statesOf(alice);
	await writeEachType(bob);
	const entries = await bob.port.make(10_000_000);
	const types = new Set(entries.flatMap((entry) => readEntry(bob.home.keys, entry)!.operations.map(({ type }) => type)));
	expect([...types].sort()).toEqual(ALL);
	await setRole(alice.workspace, memberOf(bob), 'r');
	await alice.level();
	await alice.session.stop();
	const { n, R } = await alice.port.head();
	const after = entries.reduce((hash, entry, index) => rollingHash(blake2b, hash, n + index, entry), R);
	expect(await alice.port.accept(n, entries, after)).toMatchObject({ voids: entries.length });
	expect(await statesOf(alice)).toEqual(before);
});

it('each comes back from a backup', async () => {
	const [alice, bob] = [await newDevice(), await emptyDevice()];
	try {
		const books = { workspace: alice.host.open.workspace, home: alice.host.open.home };
		await beginBooks(books);
		await writeEachType(books);
		const file = (await new BackupHost(alice.host).make(undefined)).file!;
		const workspaces = [alice.host.open.id];
		await new RestoreHost(bob.host).restore({ file, secret: { code: alice.code }, workspaces, passphrase: 'other words 17' });
		const back = { workspace: bob.host.open.workspace, home: bob.host.open.home };
		expect(await sorted(back)).toEqual(ALL);
		expect(await statesOf(back)).toEqual(await statesOf(books));
		expect(await back.workspace.verify()).toBeUndefined();
	} finally {
		alice.end();
		bob.end();
	}
});

it('each that means something in other books goes there as a file, and from there as the same file', async () => {
	const { laptop } = await setup(['laptop']);
	await beginBooks(laptop);
	await writeEachType(laptop);
	await laptop.level();
	let text = '';
	const id = businessId(toHex(laptop.home.keys.wsId));
	await exportBooks({ workspace: laptop.workspace, home: laptop.home, businessId: id }, '2026-11-22', (part) => {
		text += part;
		return true;
	});
	const copy = await importText(text);
	try {
		const { workspace, device } = copy;
		expect(await sorted({ workspace, home: device.home })).toEqual(COPIED);
		const [here, there] = [await statesOf(laptop), await statesOf({ workspace, home: device.home })];
		// The business has an id, and a file a place, in each set of books; who approved a draft there approved nothing here.
		const expected = Object.entries(here).flatMap(([record, state]) => {
			const { type, said, ...rest } = state as { type: string; said: unknown };
			if (record === id || type === 'file' || !COPIED.includes(type)) return [];
			return [[record, { type, ...rest, ...(type !== 'draft' && { said }) }] as const];
		});
		expect(there).toMatchObject(Object.fromEntries(expected));
		expect(workspace.refusals).toEqual([]);
		expect((await exportText(device, workspace)).text).toBe(text);
	} finally {
		copy.device.end();
	}
});
