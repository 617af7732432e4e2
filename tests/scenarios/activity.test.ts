/** Who did what, read on each device from the same log. */
import { afterEach, describe, expect, it } from 'vitest';
import { deviceRecordId } from '#lib/devices/records.ts';
import { People } from '#lib/activity/who.ts';
import { ActivityHost } from '#lib/worker/activity-host.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const hostOf = ({ workspace, home, port }: Device) => new ActivityHost(workspace, home, toHex(port.wsId));

async function told(device: Device) {
	const host = hostOf(device);
	const people = new People(await host.people());
	const { events } = await host.page({ kinds: ['items'] }, () => true);
	const details = await host.details(events);
	return events.map(({ key, by, record }) => ({
		who: people.author(by).replace(/ \(.*/, ''),
		what: `${details[key]?.act} ${record?.title}`,
		fields: (details[key]?.differences ?? []).flatMap((each) =>
			each.kind === 'field' && each.before !== undefined ? each.path.join('.') : []
		)
	}));
}

describe('the activity of two devices', () => {
	it('is the same on both, under the names they have, whoever wrote apart', async () => {
		const { alice, bob, connect, converge } = await setup(['alice', 'bob']);
		await alice.workspace.save(async (transaction) => {
			await transaction.putLive('device', deviceRecordId(alice.workspace.device), { name: 'Laptop' });
			await transaction.putLive('device', deviceRecordId(bob.workspace.device), { name: 'Phone' });
		});
		await alice.save('paper');
		await converge(alice, bob);
		const paper = alice.saved.get('paper')!;
		await alice.session.stop();
		await bob.session.stop();
		await bob.save('paper', paper, { unit: 'HUR' });
		const waiting = await hostOf(bob).page({ kinds: ['items'] }, () => true);
		expect(waiting.events[0]).toMatchObject({ standing: 'waiting', by: bob.workspace.device });
		await connect(alice, bob);
		await converge(alice, bob);
		await alice.save('paper', paper, { price: '12', unit: 'HUR' });
		await converge(alice, bob);
		expect(await told(alice)).toEqual([
			{ who: 'Laptop', what: 'edited paper', fields: ['price'] },
			{ who: 'Phone', what: 'edited paper', fields: ['unit'] },
			{ who: 'Laptop', what: 'created paper', fields: [] }
		]);
		expect(await told(bob)).toEqual(await told(alice));
		const members = await hostOf(bob).page({ kinds: ['people'] }, () => true);
		expect(members.events.map(({ act }) => (act.what === 'member' ? act.member : act.what))).toContainEqual({
			act: 'device-added',
			device: bob.workspace.device
		});
	});
});
