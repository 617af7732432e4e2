/** Operations that come twice: from a member who wants an old one back, from one who takes another's id, and from a copy of a device. */
import { afterEach, describe, expect, it } from 'vitest';
import { aParty, anItem } from '../../../tests/support/books.ts';
import { sharedBooks, type SharedBooks, type SharingDevice } from '../../../tests/support/shared-books.ts';
import { KIND, parseEntry, type Entry } from '../../../sync-server/protocol/codec.ts';
import type { Operation } from './operations.ts';
import { entryFor } from './save.ts';
import { openEntry } from './read-log.ts';

let shared: SharedBooks | undefined;
afterEach(() => {
	shared?.end();
	shared = undefined;
});

const id = (n: number) => n.toString(16).padStart(32, '0');
const names = ({ workspace }: SharingDevice, list = 'party') =>
	[...workspace.list(list).values()].map((row) => (row as { name: string }).name).sort();

async function two() {
	shared = await sharedBooks(1);
	const [alice, mallory] = shared.devices as [SharingDevice, SharingDevice];
	await alice.hear();
	await mallory.hear();
	const save = async (device: SharingDevice, n: number, name: string) => {
		await device.workspace.save((transaction) => transaction.putLive('party', id(n), aParty({ name })));
		await device.send();
		await both();
	};
	const both = async () => {
		for (const device of [alice, mallory]) await device.hear();
	};
	return { alice, mallory, save, both };
}

/** The operations of the log, as who has the key reads them. */
function operations({ home, log }: SharingDevice): Operation[] {
	return log.entries.flatMap((bytes) => openEntry(home.keys, parseEntry(bytes) as Entry) ?? []);
}

/** Signs any operations as this device, which is what a changed program does. */
async function write(device: SharingDevice, batch: Operation[]): Promise<void> {
	const { log } = device.workspace.books.head;
	const planned = { kind: KIND.DATA, operations: batch, touches: new Set<string>(), changes: new Set<string>(), usesLedger: false };
	const entry = entryFor(device.home, planned, { ...log, rAt: () => undefined }, log);
	expect(device.log.append(entry)).toBe(true);
	const { n } = await device.port.head();
	// Not noted as made here: the changed program is a copy to the honest one, which goes on reading.
	await device.port.accept(n, [entry], device.log.rAt(n + 1));
}

describe('an operation under its old id', () => {
	it('does not bring a removed record back; what says something new does', async () => {
		const { alice, mallory, save, both } = await two();
		await save(alice, 1, 'removed');
		const put = operations(alice).at(-1)!;
		await alice.workspace.save((transaction) => transaction.remove('party', id(1)));
		await alice.send();
		await both();
		expect(names(alice)).toEqual([]);
		await write(mallory, [put, { ...put, opId: crypto.getRandomValues(new Uint8Array(16)) }]);
		await alice.hear();
		for (const device of [alice, mallory]) expect(names(device)).toEqual([]);
		expect((await alice.workspace.read(id(1)))?.removed).toBe(true);
		await alice.workspace.makeListsAgain();
		expect(names(alice)).toEqual([]);
		await alice.workspace.save((transaction) => transaction.putLive('party', id(1), aParty({ name: 'written anew' })));
		expect(names(alice)).toEqual(['written anew']);
	});

	it('moves a record neither into the bin nor out of it a second time', async () => {
		const { alice, mallory, save, both } = await two();
		await save(alice, 1, 'kept');
		const step = async (change: 'remove' | 'return') => {
			await alice.workspace.save((transaction) =>
				change === 'remove' ? transaction.remove('party', id(1)) : transaction.putLive('party', id(1), aParty({ name: 'kept' }))
			);
			await alice.send();
			await both();
			return operations(alice).at(-1)!;
		};
		const [removal, restored] = [await step('remove'), await step('return')];
		await write(mallory, [removal]);
		await alice.hear();
		expect(names(alice)).toEqual(['kept']);
		await step('remove');
		await write(mallory, [restored]);
		await alice.hear();
		expect(names(alice)).toEqual([]);
		await alice.workspace.makeListsAgain();
		expect([names(alice), names(mallory)]).toEqual([[], []]);
	});
});

describe('an operation of somebody else under the id of one that waits', () => {
	it('does not take it from the outbox: another person has not sent it', async () => {
		const { alice, mallory, both } = await two();
		await alice.workspace.save((transaction) => transaction.putLive('item', id(2), anItem({ name: 'mine', code: 'm' })));
		const [waiting] = await alice.workspace.books.outbox.read(alice.workspace.books.outbox.items.map(({ key }) => key));
		const [mine] = waiting!.operations;
		// In these books both devices are one person's: as another member's, the same entry must count as nobody's.
		const { membership } = alice.workspace.books.head.log;
		membership!.devices.get(mallory.workspace.device)!.member = 'f'.repeat(32);
		(membership!.members as Map<string, string>).set('f'.repeat(32), 'w');
		await write(mallory, [{ ...mine!, recordId: Uint8Array.from({ length: 16 }, () => 7) }]);
		await alice.hear();
		expect(names(alice, 'item')).toEqual(['mine', 'mine']);
		expect(alice.workspace.waiting).toBe(1);
		await alice.send();
		await both();
		expect([alice.workspace.waiting, names(alice, 'item')]).toEqual([0, expect.arrayContaining(['mine'])]);
	});

	it('what a device of the same person has sent waits no more, however the rows are made', async () => {
		const { alice, mallory } = await two();
		await alice.workspace.save((transaction) => transaction.putLive('party', id(3), aParty({ name: 'once' })));
		const [waiting] = await alice.workspace.books.outbox.read(alice.workspace.books.outbox.items.map(({ key }) => key));
		await write(mallory, waiting!.operations);
		const { n } = await alice.port.head();
		// The log came by another way than through the connection, as a restored copy's does.
		const puts = alice.log.entries
			.slice(n)
			.map((bytes, at) => ({ table: 'log' as const, ws: alice.home.vault.ws, key: n + at, bytes: bytes as never }));
		await alice.home.store.write({ puts }, 'strict');
		await alice.workspace.books.rebuild();
		expect([alice.workspace.waiting, names(alice)]).toEqual([0, ['once']]);
		await alice.reopen();
		expect(alice.workspace.waiting).toBe(0);
		expect(await alice.send()).toBe(0);
	});
});
