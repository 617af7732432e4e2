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
});
