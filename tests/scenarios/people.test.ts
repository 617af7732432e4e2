/** Devices that come, go, and are told about each other. */
import { afterEach, describe, expect, it } from 'vitest';
import { KIND } from '../../sync-server/protocol/codec.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { standing, owesWord } from '#lib/sync/status.ts';
import { listRecoveryPair, revokeDevice } from '#lib/workspace/admission.ts';
import { RelayHouse, endAll, setup } from './setup.ts';

afterEach(endAll);

describe('a device that is put out', () => {
	it('hears it, keeps what it has, and reads nothing that is written later', async () => {
		const { alice, bob, carol, converge } = await setup(['alice', 'bob', 'carol']);
		await bob.save('of bob');
		await converge(alice, bob, carol);
		await revokeDevice(alice.workspace, alice.home.keys, bob.keys.id, randomKey(kdfKey));
		await bob.raises('not-admitted');
		await alice.save('later');
		await carol.save('of carol');
		await converge(alice, carol);
		await expect(bob.save('too late')).rejects.toMatchObject({ code: 'read-only' });
		bob.session.wake();
		await bob.session.settled();
		expect(bob.session.status.link).toBe('stopped');
		expect(bob.workspace.admitted).toBe(false);
		expect(await bob.items()).toEqual(['of bob']);
		expect(await carol.items()).toEqual(['later', 'of bob', 'of carol']);
		expect(await carol.view()).toBe(await alice.view());
		expect(bob.home.keys.hasEpoch(alice.workspace.epoch)).toBe(false);
	});

	it('while it was away, with work of its own waiting: the work stays with it', async () => {
		const { alice, bob, converge } = await setup(['alice', 'bob']);
		await bob.session.stop();
		await bob.save('written on the train');
		await revokeDevice(alice.workspace, alice.home.keys, bob.keys.id, randomKey(kdfKey));
		await alice.save('after');
		await converge(alice);
		await bob.reconnect();
		await bob.raises('not-admitted');
		expect(await bob.items()).toEqual(['written on the train']);
		expect(bob.workspace.waiting).toBe(1);
		expect(await alice.items()).toEqual(['after']);
	});
});

describe('threat 26: keys that change while a device is away', () => {
	it('come to it in the log, and what it wrote in the old ones is written in the new', async () => {
		const { alice, bob, carol, connect, converge } = await setup(['alice', 'bob', 'carol']);
		await carol.session.stop();
		await carol.save('in the old key');
		// Each new code puts the pair of the one before out, and that changes the key.
		for (const seed of [randomKey(kdfKey), randomKey(kdfKey)]) await listRecoveryPair(alice.workspace, alice.home.keys, seed);
		expect(alice.workspace.epoch).toBe(2);
		await alice.save('in the new key');
		await converge(alice, bob);
		await connect(carol);
		await converge(alice, bob, carol);
		expect(await bob.items()).toEqual(['in the new key', 'in the old key']);
		expect(await carol.view()).toBe(await alice.view());
		expect(carol.workspace.quarantine).toBeUndefined();
	});
});

describe('changes of members and keys that are asked for at once on one device', () => {
	it('are made one after the other, each on the log as the one before left it', async () => {
		const { alice, bob, converge } = await setup(['alice', 'bob']);
		const seeds = [randomKey(kdfKey), randomKey(kdfKey), randomKey(kdfKey)];
		const listed = await Promise.all(seeds.map((seed) => listRecoveryPair(alice.workspace, alice.home.keys, seed)));
		expect(listed).toEqual(['listed', 'listed', 'listed']);
		expect(alice.workspace.epoch).toBe(3);
		const out = () => revokeDevice(alice.workspace, alice.home.keys, bob.keys.id, randomKey(kdfKey));
		const both = await Promise.allSettled([out(), out()]);
		expect(both).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'not-found' } }]);
		await alice.save('goes on');
		await converge(alice);
		expect(await alice.workspace.verify()).toBeUndefined();
	});
});

describe('what one device knows of another', () => {
	it('is what it said last: saved here, on the relay, seen', async () => {
		const { alice, bob, converge } = await setup(['alice', 'bob']);
		const now = () => standing(alice.workspace.lastWords, alice.workspace.device, alice.workspace.waiting + alice.session.status.inFlight);
		await alice.session.stop();
		await alice.save('paper');
		expect(now().safety).toBe('here');
		await alice.reconnect();
		await converge(alice, bob);
		expect(now().safety).toBe('relay');
		expect(owesWord(bob.workspace.lastWords, bob.workspace.device, undefined, 1)).toBe(true);
		await bob.workspace.save(async (transaction) => transaction.membership({ kind: KIND.SEEN }));
		await converge(alice, bob);
		expect(now()).toEqual({ safety: 'seen', waiting: 0, seenBy: [bob.workspace.device] });
		expect(owesWord(bob.workspace.lastWords, bob.workspace.device, undefined, 1)).toBe(false);
	});
});

describe('threat 14: a device that has just been admitted', () => {
	it('is not content with less of the log than it was told of', async () => {
		const { alice, admit, relay } = await setup(['alice']);
		await alice.save('paper');
		await alice.level();
		const bob = await admit('bob', alice, { known: [{ n: 100, R: new Uint8Array(32) }] });
		bob.session.start();
		const { n } = await alice.port.head();
		expect(await bob.raises('withheld')).toEqual({ kind: 'withheld', relay: n, known: 100 });

		const empty = await RelayHouse.open();
		const carol = await admit('carol', alice, { address: empty.address });
		carol.session.start();
		expect(await carol.raises('withheld')).toEqual({ kind: 'withheld', relay: 0, known: 1 });
		await carol.reconnect({ address: relay.address });
		await carol.level();
		expect(await carol.items()).toEqual(['paper']);
		expect(carol.alarms).toEqual([]);
	});

	it('nor with another log than the one it was told of', async () => {
		const { alice, admit } = await setup(['alice']);
		const bob = await admit('bob', alice, { known: [{ n: 2, R: new Uint8Array(32).fill(1) }] });
		bob.session.start();
		expect(await bob.raises('fork')).toEqual({ kind: 'fork', n: 2 });
	});
});
