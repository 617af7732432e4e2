/**
 * A device that was away for long while the others went on: they wrote thousands of entries, let devices in and put them out, and changed the code and
 * with it the keys; and it worked on by itself. `npm run test:away` plays it with 2,000 operations here and 5,000 entries there (AWAY, WRITTEN); here it is
 * shorter.
 */
import { afterEach, expect, it } from 'vitest';
import { isParseError, parseEntry } from '../../sync-server/protocol/codec.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomKey } from '#lib/crypto/random.ts';
import { listRecoveryPair, revokeDevice } from '#lib/workspace/admission.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { openEntry } from '#lib/workspace/read-log.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const AWAY = Number(process.env.AWAY ?? 60);
const WRITTEN = Number(process.env.WRITTEN ?? 150);
/** Items that both sides edit, each another field. */
const SHARED = 20;
/** Another one each time round. */
const UNITS = ['HUR', 'MON', 'WEE', 'ANN'];

/** How often each operation stands in the log. */
async function operations(device: Device): Promise<Map<string, number>> {
	const times = new Map<string, number>();
	for (let from = 0; from < device.workspace.entries;) {
		const read = await device.port.read(from, 1_000_000);
		from += read.length;
		for (const entry of read.map(parseEntry)) {
			if (isParseError(entry)) continue;
			for (const { opId } of openEntry(device.home.keys, entry) ?? []) times.set(toHex(opId), (times.get(toHex(opId)) ?? 0) + 1);
		}
	}
	return times;
}

it(
	`${AWAY} operations of a device that was away while ${WRITTEN} entries were written: nothing lost, none doubled`,
	{ timeout: 3_600_000 },
	async () => {
		const { alice, bob, admit, connect, converge } = await setup(['alice', 'bob']);
		const shared: string[] = [];
		for (let index = 0; index < SHARED; index++) shared.push(await alice.save(`shared ${index}`));
		await converge(alice, bob);
		await bob.session.stop();

		// What was written last into a field that only the one, or only the other, writes.
		const [prices, units] = [new Map<string, string>(), new Map<string, string>()];
		const edit = async (device: Device, into: Map<string, string>, field: string, turn: number, value: string) => {
			const id = shared[turn % SHARED]!;
			into.set(id, value);
			await device.save(`shared ${turn % SHARED}`, id, { ...(await device.item(id)), [field]: value });
		};

		// There: an entry for each save, and a year's changes of who is in.
		const before = alice.workspace.entries;
		const changes = [
			async () => void (await connect(await admit('carol', alice))),
			() => listRecoveryPair(alice.workspace, alice.home.keys, randomKey(kdfKey)),
			async () => {
				const dave = await admit('dave', alice);
				await connect(dave);
				await dave.save('of dave');
				await dave.level();
				await alice.level();
				await revokeDevice(alice.workspace, alice.home.keys, dave.keys.id, randomKey(kdfKey));
			}
		];
		for (let index = 0; alice.workspace.entries - before < WRITTEN; index++) {
			if (index % 10 === 0) await edit(alice, prices, 'price', index / 10, String(index));
			else await alice.save(`there ${index}`);
			await alice.level();
			if (changes.length > 0 && index >= (4 - changes.length) * (WRITTEN / 5)) await changes.shift()!();
		}
		expect(changes).toEqual([]);

		// Here: nothing of it was heard.
		for (let index = 0; index < AWAY; index++) {
			if (index % 10 === 0) await edit(bob, units, 'unit', index / 10, UNITS[Math.floor(index / 10 / SHARED) % UNITS.length]!);
			else await bob.save(`here ${index}`);
		}
		expect(bob.workspace.waiting).toBe(AWAY);
		const [hers, his] = [await alice.items(), await bob.items()];

		await connect(bob);
		await converge(alice, bob);
		const all = [...new Set([...hers, ...his])].sort();
		expect(await alice.items()).toEqual(all);
		expect(await bob.view()).toBe(await alice.view());
		for (const id of shared) {
			const expected = { price: prices.get(id) ?? '640', unit: units.get(id) ?? 'DAY' };
			for (const device of [alice, bob]) expect(await device.item(id)).toMatchObject(expected);
		}
		const times = await operations(alice);
		expect([...times.values()].filter((each) => each !== 1)).toEqual([]);
		expect(await operations(bob)).toEqual(times);
		expect([...alice.raised, ...bob.raised]).toEqual([]);
		expect(alice.workspace.refusals).toEqual([]);
		expect(await bob.workspace.verify()).toBeUndefined();
	}
);
