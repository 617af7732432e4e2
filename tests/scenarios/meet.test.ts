/** Devices that write apart and meet. */
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, setup } from './setup.ts';

afterEach(endAll);

describe('two devices of one person', () => {
	it('edit offline on both, meet, and see the same', async () => {
		const { alice, bob, connect, converge } = await setup(['alice', 'bob']);
		await alice.save('paper');
		await converge(alice, bob);
		expect(await bob.items()).toEqual(['paper']);
		await alice.session.stop();
		await bob.session.stop();

		const shared = alice.saved.get('paper')!;
		await alice.save('paper', shared, { price: '12' });
		await bob.save('paper', shared, { unit: 'HUR' });
		await alice.save('ink');
		await bob.save('glue');
		expect(await alice.items()).toEqual(['ink', 'paper']);
		expect(await bob.items()).toEqual(['glue', 'paper']);

		await connect(alice, bob);
		await converge(alice, bob);
		expect(await alice.view()).toBe(await bob.view());
		expect(await alice.items()).toEqual(['glue', 'ink', 'paper']);
		expect(await bob.item(shared)).toMatchObject({ price: '12', unit: 'HUR' });
		expect(alice.alarms).toEqual([]);
		expect(bob.alarms).toEqual([]);
		expect(await bob.workspace.verify()).toBeUndefined();
	});

	it('write at once while connected, and nothing is lost or doubled', async () => {
		const { alice, bob, carol, converge } = await setup(['alice', 'bob', 'carol']);
		const everybody = [alice, bob, carol];
		await Promise.all(
			everybody.map(async (device) => {
				for (let index = 0; index < 40; index++) await device.save(`${device.name} ${String(index).padStart(2, '0')}`);
			})
		);
		await converge(...everybody);
		const all = everybody.flatMap(({ saved }) => [...saved.keys()]).sort();
		expect(all.length).toBe(120);
		for (const device of everybody) expect(await device.items()).toEqual(all);
		expect(new Set(await Promise.all(everybody.map((device) => device.view()))).size).toBe(1);
		expect(everybody.flatMap(({ raised }) => [...raised])).toEqual([]);
	});

	it('come back after a long time, and bring what they wrote meanwhile', async () => {
		const { alice, bob, connect, converge } = await setup(['alice', 'bob']);
		await bob.session.stop();
		for (let index = 0; index < 120; index++) {
			const name = `a${index % 100}`;
			await alice.save(name, alice.saved.get(name), { price: String(index), description: `${index} `.repeat(500) });
			await alice.level();
		}
		for (let index = 0; index < 50; index++) await bob.save(`b${index}`);
		await alice.level();
		const progress: number[] = [];
		bob.session.onChange(() => {
			const { link, progress: part } = bob.session.status;
			if (link === 'pulling' && part !== undefined) progress.push(part);
		});
		await connect(bob);
		await converge(alice, bob);
		expect(await bob.view()).toBe(await alice.view());
		expect((await bob.items()).length).toBe(150);
		expect(bob.workspace.entries).toBeGreaterThan(120);
		expect(progress.length).toBeGreaterThan(1);
		expect(progress).toEqual([...progress].sort((a, b) => a - b));
	});
});

describe('a relay chosen later', () => {
	it('gets a long log as it is, while saves go on', async () => {
		const { alice, admit, connect, converge } = await setup(['alice'], { alone: true });
		for (let index = 0; index < 800; index++)
			await alice.save(`i${index % 100}`, alice.saved.get(`i${index % 100}`), { price: String(index) });
		const before = await alice.port.read(0, 1e9);
		expect(before.length).toBe(802);
		const saves = (async () => {
			for (let index = 0; index < 60; index++) await alice.save(`meanwhile ${index}`);
		})();
		await Promise.all([connect(alice), saves]);
		await alice.level();
		expect((await alice.port.read(0, 1e9)).slice(0, before.length)).toEqual(before);
		const bob = await admit('bob', alice);
		await connect(bob);
		await converge(alice, bob);
		expect(await bob.view()).toBe(await alice.view());
		expect((await bob.items()).length).toBe(160);
	});

	it('is shared with other books, and each finds only its own there', async () => {
		const first = await setup(['alice', 'bob']);
		const second = await setup(['carol', 'dave'], { session: { address: first.relay.address } });
		await Promise.all([first.alice.save('paper'), second.carol.save('stone'), first.bob.save('ink'), second.dave.save('sand')]);
		await first.converge(first.alice, first.bob);
		await second.converge(second.carol, second.dave);
		expect(await first.bob.items()).toEqual(['ink', 'paper']);
		expect(await second.dave.items()).toEqual(['sand', 'stone']);
	});
});
