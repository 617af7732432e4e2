/** What whoever runs the relay can read of two devices at work, and what a device that was put out can: see src/lib/privacy/claims.ts. */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { parseEntry, additionalData, holdsOperations, isParseError, type Entry } from '../../sync-server/protocol/codec.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { unboxEpochKey } from '#lib/crypto/epoch.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { openParts } from '#lib/crypto/seal.ts';
import { deviceRecordId } from '#lib/devices/records.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { revokeDevice } from '#lib/workspace/admission.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { removeMember } from '#lib/workspace/members.ts';
import { getPack, packAddresses, putBlob } from '#lib/workspace/blobs.ts';
import { parseClear } from '../../sync-server/protocol/clear.ts';
import { Packs } from '#lib/sync/packs.ts';
import { marked, markedItem, markedParty, markedRates, NEEDLES } from '../support/canary/records.ts';
import type { Piece } from '../support/canary/origin.ts';
import { Scanner } from '../support/canary/scan.ts';
import { newId } from '../support/device.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

/** A WebSocket that keeps all that is sent, and the address it was sent to. */
function recording(): { Socket: SocketClass; pieces: Piece[] } {
	const pieces: Piece[] = [];
	class Recorded extends WebSocket {
		constructor(url: string) {
			super(url);
			pieces.push({ where: 'address', bytes: Buffer.from(url) });
		}
		override send(data: never): void {
			pieces.push({ where: 'frame', bytes: Buffer.from(data as Uint8Array) });
			super.send(data);
		}
	}
	return { Socket: Recorded as unknown as SocketClass, pieces };
}

/** Work with a text of its own in every field, on both devices. */
async function work(devices: Device[]): Promise<string[]> {
	const ids: string[] = [];
	for (const { workspace, home, keys } of devices) {
		const [party, item, rates] = [newId(), newId(), newId()];
		ids.push(party, item, rates);
		await workspace.save(async (transaction) => {
			await transaction.putLive('party', party, markedParty());
			await transaction.putLive('item', item, markedItem());
			await transaction.putLive('rates', rates, markedRates());
			await transaction.putLive('device', deviceRecordId(toHex(keys.id)), { name: marked('device name') });
		});
		await putBlob(home, Buffer.from(marked('file')), workspace.epoch);
	}
	return ids;
}

test('claims P1 and P3: what goes to the relay and what lies there holds no text, name, file, record id or network address', async () => {
	const { Socket, pieces } = recording();
	const { alice, bob, relay, converge } = await setup(['alice', 'bob'], { session: { WebSocket: Socket }, before: 2 });
	const ids = await work([alice, bob]);
	await converge(alice, bob);
	const carried = await new Packs(alice.session, {
		here: () => packAddresses(alice.home),
		missing: async () => [],
		get: (address) => getPack(alice.home, address),
		put: async () => false
	}).run();
	expect(carried).toMatchObject({ isBroken: false, isFull: false });
	const seen = JSON.stringify(await bob.items());
	const scanner = new Scanner(NEEDLES);
	const idScanner = new Scanner(ids);
	// The other device reads what the relay cannot; and the search finds it where it can be read.
	expect(scanner.scan([{ where: 'Bob', bytes: Buffer.from(seen) }])).not.toEqual([]);
	const raw = ids.map((id) => Buffer.from(id, 'hex'));
	const lying = ['', '-wal', '-shm'].flatMap((suffix): Piece[] => {
		const file = relay.file + suffix;
		return existsSync(file) ? [{ where: `relay${suffix}`, bytes: readFileSync(file) }] : [];
	});
	const said: Piece[] = relay.journal.map((line) => ({ where: 'journal', bytes: Buffer.from(line) }));
	const all = [...pieces, ...lying, ...said];
	expect(lying.map(({ where }) => where)).toEqual(expect.arrayContaining(['relay', 'relay-wal']));
	expect(pieces.filter(({ where }) => where === 'frame').length).toBeGreaterThan(10);
	expect(scanner.scan(all)).toEqual([]);
	expect(idScanner.scan(all)).toEqual([]);
	expect(all.filter(({ bytes }) => raw.some((id) => Buffer.from(bytes).includes(id)))).toEqual([]);
	expect([...lying, ...said].filter(({ bytes }) => Buffer.from(bytes).includes('127.0.0.1'))).toEqual([]);
	// No address names the books or a device either.
	const names = [alice.home.keys.wsId, alice.keys.id, bob.keys.id].map(toHex);
	const told = [...pieces.filter(({ where }) => where === 'address'), ...said].map(({ bytes }) => Buffer.from(bytes).toString());
	expect(told.filter((text) => names.some((name) => text.includes(name)))).toEqual([]);
});

/** How many of the entries that seal something open with any key that the device knows, or that is in a box for it. */
async function opened(device: Device, entries: readonly Entry[]): Promise<number> {
	const { keys } = device.home;
	const known = keys.known().map(([epoch]) => keys.dataKey(epoch));
	const boxed = entries.filter((entry) => {
		const clear = parseClear(entry.kind, entry.clear) as
			{ rotation?: { boxes: { devId: Uint8Array; box: Uint8Array }[]; commitment: Uint8Array } } | undefined;
		return clear?.rotation?.boxes.some(({ box }) => unboxEpochKey(device.keys.box, box, clear.rotation!.commitment) !== undefined);
	});
	const sealed = entries.filter(({ kind }) => holdsOperations(kind));
	const open = sealed.filter((entry) => known.some((key) => openParts(key, entry, additionalData(entry)) !== undefined));
	return open.length + boxed.length;
}

async function entriesFrom(device: Device, from: number): Promise<Entry[]> {
	const bytes = await device.port.read(from, 10_000_000);
	return bytes.map((each) => parseEntry(each)).filter((entry): entry is Entry => !isParseError(entry));
}

test('claim P9, threat 21: a device that was put out opens none of the entries written later', async () => {
	const { alice, bob, converge } = await setup(['alice', 'bob']);
	await alice.save('while both were in');
	await converge(alice, bob);
	const end = alice.workspace.entries;
	await revokeDevice(alice.workspace, alice.home.keys, bob.keys.id, randomKey(kdfKey));
	for (let each = 0; each < 5; each++) await alice.save(`without Bob ${each}`);
	await alice.level();
	await bob.raises('not-admitted');

	// The relay hands him everything all the same.
	const [before, later] = [await entriesFrom(alice, 0), await entriesFrom(alice, end)];
	const sealedLater = later.filter(({ kind }) => holdsOperations(kind)).length;
	expect(sealedLater).toBeGreaterThan(0);
	expect(await opened(bob, later)).toBe(0);
	expect(await opened(alice, later)).toBeGreaterThanOrEqual(sealedLater);
	expect(await opened(bob, before.slice(0, end))).toBeGreaterThan(0);
	expect(await bob.items()).toEqual(['while both were in']);
});

test('claim P9, threat 21: a member who was removed opens with no device an entry that anybody wrote who has seen it', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const bob = await comes(scene, alice, 'bob', 'a');
	const carol = await comes(scene, alice, 'carol', 'w');
	const phone = await scene.admit('bobs phone', bob);
	await scene.connect(phone);
	await bob.save('of bob');
	await converge(alice, bob, carol, phone);
	await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
	await carol.until(() => carol.workspace.epoch === alice.workspace.epoch);
	const end = carol.workspace.entries;
	for (const each of [0, 1, 2]) {
		await alice.save(`of alice ${each}`);
		await carol.save(`of carol ${each}`);
	}
	await converge(alice, carol);

	// The relay hands both of his devices everything all the same, and they put together what they have.
	const [before, later] = [await entriesFrom(alice, 0), await entriesFrom(alice, end)];
	const sealedLater = later.filter(({ kind }) => holdsOperations(kind)).length;
	expect(sealedLater).toBeGreaterThan(1);
	for (const his of [bob, phone]) {
		await his.raises('not-admitted');
		expect(await opened(his, later)).toBe(0);
		expect(await opened(his, before.slice(0, end))).toBeGreaterThan(0);
		expect(his.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
	}
	for (const stays of [alice, carol]) expect(await opened(stays, later)).toBeGreaterThanOrEqual(sealedLater);
});
