/** People who keep books together: invited, admitted, made something else, put out. */
import { afterEach, describe, expect, it } from 'vitest';
import { KIND } from '../../sync-server/protocol/codec.ts';
import { activeDevices } from '../../sync-server/protocol/membership-state.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { listRecoveryPair } from '#lib/workspace/admission.ts';
import { equalBytes } from '#lib/workspace/bytes.ts';
import { admitJoiner, inviteMember, withdrawInvitation } from '#lib/workspace/invitations.ts';
import { leaveBooks, memberList, ownRole, removeMember, requireProgram, rotateIfOwed, setRole } from '#lib/workspace/members.ts';
import { rotationTo } from '#lib/workspace/rotating.ts';
import { memberNames } from '#lib/team/records.ts';
import { logToCopy } from '#lib/workspace/shared-log.ts';
import { asking, comes, linkBy, memberOf, Newcomer } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const roles = ({ workspace }: Device) => memberList(workspace).map(({ role, isMe }) => `${role}${isMe ? '*' : ''}`);

describe('Alice invites Bob', () => {
	it('who reads out six words, is admitted, has all that was ever written, and writes', async () => {
		const scene = await setup(['alice']);
		const { alice, relay, converge } = scene;
		await alice.save('before any code');
		// Each new recovery code changes the key: Bob must read what was sealed under those before him.
		for (const seed of [randomKey(kdfKey), randomKey(kdfKey)]) await listRecoveryPair(alice.workspace, alice.home.keys, seed);
		await alice.save('under the third key');
		await alice.level();

		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		const bobs = new Newcomer('Bob', link);
		const { joiner, name } = await asking(alice, id, relay.address);
		expect([name, joiner.name, joiner.device]).toEqual(['Bob', 'Bob', 'Bob’s laptop']);
		expect(joiner.words).toEqual(bobs.words);
		await bobs.asked;
		await admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...joiner });

		const bob = await bobs.arrive(scene);
		await converge(alice, bob);
		expect(await bob.items()).toEqual(['before any code', 'under the third key']);
		await bob.save('of bob');
		await converge(alice, bob);
		expect(await alice.view()).toBe(await bob.view());
		expect([roles(alice), roles(bob)]).toEqual([
			['o*', 'w'],
			['o', 'w*']
		]);
		expect(bob.alarms).toEqual([]);
		expect(alice.workspace.quarantine ?? bob.workspace.quarantine).toBeUndefined();
		expect(await bob.workspace.verify()).toBeUndefined();
		// Who asked to join had seen nothing: that is no word of a device that has her work.
		for (const again of [false, true]) {
			if (again) await alice.workspace.makeListsAgain();
			expect([...alice.workspace.lastWords.keys()].sort()).toEqual([alice, bob].map(({ workspace }) => workspace.device).sort());
		}
		// His own recovery code, beside hers.
		expect(await listRecoveryPair(bob.workspace, bob.home.keys, randomKey(kdfKey))).toBe('listed');
		await converge(alice, bob);
	});

	it('while the key changes between her invitation, his answer and her admission', async () => {
		const scene = await setup(['alice']);
		const { alice, relay, converge } = scene;
		const rotate = () => listRecoveryPair(alice.workspace, alice.home.keys, randomKey(kdfKey));
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		await rotate();
		await rotate();
		const bobs = new Newcomer('Bob', link);
		const { joiner } = await asking(alice, id, relay.address);
		await rotate();
		await rotate();
		await admitJoiner(alice.workspace, alice.home.keys, { id, role: 'r', ...joiner });
		const bob = await bobs.arrive(scene);
		await converge(alice, bob);
		expect(await bob.view()).toBe(await alice.view());
	});

	it('and whoever admits him hands over keys that are not those of the log (threat 4): he takes them from where the log says', async () => {
		const scene = await setup(['alice']);
		const { alice, relay, converge } = scene;
		await alice.save('before any code');
		for (const seed of [randomKey(kdfKey), randomKey(kdfKey)]) await listRecoveryPair(alice.workspace, alice.home.keys, seed);
		await alice.level();
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		const bobs = new Newcomer('Bob', link);
		const { joiner } = await asking(alice, id, relay.address);
		const { keys } = alice.home;
		const lying = { ...keys, epochKey: (epoch: number) => (epoch === 0 ? randomKey(kdfKey) : keys.epochKey(epoch)) };
		await admitJoiner(alice.workspace, lying, { id, role: 'w', ...joiner });
		const bob = await bobs.arrive(scene);
		await converge(alice, bob);
		expect(await bob.workspace.verify()).toBeUndefined();
		expect(await bob.items()).toEqual(['before any code']);
		expect(bob.home.keys.known()).toEqual(keys.known());
	});

	it('who closes the page after he asked, and finds himself admitted when he comes back', async () => {
		const scene = await setup(['alice']);
		const { alice, relay } = scene;
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		const bobs = new Newcomer('Bob', link);
		const { joiner } = await asking(alice, id, relay.address);
		await relay.stop();
		await relay.start();
		await alice.reconnect();
		await alice.session.settled();
		await admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...joiner });
		await scene.converge(alice, await bobs.arrive(scene));
	});

	it('and the link leaked: who uses it first has other words, and gets nothing (threats 9, 43)', async () => {
		const scene = await setup(['alice']);
		const { alice, relay } = scene;
		await alice.save('not for eve');
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		const eve = new Newcomer('Bob', link);
		const { joiner } = await asking(alice, id, relay.address);
		const bobs = new Newcomer('Bob', link);
		expect(await bobs.end).toEqual({ end: 'taken' });
		expect(joiner.name).toBe('Bob');
		expect(joiner.words).not.toEqual(bobs.words);
		// Had she compared nothing but the name, the keys she admits would still be the ones she was shown.
		const { keys } = bobs;
		const swapped = { id, role: 'w' as const, signPk: keys.sign.publicKey, boxPk: keys.box.publicKey };
		await expect(admitJoiner(alice.workspace, alice.home.keys, swapped)).rejects.toMatchObject({ code: 'invalid', field: 'words' });
		await withdrawInvitation(alice.workspace, id);
		expect(await eve.end).toEqual({ end: 'withdrawn' });
		expect(memberList(alice.workspace)).toHaveLength(1);
	});

	it('twice by one link: the second is told that it is used up', async () => {
		const scene = await setup(['alice']);
		const { alice, relay } = scene;
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		const bobs = new Newcomer('Bob', link);
		const { joiner } = await asking(alice, id, relay.address);
		await admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...joiner });
		await scene.converge(alice, await bobs.arrive(scene));
		expect(await new Newcomer('Carol', link).end).toEqual({ end: 'taken' });
		await expect(admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...joiner })).rejects.toMatchObject({ code: 'not-found' });
	});

	it('and thinks better of it', async () => {
		const { alice, relay } = await setup(['alice']);
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		await withdrawInvitation(alice.workspace, id);
		expect(await new Newcomer('Bob', link).end).toEqual({ end: 'withdrawn' });
		await expect(withdrawInvitation(alice.workspace, 'ff')).rejects.toMatchObject({ code: 'not-found' });
	});

	it('while the relay does not answer: nothing is written, and it says so', async () => {
		const { alice, relay } = await setup(['alice']);
		const before = alice.workspace.entries;
		await relay.stop();
		await expect(inviteMember(alice.workspace, { role: 'w', name: 'Bob' })).rejects.toMatchObject({ code: 'needs-relay' });
		expect(alice.workspace.entries).toBe(before);
	});
});

describe('roles', () => {
	it('a viewer sees everything and saves nothing; what he typed as an editor stays with him (threat 24)', async () => {
		const scene = await setup(['alice']);
		const { alice, converge, connect } = scene;
		await alice.save('paper');
		const bob = await comes(scene, alice, 'bob', 'r');
		expect(await bob.items()).toEqual(['paper']);
		await expect(bob.save('ink')).rejects.toMatchObject({ code: 'read-only', detail: 'viewer' });
		await setRole(alice.workspace, memberOf(bob), 'w');
		await converge(alice, bob);
		await bob.save('ink');
		await converge(alice, bob);

		await bob.session.stop();
		await bob.save('glue');
		await setRole(alice.workspace, memberOf(bob), 'r');
		await connect(bob);
		await bob.until(() => bob.workspace.entries === alice.workspace.entries);
		expect(await alice.items()).toEqual(['ink', 'paper']);
		expect([await bob.items(), bob.workspace.waiting]).toEqual([['glue', 'ink', 'paper'], 1]);
		expect([await bob.port.make(100_000), (await logToCopy(bob.workspace)).waiting]).toEqual([[], []]);
		expect(bob.alarms).toEqual([]);
		await setRole(alice.workspace, memberOf(bob), 'w');
		await converge(alice, bob);
		expect(await alice.items()).toEqual(['glue', 'ink', 'paper']);
	});

	it('an admin makes no admin, and touches none; an owner hands the books over', async () => {
		const scene = await setup(['alice']);
		const { alice, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'a');
		const carol = await comes(scene, alice, 'carol', 'w');
		await converge(alice, bob, carol);
		const ownersOnly = { code: 'invalid', detail: 'owners-only' };
		await expect(inviteMember(bob.workspace, { role: 'a', name: 'Dave' })).rejects.toMatchObject(ownersOnly);
		await expect(setRole(bob.workspace, memberOf(carol), 'a')).rejects.toMatchObject(ownersOnly);
		await expect(removeMember(bob.workspace, bob.home.keys, memberOf(alice))).rejects.toMatchObject(ownersOnly);
		await expect(setRole(alice.workspace, memberOf(alice), 'a')).rejects.toMatchObject({ code: 'invalid', detail: 'last-owner' });
		await expect(leaveBooks(alice.workspace)).rejects.toMatchObject({ code: 'invalid', detail: 'last-owner' });
		await setRole(alice.workspace, memberOf(bob), 'o');
		await setRole(alice.workspace, memberOf(alice), 'w');
		await converge(alice, bob, carol);
		expect(roles(carol)).toEqual(['w', 'o', 'w*']);
		expect([alice, bob, carol].map(({ workspace }) => ownRole(workspace))).toEqual(['w', 'o', 'w']);
		expect([...(await memberNames(carol.workspace)).entries()]).toEqual([
			[memberOf(bob), 'bob'],
			[memberOf(carol), 'carol']
		]);
	});
});

describe('Bob is removed', () => {
	it('while Carol is offline through three changes of the key; her work arrives, his does not (threats 21, 22, 26)', async () => {
		const scene = await setup(['alice']);
		const { alice, converge, connect } = scene;
		const bob = await comes(scene, alice, 'bob', 'w');
		const carol = await comes(scene, alice, 'carol', 'w');
		await bob.save('of bob');
		await converge(alice, bob, carol);
		await carol.session.stop();
		await carol.save('of carol on the train');
		await bob.session.stop();
		await bob.save('of bob on the train');

		await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
		for (const seed of [randomKey(kdfKey), randomKey(kdfKey)]) await listRecoveryPair(alice.workspace, alice.home.keys, seed);
		await alice.save('after bob');
		await alice.level();
		await connect(carol);
		await converge(alice, carol);
		expect(await carol.view()).toBe(await alice.view());
		expect(await alice.items()).toEqual(['after bob', 'of bob', 'of carol on the train']);

		await bob.reconnect();
		await bob.raises('not-admitted');
		expect(await bob.items()).toEqual(['of bob', 'of bob on the train']);
		expect(bob.workspace.waiting).toBe(1);
		expect(bob.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
		expect(roles(alice)).toEqual(['o*', 'w']);
	});

	it('although he handed the last key to nobody', async () => {
		const scene = await setup(['alice']);
		const { alice, admit, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'w');
		const phone = await admit('bobs phone', bob);
		await scene.connect(phone);
		await converge(alice, bob, phone);
		// A hostile program of his: in the boxes of his own rotation is noise for everybody but himself.
		await bob.workspace.save(async (transaction) => {
			const { membership, epoch } = bob.workspace;
			const staying = activeDevices(membership!).filter(({ devId }) => !equalBytes(devId, phone.keys.id));
			const { rotation } = rotationTo(bob.home.keys, epoch, staying);
			const boxes = rotation.boxes.map((each) => (equalBytes(each.devId, bob.keys.id) ? each : { ...each, box: new Uint8Array(80) }));
			transaction.membership({ kind: KIND.REVOKE_DEVICE, devId: phone.keys.id, rotation: { ...rotation, boxes } });
		});
		await alice.until(() => alice.workspace.entries === bob.workspace.entries);
		expect(alice.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
		await removeMember(alice.workspace, alice.home.keys, memberOf(bob));
		await alice.save('free again');
		await alice.level();
		expect(alice.workspace.waiting).toBe(0);
		expect(alice.home.keys.hasEpoch(alice.workspace.epoch)).toBe(true);
	});
});

describe('two owners remove each other at once (threat 25)', () => {
	it('one of them stays, everybody sees the same one, and she can go on', async () => {
		const scene = await setup(['alice']);
		const { alice } = scene;
		const bob = await comes(scene, alice, 'bob', 'o');
		const carol = await comes(scene, alice, 'carol', 'w');
		await scene.converge(alice, bob, carol);
		const both = await Promise.allSettled([
			removeMember(alice.workspace, alice.home.keys, memberOf(bob)),
			removeMember(bob.workspace, bob.home.keys, memberOf(alice))
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const [stays, goes] = both[0]!.status === 'fulfilled' ? [alice, bob] : [bob, alice];
		await goes.raises('not-admitted');
		await carol.until(() => memberList(carol.workspace).length === 2);
		await stays.save('goes on');
		await scene.converge(stays, carol);
		expect(await carol.view()).toBe(await stays.view());
		expect(memberList(carol.workspace).map(({ member }) => member)).toEqual([memberOf(stays), memberOf(carol)]);
	});
});

describe('Bob leaves', () => {
	it('and is out at once; the next key comes from somebody who stays, once', async () => {
		const scene = await setup(['alice']);
		const { alice, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'w');
		const carol = await comes(scene, alice, 'carol', 'a');
		await converge(alice, bob, carol);
		const { epoch } = alice.workspace;
		await leaveBooks(bob.workspace).catch((error: unknown) => expect(error).toMatchObject({ code: 'needs-relay', detail: 'sent' }));
		await bob.raises('not-admitted');
		await converge(alice, carol);
		expect(alice.workspace.membership?.owesRotation).toBe(true);
		const done = await Promise.all([alice, carol].map(({ workspace, home }) => rotateIfOwed(workspace, home.keys)));
		expect(done.filter(Boolean)).toHaveLength(1);
		await converge(alice, carol);
		expect([alice.workspace.epoch, alice.workspace.membership?.owesRotation]).toEqual([epoch + 1, false]);
		expect(bob.home.keys.hasEpoch(epoch + 1)).toBe(false);
		expect(await rotateIfOwed(alice.workspace, alice.home.keys)).toBe(false);
	});
});

describe('what is saved while a change of one’s own role is on its way', () => {
	it('stays here when it comes behind the leaving, and nothing is blamed for it', async () => {
		const scene = await setup(['alice']);
		const { alice, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'w');
		await bob.save('before');
		await converge(alice, bob);
		const leaving = leaveBooks(bob.workspace).catch(() => {});
		await bob.until(() => bob.session.status.inFlight > 0);
		await bob.save('meanwhile').catch((error: unknown) => expect(error).toMatchObject({ code: 'read-only' }));
		await leaving;
		await bob.raises('not-admitted');
		await alice.until(() => memberList(alice.workspace).length === 1);
		expect([...bob.raised]).toEqual(['not-admitted']);
		expect(await bob.items()).toEqual(['before', 'meanwhile'].slice(0, 1 + bob.workspace.waiting));
		expect(await alice.items()).toEqual(['before']);
	});

	it('stays here when it comes behind the step down to a viewer', async () => {
		const scene = await setup(['alice']);
		const { alice, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'o');
		await converge(alice, bob);
		const down = setRole(alice.workspace, memberOf(alice), 'r');
		await alice.until(() => alice.session.status.inFlight > 0);
		await alice.save('meanwhile').catch((error: unknown) => expect(error).toMatchObject({ code: 'read-only' }));
		await down;
		await bob.until(() => memberList(bob.workspace)[0]?.role === 'r');
		await alice.until(() => alice.workspace.entries === bob.workspace.entries);
		expect([...alice.raised]).toEqual([]);
		expect([alice.session.status.link, await bob.items()]).toEqual(['live', []]);
		await setRole(bob.workspace, memberOf(alice), 'w');
		await alice.until(() => ownRole(alice.workspace) === 'w' && alice.workspace.waiting === 0);
		await converge(alice, bob);
		expect(await bob.items()).toEqual(await alice.items());
	});
});

describe('books that ask for a newer program', () => {
	it('take no records from an older one, which says so; its members are still its members', async () => {
		const scene = await setup(['alice']);
		const { alice, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'w');
		await requireProgram(alice.workspace, 1000);
		await converge(alice, bob);
		for (const each of [alice, bob]) await expect(each.save('x')).rejects.toMatchObject({ code: 'stopped', detail: 'newer-version' });
		expect(await listRecoveryPair(bob.workspace, bob.home.keys, randomKey(kdfKey))).toBe('listed');
		await requireProgram(alice.workspace);
		await converge(alice, bob);
		await bob.save('x');
		await converge(alice, bob);
		expect(await alice.items()).toEqual(['x']);
	});
});
