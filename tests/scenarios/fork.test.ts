/** Two logs under one name, and identities that live twice. */
import { copyFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { hex } from '../../sync-server/protocol/bytes.ts';
import { KIND } from '../../sync-server/protocol/codec.ts';
import { NACK, type ClientFrame } from '../../sync-server/protocol/wire.ts';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { partingPoint } from '#lib/sync/repair.ts';
import { Liar } from './hostile/liar.ts';
import { RelayHouse, endAll, setup } from './setup.ts';

const liars: Liar[] = [];
afterEach(async () => {
	await endAll();
	for (const liar of liars.splice(0)) await liar.end();
});

/** A relay that shows Alice one log and Bob another, from `common` entries on. */
async function twoFaced() {
	const scene = await setup(['alice', 'bob']);
	const { alice, bob, relay, converge } = scene;
	await alice.save('both know');
	await converge(alice, bob);
	const common = alice.workspace.entries;
	await relay.stop();
	const other = await RelayHouse.open({ file: (file) => copyFileSync(relay.file, file) });
	await relay.start();
	await bob.reconnect({ address: other.address });
	for (const name of ['alice 1', 'alice 2']) {
		await alice.save(name);
		await alice.level();
	}
	for (const name of ['bob 1', 'bob 2', 'bob 3']) {
		await bob.save(name);
		await bob.level();
	}
	return { ...scene, other, common };
}

describe('threat 15: a relay that shows two devices two logs', () => {
	it('is found out by each as soon as it sees the other log, and neither writes on', async () => {
		const { alice, bob, relay, other } = await twoFaced();
		await bob.reconnect({ address: relay.address });
		await alice.reconnect({ address: other.address });
		for (const device of [alice, bob]) {
			await device.raises('fork');
			await device.session.settled();
			expect(device.session.status.link).toBe('stopped');
			await device.save(`${device.name} waits`);
			device.session.wake();
			await device.session.settled();
			expect([device.session.status.link, device.workspace.waiting]).toEqual(['stopped', 1]);
		}
		expect(await alice.items()).toEqual(['alice 1', 'alice 2', 'alice waits', 'both know']);
		expect(await bob.items()).toEqual(['bob 1', 'bob 2', 'bob 3', 'bob waits', 'both know']);
	});

	it('and where one branch is chosen, what the other device wrote in the lost one is sent again, once', async () => {
		const { alice, bob, relay, common, converge } = await twoFaced();
		await bob.reconnect({ address: relay.address });
		await bob.raises('fork');
		await bob.save('bob waits');
		const lostR = (await bob.port.head()).R;
		const found = await partingPoint({
			address: relay.address,
			WebSocket: WebSocket as unknown as SocketClass,
			signer: bob.signer,
			port: bob.port
		});
		expect(found).toEqual({ n: common, there: common + 2 });
		await alice.workspace.save(async (transaction) => transaction.membership({ kind: KIND.FORK, n: common, lostR }));
		await bob.session.takeBranchOfRelay(common);
		await converge(alice, bob);
		const all = ['alice 1', 'alice 2', 'bob 1', 'bob 2', 'bob 3', 'bob waits', 'both know'];
		expect(await alice.items()).toEqual(all);
		expect(await bob.view()).toBe(await alice.view());
		expect([...alice.alarms, ...bob.alarms]).toEqual([]);
		expect(await bob.workspace.verify()).toBeUndefined();
		// Its own later entries follow on the chosen branch.
		await bob.save('after all');
		await converge(alice, bob);
		expect(await alice.items()).toContain('after all');
	});

	it('is found at any length of the two logs', async () => {
		const { alice, bob, other, relay, common } = await twoFaced();
		// More than a frame each, and most of the entries, behind the point where they part.
		for (const device of [alice, bob]) {
			for (let index = 0; index < 14; index++) {
				await device.save(`long ${index}`, undefined, { description: 'y'.repeat(20_000) });
				await device.level();
			}
		}
		const ask = (device: typeof alice, { address }: RelayHouse) =>
			partingPoint({ address, WebSocket: WebSocket as unknown as SocketClass, signer: device.signer, port: device.port });
		expect(await ask(alice, other)).toEqual({ n: common, there: bob.workspace.entries });
		expect(await ask(bob, relay)).toEqual({ n: common, there: alice.workspace.entries });
		expect(await ask(bob, other)).toEqual({ n: bob.workspace.entries, there: bob.workspace.entries });
	});
});

describe('a profile that lives twice', () => {
	it('stops where it finds an entry of its own that it never wrote, and keeps what it has', async () => {
		const { alice, bob, copy, converge } = await setup(['alice', 'bob']);
		await alice.session.stop();
		const twin = await copy('twin', alice);
		await alice.reconnect();
		await alice.save('by alice');
		await converge(alice, bob);
		await twin.save('by the copy');
		twin.session.start();
		await twin.raises('copy');
		await twin.session.settled();
		expect(twin.session.status.link).toBe('stopped');
		expect([twin.workspace.waiting, twin.workspace.isCopy]).toEqual([1, true]);
		expect(await twin.items()).toEqual(['by alice', 'by the copy']);
		await alice.save('alice goes on');
		await converge(alice, bob);
		expect(await bob.items()).toEqual(['alice goes on', 'by alice']);
		expect(alice.alarms).toEqual([]);
	});
});

describe('threat 18: a false NACK, and the entry appended all the same', () => {
	it('is the device’s own entry when it comes, and its operation counts once', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob']);
		const liar = await Liar.start(`ws://${relay.address.host}`);
		liars.push(liar);
		liar.names.set(hex(alice.keys.sign.publicKey), 'alice');
		const { n, R } = await alice.port.head();
		let held: ClientFrame<'append'> | undefined;
		const LATE = 0xfff_0000;
		liar.lies.set('alice', {
			fromDevice(frame, line) {
				if (frame.type !== 'append') return undefined;
				if (!held) {
					held = frame;
					line.toDevice({ type: 'nack', ref: frame.ref, code: NACK.EPOCH, n, R });
					return [];
				}
				const late = held;
				liar.lies.get('alice')!.fromDevice = undefined;
				return [{ ...late, ref: LATE }, frame];
			},
			fromRelay(frame) {
				if (frame.type !== 'ack' || frame.ref !== LATE) return undefined;
				return [{ type: 'event', from: frame.n - frame.entries, R: frame.R, entries: held!.entries }];
			}
		});
		await alice.reconnect({ address: parseRelayAddress(`http://${liar.host}`) as RelayAddress });
		await alice.level();
		const id = await alice.save('once');
		await converge(alice, bob);
		expect(held).toBeDefined();
		expect(alice.workspace.entries).toBe(n + 1);
		expect([...alice.raised]).toEqual([]);
		expect(await bob.items()).toEqual(['once']);
		await alice.save('twice', id);
		await converge(alice, bob);
		expect(await bob.items()).toEqual(['twice']);
	});
});
