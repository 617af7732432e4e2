/** Members with several devices, owners who go, and links that came into other hands. */
import { readFileSync, existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { admitByRecovery, listRecoveryPair, revokeDevice } from '#lib/workspace/admission.ts';
import { admitJoiner, invitations, withdrawInvitation } from '#lib/workspace/invitations.ts';
import { leaveBooks, memberList, removeMember, rotateIfOwed, setRole } from '#lib/workspace/members.ts';
import { asking, comes, linkBy, memberOf, Newcomer } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const roles = ({ workspace }: Device) => memberList(workspace).map(({ role, isMe }) => `${role}${isMe ? '*' : ''}`);

describe('Bob’s second device', () => {
	it('is admitted by his first one, writes as Bob, and both are one member to everybody', async () => {
		const scene = await setup(['alice']);
		const { alice, admit, connect, converge } = scene;
		await alice.save('before bob');
		const laptop = await comes(scene, alice, 'bob', 'w');
		const phone = await admit('bobs phone', laptop);
		await connect(phone);
		await converge(alice, laptop, phone);
		expect(await phone.items()).toEqual(['before bob']);
		await laptop.session.stop();
		await phone.session.stop();
		await phone.save('of the phone');
		await laptop.save('of the laptop');
		await connect(laptop, phone);
		await converge(alice, laptop, phone);
		expect(await alice.view()).toBe(await phone.view());
		expect(await alice.items()).toEqual(['before bob', 'of the laptop', 'of the phone']);
		const [, bob] = memberList(alice.workspace);
		expect([bob!.role, bob!.devices.sort()]).toEqual(['w', [laptop.workspace.device, phone.workspace.device].sort()]);
		// He puts the laptop out himself; Alice, who owns the books, has no say in his devices.
		await expect(revokeDevice(alice.workspace, alice.home.keys, laptop.keys.id, randomKey(kdfKey))).rejects.toMatchObject({
			code: 'invalid',
			detail: 'of-another-member'
		});
		await revokeDevice(phone.workspace, phone.home.keys, laptop.keys.id, randomKey(kdfKey));
		await laptop.raises('not-admitted');
		await phone.save('goes on');
		await converge(alice, phone);
		expect(await alice.items()).toContain('goes on');
		expect(laptop.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
	});

	it('goes with him when he is removed, and so does his recovery code', async () => {
		const scene = await setup(['alice']);
		const { alice, admit, connect, converge } = scene;
		const laptop = await comes(scene, alice, 'bob', 'w');
		const phone = await admit('bobs phone', laptop);
		await connect(phone);
		const seed = randomKey(kdfKey);
		expect(await listRecoveryPair(laptop.workspace, laptop.home.keys, seed)).toBe('listed');
		await converge(alice, laptop, phone);
		await removeMember(alice.workspace, alice.home.keys, memberOf(laptop));
		for (const device of [laptop, phone]) await device.raises('not-admitted');
		await alice.save('after bob');
		await alice.level();
		for (const device of [laptop, phone]) expect(device.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
		expect(roles(alice)).toEqual(['o*']);
		await phone.until(() => phone.workspace.admitted === false || phone.session.status.link === 'stopped');
		// The code's pair is one of the devices that went: it brings nobody in any more.
		await expect(admitByRecovery(alice.workspace, phone.home.keys, seed)).resolves.toBe(false);
	});
});

describe('Alice hands the books over and leaves', () => {
	it('first as the last owner, who cannot; then when Bob is one: she is out, the key changes, and Bob can do all she could', async () => {
		const scene = await setup(['alice']);
		const { alice, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'a');
		const carol = await comes(scene, alice, 'carol', 'w');
		await alice.save('of alice');
		await converge(alice, bob, carol);
		const lastOwner = { code: 'invalid', detail: 'last-owner' };
		await expect(leaveBooks(alice.workspace)).rejects.toMatchObject(lastOwner);
		await expect(setRole(alice.workspace, memberOf(alice), 'w')).rejects.toMatchObject(lastOwner);
		expect(roles(alice)).toEqual(['o*', 'a', 'w']);

		await setRole(alice.workspace, memberOf(bob), 'o');
		await converge(alice, bob, carol);
		await leaveBooks(alice.workspace).catch((error: unknown) => expect(error).toMatchObject({ code: 'needs-relay', detail: 'sent' }));
		await alice.raises('not-admitted');
		await converge(bob, carol);
		const { epoch } = bob.workspace;
		expect(await rotateIfOwed(bob.workspace, bob.home.keys)).toBe(true);
		expect(bob.workspace.epoch).toBe(epoch + 1);
		expect(alice.home.keys.hasEpoch(epoch + 1)).toBe(false);
		// What she wrote is theirs, and hers.
		for (const device of [alice, bob]) expect(await device.items()).toEqual(['of alice']);
		const dave = await comes(scene, bob, 'dave', 'a');
		await setRole(bob.workspace, memberOf(carol), 'a');
		await converge(bob, carol, dave);
		expect(roles(carol)).toEqual(['o', 'a*', 'a']);
		await expect(leaveBooks(bob.workspace)).rejects.toMatchObject(lastOwner);
	});
});

describe('a link that leaked (threat 43)', () => {
	/** All that the relay keeps, byte by byte. */
	const rowsOf = (file: string) =>
		Buffer.concat([file, `${file}-wal`].filter((each) => existsSync(each)).map((each) => readFileSync(each)));

	it('is worth a question: Eve asks first with words that are not Bob’s, is declined, and has got nothing', async () => {
		const scene = await setup(['alice']);
		const { alice, relay } = scene;
		await alice.save('of alice');
		await alice.level();
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		const eves = new Newcomer('Bob', link);
		const { joiner } = await asking(alice, id, relay.address);
		await eves.asked;
		// She says that she is Bob. Bob, who opens the link after her, hears that somebody has used it; his words are others.
		const bobs = new Newcomer('Bob', link);
		expect(await bobs.end).toEqual({ end: 'taken' });
		expect(joiner.words).toEqual(eves.words);
		expect(joiner.words).not.toEqual(bobs.words);
		await withdrawInvitation(alice.workspace, id);
		expect(await eves.end).toEqual({ end: 'withdrawn' });
		expect(await invitations(alice.workspace, relay.address.host)).toEqual([]);
		// The books know her keys from her question alone: nothing was ever sealed to them.
		const { devices, members, epoch } = alice.workspace.membership!;
		expect([devices.size, members.size, epoch]).toEqual([2, 1, 0]);
		await expect(admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...joiner })).rejects.toMatchObject({ code: 'not-found' });
	});

	it('whose keys were swapped on the admin’s device before she admitted is refused: the words compared are of those that asked', async () => {
		const scene = await setup(['alice']);
		const { alice, relay } = scene;
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob');
		const bobs = new Newcomer('Bob', link);
		const { joiner } = await asking(alice, id, relay.address);
		const eve = new Newcomer('Eve', link);
		const swapped = { ...joiner, signPk: eve.keys.sign.publicKey, boxPk: eve.keys.box.publicKey };
		await expect(admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...swapped })).rejects.toMatchObject({
			code: 'invalid',
			field: 'words'
		});
		await admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...joiner });
		await scene.converge(alice, await bobs.arrive(scene));
		await eve.stop();
	});

	it('stands nowhere at the relay: neither its secret nor what the joiner calls himself', async () => {
		const scene = await setup(['alice']);
		const { alice, relay } = scene;
		const { id, link } = await linkBy(alice, relay.address, 'w', 'Bob Canarywright');
		const bobs = new Newcomer('Bob Canarywright', link);
		const { joiner } = await asking(alice, id, relay.address);
		await admitJoiner(alice.workspace, alice.home.keys, { id, role: 'w', ...joiner });
		await scene.converge(alice, await bobs.arrive(scene));
		const [rows, { secret, wsId }] = [rowsOf(relay.file), bobs.link];
		// What must be there is found in this way.
		expect(rows.includes(Buffer.from(wsId))).toBe(true);
		const kept = Buffer.from(secret);
		for (const form of [kept, kept.toString('hex'), kept.toString('base64').slice(0, 40), kept.toString('base64url').slice(0, 40)])
			expect(rows.includes(form)).toBe(false);
		expect(rows.includes('Canarywright')).toBe(false);
		expect(relay.journal.join('\n')).not.toMatch(/Canarywright/);
		for (const form of [kept.toString('hex'), kept.toString('base64url')]) expect(relay.journal.join('\n')).not.toContain(form);
	});
});
