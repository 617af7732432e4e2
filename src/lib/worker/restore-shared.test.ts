/** A backup of books that are at a relay, brought back on other devices: with the relay in reach and without, and twice. */
import { afterEach, expect, it } from 'vitest';
import { aParty } from '../../../tests/support/books.ts';
import { emptyDevice, newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { pair, SOCKETS } from '../../../tests/support/paired.ts';
import { alicesBooks, another, ended, endPaired, online } from '../../../tests/support/paired-books.ts';
import { startRelay } from '../../../tests/support/relay-device.ts';
import { SPANISH } from '../../../tests/support/spanish-books.ts';
import type { Business } from '../business/business.ts';
import { exportBooks } from '../exchange/json/export-books.ts';
import { BackupHost } from './backup-host.ts';
import { businessId } from './registry.ts';
import { RestoreHost } from './restore-host.ts';
import { SpainHost } from './spain-host.ts';

afterEach(endPaired);

/** Alice's books at a relay, a backup of them with a client that waited, and what came after it. */
async function backedUp(business?: Business) {
	const scene = await alicesBooks();
	const { alice, line, relay } = scene;
	if (business) await alice.books().save('business', (await alice.books().business()).id, business);
	await line.stop();
	const client = newId();
	await alice.books().save('party', client, aParty({ name: 'waited' }));
	const file = (await new BackupHost(alice.host).make(undefined)).file!;
	const id = alice.host.open.id;
	const live = await online(alice, relay);
	await live.level();
	await alice.books().save('party', newId(), aParty({ name: 'after the backup' }));
	await live.level();
	const restore = async (more: { alone?: true } = {}) => {
		const device = await ended(emptyDevice());
		const input = { file, secret: { code: alice.code }, workspaces: [id], passphrase: 'other words 17', ...more };
		const restored = await new RestoreHost(device.host, SOCKETS).restore(input);
		return { device, restored };
	};
	return { ...scene, live, client, id, restore };
}

const clients = async (device: TestDevice) => (await device.books().list('party')).rows.map(({ name }) => name).sort();
const readOnly = async ({ host }: TestDevice) => {
	const status = await host.status();
	return status.state === 'open' ? status.workspaces[0]!.readOnly : status.state;
};

it('the relay in reach: it comes in by the code as a new device beside the others, with all that was written since', async () => {
	const { alice, relay, live, restore } = await backedUp();
	const before = alice.host.open.workspace.otherDevices;
	const { device, restored } = await restore();
	expect(restored).toMatchObject({ readOnly: [] });
	expect(restored.recoveryCode).toBeDefined();
	const { workspace } = device.host.open;
	expect([workspace.admitted, workspace.shared, await readOnly(device)]).toEqual([true, true, undefined]);
	expect(await clients(device)).toEqual(expect.arrayContaining(['after the backup', 'waited']));
	// What waited when the backup was made was sent by who made it: it is in the log once.
	expect(workspace.waiting).toBe(0);
	const line = await online(device, relay);
	await line.level(alice.host);
	await device.books().save('party', newId(), aParty({ name: 'from the restored' }));
	await line.level();
	await live.level(device.host);
	expect(alice.host.open.workspace.otherDevices).toBe(before + 1);
	expect(alice.host.open.workspace.admitted).toBe(true);
	expect(await clients(alice)).toEqual(await clients(device));
	expect(await workspace.verify()).toBeUndefined();
	expect(await device.host.confirmRecovery(restored.recoveryCode!)).toBe(true);
});

it('where billing records of Spain are made, that it was restored is an event of the new device, and in the log', async () => {
	const { alice, relay, live, restore } = await backedUp(SPANISH);
	const { device } = await restore();
	const line = await online(device, relay);
	await line.level(alice.host);
	await live.level(device.host);
	const { workspace, home, id } = alice.host.open;
	const { events } = await new SpainHost(workspace, home, id).state(() => true);
	expect(events.map(({ isThis, lastCode, events: count }) => [isThis, lastCode, count])).toEqual([
		[true, '01', 1],
		[false, '07', 1]
	]);
	expect([device.host.open.workspace.waiting, workspace.refusals]).toEqual([0, []]);
});

it('restored twice: the second finds the code used, can be read, and is let in by a device that is in', async () => {
	const { alice, live, id, relay, restore } = await backedUp();
	await restore();
	const { device: second, restored } = await restore();
	expect(restored.readOnly).toEqual([id]);
	expect(await readOnly(second)).toEqual({ code: 'read-only', detail: 'not-admitted' });
	const { workspace, home } = second.host.open;
	expect([workspace.admitted, workspace.broken]).toEqual([false, undefined]);
	expect(await clients(second)).toContain('waited');
	let text = '';
	await exportBooks({ workspace, home, businessId: businessId(id) }, '2026-11-22', (part) => ((text += part), true));
	expect(text).toContain('waited');
	// Nothing was founded beside the log that the relay has.
	await live.level();
	expect(alice.host.open.workspace.admitted).toBe(true);
	const { device: paired } = await another(alice, relay);
	expect(paired.host.open.workspace.admitted).toBe(true);
});

it('no relay in reach: nothing is written before the person says so; then this device takes the books over alone', async () => {
	const { relay, live, restore } = await backedUp();
	await live.stop();
	await relay.stop();
	await expect(restore()).rejects.toMatchObject({ error: { code: 'needs-relay', field: 'backup', detail: relay.origin } });
	const { device, restored } = await restore({ alone: true });
	expect(restored.readOnly).toEqual([]);
	const { workspace } = device.host.open;
	expect([workspace.admitted, workspace.shared, workspace.otherDevices]).toEqual([true, false, 0]);
	expect(await clients(device)).toContain('waited');
	expect(await clients(device)).not.toContain('after the backup');
	await device.books().save('party', newId(), aParty({ name: 'alone' }));
	expect(workspace.waiting).toBe(0);
});

it('a relay that has lost the books is no reason to give them up, nor to fill it unasked', async () => {
	const { relay, live, restore } = await backedUp();
	await live.stop();
	await relay.stop();
	const empty = await startRelay({ port: Number(relay.host.split(':')[1]) });
	try {
		await expect(restore()).rejects.toMatchObject({ error: { code: 'needs-relay' } });
	} finally {
		await empty.stop();
	}
});

it('books that came with another kit come back by that kit, and a backup leaves their code as it is', async () => {
	const { alice, relay } = await alicesBooks();
	const bob = await ended(newDevice());
	const { offer, join } = await pair(alice.host, bob.host);
	expect([offer.status, join.status]).toEqual(['fulfilled', 'fulfilled']);
	const line = await online(bob, relay);
	await line.level(alice.host);
	const id = alice.host.open.id;
	expect(bob.host.open.id).toBe(id);
	const before = alice.host.open.workspace.entries;
	const file = (await new BackupHost(bob.host).make(undefined)).file!;
	await line.level();
	expect(bob.host.open.workspace.entries).toBe(before);
	const device = await ended(emptyDevice());
	const input = { file, secret: { code: bob.code }, workspaces: [id], passphrase: 'other words 17' };
	const restored = await new RestoreHost(device.host, SOCKETS).restore(input);
	expect(restored.readOnly).toEqual([]);
	expect(device.host.open.workspace.admitted).toBe(true);
});
