/** What members and devices are called is theirs and the admins' to say: a program that lets its person name others changes nothing anywhere else. */
import { afterEach, expect, it } from 'vitest';
import { deviceRecordId } from '#lib/devices/records.ts';
import { memberNames, memberRecordId } from '#lib/team/records.ts';
import { REGISTRY } from '#lib/worker/registry.ts';
import { namedBy } from '#lib/workspace/named-type.ts';
import type { Registry } from '#lib/workspace/registry.ts';
import { setRole } from '#lib/workspace/members.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const name = (by: Device, id: string, called: string, type: 'member' | 'device' = 'member') =>
	by.workspace.save((transaction) => transaction.putLive(type, id, { name: called }));
const calls = async ({ workspace }: Device, ...members: string[]) => {
	const names = await memberNames(workspace);
	return members.map((member) => names.get(member));
};
/** A program that judges nobody. */
function lenient(device: Device): () => Promise<void> {
	const home = device.home as { registry: Registry };
	const all = new Map(REGISTRY);
	for (const type of ['member', 'device'] as const) {
		const { entitled: _, ...free } = REGISTRY.get(type)!;
		all.set(type, free);
	}
	home.registry = all;
	return async () => {
		home.registry = REGISTRY;
		await device.workspace.makeListsAgain();
	};
}

it('an editor names himself and nobody else, whatever his program lets him do; an admin names each, and it is known who did', async () => {
	const scene = await setup(['alice']);
	const { alice, converge } = scene;
	const [bob, carol] = [await comes(scene, alice, 'Bob', 'w'), await comes(scene, alice, 'Carol', 'w')];
	const [a, b, c] = [memberOf(alice), memberOf(bob), memberOf(carol)];
	await name(alice, memberRecordId(a), 'Alice');
	await name(alice, deviceRecordId(alice.workspace.device), 'Laptop', 'device');
	await converge(alice, bob, carol);

	// An honest program says so at once.
	await expect(name(bob, memberRecordId(c), 'Mallory')).rejects.toMatchObject({ code: 'invalid', detail: 'not-entitled' });
	const honest = lenient(bob);
	await name(bob, memberRecordId(a), 'Bob’s accountant');
	await name(bob, memberRecordId(c), 'Mallory');
	await name(bob, deviceRecordId(alice.workspace.device), 'Stolen', 'device');
	await name(bob, memberRecordId(b), 'Robert');
	await converge(alice, bob, carol);
	await honest();
	for (const each of [alice, bob, carol]) {
		expect([each.name, await calls(each, a, b, c)]).toEqual([each.name, ['Alice', 'Robert', 'Carol']]);
		expect(await each.workspace.live('device', deviceRecordId(alice.workspace.device))).toMatchObject({ name: 'Laptop' });
		expect(each.workspace.refusals.map(({ reason, recordId }) => [reason, recordId])).toEqual([
			['not-entitled', memberRecordId(a)],
			['not-entitled', memberRecordId(c)],
			['not-entitled', deviceRecordId(alice.workspace.device)]
		]);
	}
	expect(await bob.view()).toBe(await alice.view());

	await name(alice, memberRecordId(b), 'Bob');
	await name(carol, memberRecordId(c), 'Caroline');
	await converge(alice, bob, carol);
	for (const each of [alice, bob, carol]) {
		expect(await calls(each, a, b, c)).toEqual(['Alice', 'Bob', 'Caroline']);
		const by = await Promise.all([b, c].map(async (member) => namedBy(await each.workspace.read(memberRecordId(member)))));
		expect(by).toEqual([alice.workspace.device, carol.workspace.device]);
	}
});

it('a device is named by the devices of its person and by admins; a role that is gone names nobody any more', async () => {
	const scene = await setup(['alice', 'tablet']);
	const { alice, tablet, converge } = scene;
	const bob = await comes(scene, alice, 'Bob', 'a');
	const id = deviceRecordId(tablet.workspace.device);
	await name(alice, id, 'Tablet', 'device');
	await converge(alice, bob, tablet);
	await name(bob, id, 'Kitchen', 'device');
	await converge(alice, bob, tablet);
	expect(await tablet.workspace.live('device', id)).toMatchObject({ name: 'Kitchen' });
	// What he wrote as an admin comes to lie behind the entry that made him an editor.
	await bob.session.stop();
	await name(bob, id, 'Hall', 'device');
	await setRole(alice.workspace, memberOf(bob), 'w');
	await alice.level();
	bob.session.start();
	await converge(alice, bob, tablet);
	for (const each of [alice, bob, tablet])
		expect([each.name, await each.workspace.live('device', id)]).toMatchObject([each.name, { name: 'Kitchen' }]);
	await name(tablet, id, 'Mine', 'device');
	await converge(alice, bob, tablet);
	expect(await bob.workspace.live('device', id)).toMatchObject({ name: 'Mine' });
});
