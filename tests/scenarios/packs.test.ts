/** Files of the books on their way through a real relay. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hex } from '../../sync-server/protocol/bytes.ts';
import { ERR, FRAME_TYPE } from '../../sync-server/protocol/wire.ts';
import { parseRelayAddress, type RelayAddress } from '#lib/sync/address.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { getBlob, getPack, putBlob } from '#lib/workspace/blobs.ts';
import { packsOf } from './carrying.ts';
import { Liar } from './hostile/liar.ts';
import { endAll, setup, type Device } from './setup.ts';

const liars: Liar[] = [];
afterEach(async () => {
	await endAll();
	for (const liar of liars.splice(0)) await liar.end();
});

async function liarFor(device: Device, relay: { address: RelayAddress }): Promise<Liar> {
	const liar = await Liar.start(`ws://${relay.address.host}`);
	liars.push(liar);
	liar.names.set(hex(device.keys.sign.publicKey), device.name);
	await device.reconnect({ address: parseRelayAddress(`http://${liar.host}`) as RelayAddress });
	await device.level();
	return liar;
}

describe('files', () => {
	it('go to the relay once and come to the other device, small and large', async () => {
		const { alice, bob, converge } = await setup(['alice', 'bob']);
		const files = [randomBytes(10), randomBytes(200_000), randomBytes(1_500_000)];
		const names: string[] = [];
		for (const file of files) names.push(await putBlob(alice.home, file, 0));
		const hers = packsOf(alice);
		const progress: number[] = [];
		expect(await hers.run(({ done, of }) => progress.push(done / of))).toEqual({
			absent: [],
			false: [],
			isFull: false,
			isRefused: false,
			isBroken: false
		});
		// File by file, and the large one part by part.
		expect(progress).toEqual([...progress].sort((a, b) => a - b));
		expect(progress).toEqual(expect.arrayContaining([1 / 3, 2 / 3, 1]));
		expect(progress.length).toBeGreaterThan(3);
		// What is there already is no way to go, on a new connection either.
		const again = vi.fn();
		expect((await hers.run(again)).absent).toEqual([]);
		expect((await packsOf(alice).run(again)).absent).toEqual([]);
		expect(again).not.toHaveBeenCalled();
		expect((await packsOf(bob, names).run()).absent).toEqual([]);
		for (const [index, name] of names.entries()) expect(Buffer.compare(await getBlob(bob.home, name), files[index]!)).toBe(0);
		// Entries go over the same line meanwhile.
		await alice.save('paper');
		await converge(alice, bob);
		expect(bob.alarms).toEqual([]);
	});

	it('that nobody has put there yet are absent, and no error', async () => {
		const { bob } = await setup(['alice', 'bob']);
		const name = 'ab'.repeat(32);
		expect((await packsOf(bob, [name]).run()).absent).toEqual([name]);
		expect(await packsOf(bob).fetch(name)).toBe('absent');
		await bob.session.stop();
		expect(await packsOf(bob).fetch(name)).toBe('broken');
	});

	it('whose way was cut short go on where they were, up and down', async () => {
		const { alice, bob, relay } = await setup(['alice', 'bob']);
		const file = randomBytes(1_500_000);
		const name = await putBlob(alice.home, file, 0);
		const parts = (await getPack(alice.home, name)).chunks.length;
		for (const [device, counted, packs] of [
			[alice, 'packPut', packsOf(alice)],
			[bob, 'packGet', undefined]
		] as const) {
			const liar = await liarFor(device, relay);
			const carrier = packs ? packsOf(device) : packsOf(device, [name]);
			const indexes: number[] = [];
			liar.lieToAll = {
				fromDevice(frame, line) {
					if (frame.type !== counted) return undefined;
					indexes.push(frame.index);
					if (indexes.length !== 13) return undefined;
					line.cut(1012);
					return [];
				}
			};
			expect((await carrier.run()).isBroken).toBe(true);
			await device.level();
			expect((await carrier.run()).isBroken).toBe(false);
			expect(new Set(indexes).size).toBe(parts);
			expect(indexes.length).toBeLessThan(parts + 8);
		}
		expect(Buffer.compare(await getBlob(bob.home, name), file)).toBe(0);
	});

	it('that the relay changed are not kept, and it is said which', async () => {
		const { alice, bob, relay } = await setup(['alice', 'bob']);
		const names = [await putBlob(alice.home, randomBytes(100_000), 0), await putBlob(alice.home, randomBytes(90_000), 0)];
		await packsOf(alice).run();
		const liar = await liarFor(bob, relay);
		let swapped = false;
		liar.lieToAll = {
			fromRelay(frame) {
				if (frame.type !== 'pack' || hex(frame.address) !== names[0] || swapped) return undefined;
				swapped = true;
				const chunk = new Uint8Array(frame.chunk);
				chunk[5]! ^= 1;
				return [{ ...frame, chunk }];
			}
		};
		const packs = packsOf(bob, names);
		expect((await packs.run()).false).toEqual([names[0]]);
		expect(bob.alarm('false-files')).toEqual({ kind: 'false-files', count: 1 });
		await expect(getBlob(bob.home, names[0]!)).rejects.toMatchObject({ code: 'not-found' });
		expect((await getBlob(bob.home, names[1]!)).length).toBe(90_000);
		// Not asked for again by itself, and the alarm stays; where a person says so it is, and comes as it was.
		expect((await packs.run()).false).toEqual([names[0]]);
		expect(bob.alarm('false-files')).toBeDefined();
		packs.again();
		expect((await packs.run()).false).toEqual([]);
		expect(bob.alarms).toEqual([]);
		expect((await getBlob(bob.home, names[0]!)).length).toBe(100_000);
	});

	it('for which there is no room stay here, and it is said', async () => {
		const { alice } = await setup(['alice'], { relay: { config: { quota: 200_000 } } });
		await putBlob(alice.home, randomBytes(400_000), 0);
		expect(await packsOf(alice).run()).toMatchObject({ isFull: true, isBroken: false });
		expect(alice.alarm('files-full')).toEqual({ kind: 'files-full', count: 1 });
	});

	it('that a relay takes from nobody who only reads stay here, and it is said; once it does the alarm goes', async () => {
		const { alice, relay } = await setup(['alice']);
		await putBlob(alice.home, randomBytes(1000), 0);
		const liar = await liarFor(alice, relay);
		liar.lieToAll = {
			fromDevice(frame, line) {
				if (frame.type !== 'packPut') return undefined;
				line.toDevice({ type: 'err', code: ERR.READ_ONLY, ref: FRAME_TYPE.packPut });
				return [];
			}
		};
		const packs = packsOf(alice);
		expect(await packs.run()).toMatchObject({ isRefused: true, isFull: false, isBroken: false });
		expect(alice.alarm('files-refused')).toEqual({ kind: 'files-refused', count: 1 });
		liar.lieToAll = undefined;
		expect(await packs.run()).toMatchObject({ isRefused: false });
		expect(alice.alarms).toEqual([]);
	});
});
