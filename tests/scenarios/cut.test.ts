/** Lines that break, at every frame, in both directions. */
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { hex } from '../../sync-server/protocol/bytes.ts';
import type { SocketClass } from '#lib/sync/connection.ts';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import { leaveBooks, ownRole } from '#lib/workspace/members.ts';
import { Liar, type Line } from './hostile/liar.ts';
import { comes } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

const liars: Liar[] = [];
afterEach(async () => {
	await endAll();
	for (const liar of liars.splice(0)) await liar.end();
});

/** Puts a line between a device and the relay that can be cut. */
async function between(device: Device, relay: { address: RelayAddress }): Promise<Liar> {
	const liar = await Liar.start(`ws://${relay.address.host}`);
	liars.push(liar);
	liar.names.set(hex(device.keys.sign.publicKey), device.name);
	await device.reconnect({ address: parseRelayAddress(`http://${liar.host}`) as RelayAddress });
	return liar;
}

/** Breaks the line once, before the frame of that number is handed on. */
function cutOnce(liar: Liar, frame: number): { done: boolean } {
	const state = { done: false, seen: 0 };
	const count = (line: Line) => {
		if (state.done || state.seen++ !== frame) return undefined;
		state.done = true;
		line.cut(1006 + 6);
		return [];
	};
	liar.lieToAll = { fromRelay: (_, line) => count(line), fromDevice: (_, line) => count(line) };
	return state;
}

describe('a line that breaks', () => {
	it('at any frame loses nothing and doubles nothing', async () => {
		const { alice, bob, relay, converge } = await setup(['alice', 'bob']);
		const liar = await between(alice, relay);
		await alice.level();
		for (let frame = 0; frame < 14; frame++) {
			const cut = cutOnce(liar, frame);
			for (let index = 0; !cut.done; index++) {
				for (const device of [alice, bob]) await device.save(`${device.name} ${frame} ${index}`);
				await converge(alice, bob);
			}
			liar.lieToAll = undefined;
		}
		const all = [...alice.saved.keys(), ...bob.saved.keys()].sort();
		expect(await alice.items()).toEqual(all);
		expect(await bob.view()).toBe(await alice.view());
		expect([...alice.raised, ...bob.raised]).toEqual([]);
	});

	it('again and again while it connects and pulls ends with the whole log', async () => {
		const { alice, bob, relay, connect, converge } = await setup(['alice', 'bob']);
		await bob.session.stop();
		for (let index = 0; index < 100; index++) await alice.save(`item ${index}`, undefined, { description: 'x'.repeat(15_000) });
		await alice.level();
		const liar = await between(bob, relay);
		for (let frame = 0; frame < 8; frame++) {
			await bob.session.stop();
			const cut = cutOnce(liar, frame);
			await bob.reconnect({ address: parseRelayAddress(`http://${liar.host}`) as RelayAddress });
			await bob.until(() => cut.done || bob.isLevel);
		}
		await connect(bob);
		await converge(alice, bob);
		expect(await bob.view()).toBe(await alice.view());
	});

	it('by the relay, right behind the last that it says, takes nothing of that back: who leaves the books is told so', async () => {
		const scene = await setup(['alice']);
		const { alice, converge } = scene;
		const bob = await comes(scene, alice, 'bob', 'r');
		await converge(alice, bob);
		let close = () => {};
		const closed = new Promise<void>((resolve) => (close = resolve));
		class Watched extends WebSocket {
			constructor(url: string) {
				super(url);
				this.on('close', close);
			}
		}
		await bob.reconnect({ WebSocket: Watched as unknown as SocketClass });
		await bob.level();
		const accept = bob.port.accept.bind(bob.port);
		bob.port.accept = async (...run) => {
			await closed;
			return accept(...run);
		};
		await leaveBooks(bob.workspace);
		expect(ownRole(bob.workspace)).toBeUndefined();
	});
});
