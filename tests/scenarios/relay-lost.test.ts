/** The relay loses what it had: nothing is written until a person says so, and then all of it is back. */
import { copyFileSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { SocketClass } from '#lib/sync/connection.ts';
import { deleteOn, fill, move, probe } from '#lib/sync/repair.ts';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import { RelayHouse, endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const socket = { WebSocket: WebSocket as unknown as SocketClass };
const asDevice = (device: Device, address: RelayAddress) => ({ ...socket, address, signer: device.signer, port: device.port });

function wipe(file: string): void {
	for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}

describe('threat 18: a relay whose disk was wiped', () => {
	it('is noticed by every device, written to by none, and filled again on the word of one person', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob']);
		await alice.save('paper');
		await converge(alice, bob);
		const entries = alice.workspace.entries;
		await relay.stop();
		wipe(relay.file);
		await alice.save('written while it was down');
		await relay.start();
		expect(await alice.raises('regression')).toEqual({ kind: 'regression', relay: 0, here: entries });
		expect(await bob.raises('regression')).toEqual({ kind: 'regression', relay: 0, here: entries });
		await bob.save('written after it was noticed');
		alice.session.wake();
		await alice.session.settled();
		expect(alice.session.status.link).toBe('stopped');
		expect([alice.workspace.waiting, bob.workspace.waiting]).toEqual([1, 1]);

		bob.session.restore();
		await bob.level();
		alice.session.wake();
		await converge(alice, bob);
		expect(await alice.items()).toEqual(['paper', 'written after it was noticed', 'written while it was down']);
		expect(await bob.view()).toBe(await alice.view());
		expect([...alice.alarms, ...bob.alarms]).toEqual([]);
	});
});

describe('threat 13: a relay put back to an older state', () => {
	it('is given back what it lost by one device, byte for byte, and the other goes on', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob']);
		await alice.save('old');
		await converge(alice, bob);
		const then = alice.workspace.entries;
		await relay.stop();
		copyFileSync(relay.file, `${relay.file}.backup`);
		await relay.start();
		await alice.save('by alice');
		await bob.save('by bob');
		await converge(alice, bob);
		const log = await alice.port.read(0, 1e9);
		await relay.stop();
		wipe(relay.file);
		copyFileSync(`${relay.file}.backup`, relay.file);
		await relay.start();
		expect(await alice.raises('regression')).toEqual({ kind: 'regression', relay: then, here: log.length });
		await bob.raises('regression');

		alice.session.restore();
		await alice.level();
		bob.session.wake();
		await bob.save('after all');
		await converge(alice, bob);
		expect((await alice.port.read(0, 1e9)).slice(0, log.length)).toEqual(log);
		expect(await bob.view()).toBe(await alice.view());
		expect(await alice.items()).toEqual(['after all', 'by alice', 'by bob', 'old']);
	});

	it('where a device that saw less has written on it, the two logs are a fork, for both', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob']);
		await converge(alice, bob);
		await relay.stop();
		copyFileSync(relay.file, `${relay.file}.backup`);
		await relay.start();
		await alice.level();
		await bob.session.stop();
		await alice.save('what bob never sees');
		await alice.level();
		await relay.stop();
		wipe(relay.file);
		copyFileSync(`${relay.file}.backup`, relay.file);
		await alice.session.stop();
		await relay.start();
		// Bob cannot know: this is the log as he left it.
		await bob.reconnect();
		await bob.save('on the older log');
		await bob.level();
		await alice.reconnect();
		await alice.raises('fork');
		expect(alice.session.status.link).toBe('stopped');
		expect(await alice.items()).toEqual(['what bob never sees']);
	});
});

describe('a relay that is left', () => {
	it('for another one: the log goes there, and the other device is told where', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob']);
		const next = await RelayHouse.open();
		await alice.save('before');
		await converge(alice, bob);
		const sayMoved = async () => {
			if ((await alice.port.moved()) === next.address.origin) return;
			await alice.workspace.save(async (transaction) => transaction.moved(next.address.origin));
		};
		expect(await move(alice.session, asDevice(alice, next.address), sayMoved)).toEqual({ n: alice.workspace.entries });
		expect(await bob.raises('moved')).toEqual({ kind: 'moved', to: next.address.origin });
		await bob.save('waits for the new one');
		await bob.until(() => bob.session.status.isHeld);
		expect(bob.workspace.waiting).toBe(1);

		await alice.reconnect({ address: next.address });
		await bob.reconnect({ address: next.address });
		await alice.save('after');
		await converge(alice, bob);
		expect(await bob.items()).toEqual(['after', 'before', 'waits for the new one']);
		expect(await bob.view()).toBe(await alice.view());
		expect(bob.alarms).toEqual([]);
		// Whoever comes to the old one finds the sign, and nothing is taken there any more.
		await bob.reconnect({ address: relay.address });
		await bob.raises('regression');
	});

	it('and told to forget: what is here stays, and a new relay takes it', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob']);
		await alice.save('kept');
		await converge(alice, bob);
		await alice.session.stop();
		expect(await deleteOn(asDevice(alice, relay.address))).toBe('deleted');
		await bob.raises('deleted');
		expect(await bob.items()).toEqual(['kept']);
		expect(await deleteOn(asDevice(alice, relay.address))).toBe('not-there');

		const next = await RelayHouse.open();
		await alice.reconnect({ address: next.address, mayFill: true });
		await bob.reconnect({ address: next.address });
		await alice.level();
		bob.session.wake();
		await bob.save('on');
		await converge(alice, bob);
		expect(await alice.items()).toEqual(['kept', 'on']);
	});
});

describe('threat 33: a relay that is full', () => {
	it('says so, loses nothing, and takes it when there is room', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob'], { relay: { config: { quota: 30_000 } } });
		for (let index = 0; index < 8; index++) await alice.save(`item ${index}`, undefined, { description: 'x'.repeat(6000) });
		const alarm = await alice.raises('quota');
		expect(alarm.quota).toBe(30_000);
		await alice.until(() => alice.session.status.isHeld);
		expect(alice.workspace.waiting).toBeGreaterThan(0);
		expect((await alice.items()).length).toBe(8);
		alice.session.wake();
		await alice.until(() => alice.session.status.isHeld && alice.alarm('quota') !== undefined);

		await relay.stop();
		relay.options.config = { ...relay.options.config, quota: 1e9 };
		await relay.start();
		await converge(alice, bob);
		expect((await bob.items()).length).toBe(8);
		expect(alice.alarms).toEqual([]);
	});
});

describe('an address', () => {
	it('is asked whether a relay is there before any books are named', async () => {
		const relay = await RelayHouse.open();
		expect(await probe({ ...socket, address: relay.address })).toEqual({ day: Math.floor(Date.now() / 86_400_000) });
		const { address } = relay;
		await relay.stop();
		expect(await probe({ ...socket, address })).toEqual({ problem: 'unreachable' });
	});

	it('with a token: only who has it creates anything there', async () => {
		const relay = await RelayHouse.open({ config: { token: 'a secret of the house' } });
		const { alice } = await setup(['alice'], { alone: true });
		expect(await fill(asDevice(alice, relay.address))).toEqual({ alarm: { kind: 'token' } });
		expect(await fill({ ...asDevice(alice, relay.address), token: 'a secret of the house' })).toEqual({ n: alice.workspace.entries });
		expect(alice.workspace.shared).toBe(false);
		await alice.reconnect({ address: parseRelayAddress(relay.address.origin) as RelayAddress });
		await alice.level();
		expect(alice.workspace.shared).toBe(true);
	});
});
