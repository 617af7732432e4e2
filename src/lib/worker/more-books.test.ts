/** A person with several books: all of them to a new device with one code, and those that are not open brought up to date. */
import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { emptyDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { alicesBooks, ended, endPaired, online } from '../../../tests/support/paired-books.ts';
import { pair, SOCKETS } from '../../../tests/support/paired.ts';
import type { TestRelay } from '../../../tests/support/relay-device.ts';
import type { MoreStep } from '../devices/api.ts';
import { OtherBooksHost } from './other-books.ts';
import type { DeviceHost } from './device-host.ts';

afterEach(endPaired);

const others = (host: DeviceHost) => new OtherBooksHost(host, SOCKETS);

/** Alice's first books are open and connected; beside them others, of which the last has no relay. */
async function severalBooks() {
	const { relay, alice, line } = await alicesBooks();
	const first = alice.host.open.id;
	await line.stop();
	const add = (name: string) => alice.host.addWorkspace({ business: { ...aBusiness(), name }, series: [] });
	const [second, third] = [await add('Second'), await add('Third')];
	await alice.host.openWorkspace(second);
	const client = newId();
	await alice.books().save('party', client, aParty({ name: 'Client of the second' }));
	const seconds = await online(alice, relay, true);
	await seconds.level();
	await seconds.stop();
	await alice.host.openWorkspace(first);
	await (await online(alice, relay)).level();
	return { relay, alice, first, second, third, client };
}

async function joined(alice: TestDevice, ids: string[], came: () => void = () => {}) {
	const phone = await ended(emptyDevice());
	const steps: MoreStep[] = [];
	const { offer, join } = await pair(alice.host, phone.host, {
		onMore: came,
		then: (old) => old.offerMore(ids, (step) => steps.push(step))
	});
	expect([offer.status, join.status]).toEqual(['fulfilled', 'fulfilled']);
	return { phone, steps: steps.map((step) => [step.id, step.step === 'failed' ? step.error.detail : step.step]) };
}

describe('several books', () => {
	it('go to a new device with one code and one comparison, each with keys of its own; what cannot go is said, and holds up nothing', async () => {
		const { alice, first, second, third, client } = await severalBooks();
		let came = 0;
		const { phone, steps } = await joined(alice, [third, second], () => came++);
		expect(steps).toEqual([
			[third, 'opening'],
			[third, 'no-relay'],
			[second, 'opening'],
			[second, 'waiting'],
			[second, 'admitting'],
			[second, 'done']
		]);
		expect(came).toBe(1);
		// The ones that were joined stay open; the others lie beside them, and come when they are opened.
		expect(await phone.host.status()).toMatchObject({ current: first, workspaces: [{ id: first }, { id: second, name: 'Second' }] });
		expect(alice.host.open.id).toBe(first);
		const keyOf = () => phone.host.open.home.keys.device.sign.publicKey;
		const before = keyOf();
		await others(phone.host).sync(second);
		await phone.host.openWorkspace(second);
		expect(await phone.host.open.workspace.live('party', client)).toMatchObject({ name: 'Client of the second' });
		expect(phone.host.open.workspace.admitted).toBe(true);
		expect(keyOf()).not.toEqual(before);
		expect(await (await phone.restart()).unlockWithRecovery(alice.code)).toMatchObject({ state: 'open' });
	});

	it('are not handed over twice', async () => {
		const { alice, second } = await severalBooks();
		const { phone, steps } = await joined(alice, [second, second]);
		expect(steps.at(-2)).toEqual([second, 'waiting']);
		expect(steps.at(-1)).toEqual([second, 'there-already']);
		await alice.host.openWorkspace(second);
		expect(alice.host.open.workspace.otherDevices).toBe(1);
		expect((await phone.host.status()) as object).toMatchObject({ workspaces: [{}, {}] });
	});

	it('that are not open are brought up to date beside the open ones, both ways, and say when that was', async () => {
		const { alice, relay, first, second, third } = await severalBooks();
		const { phone } = await joined(alice, [second]);
		await phone.host.openWorkspace(second);
		await syncHere(phone, relay);
		const fromPhone = newId();
		await phone.books().save('party', fromPhone, aParty({ name: 'From the phone' }));
		await syncHere(phone, relay);
		// Written while no relay is there: it waits, and is said to.
		await alice.host.openWorkspace(second);
		const waiting = newId();
		await alice.books().save('party', waiting, aParty({ name: 'Waits' }));
		await alice.host.openWorkspace(first);
		const of = async (id: string) => (await others(alice.host).list()).find((each) => each.id === id)!;
		expect(await of(third)).toEqual({ id: third, name: 'Third', sample: false, waiting: 0 });
		expect(await of(second)).toMatchObject({ name: 'Second', relay: relay.host, waiting: 1 });
		const before = Date.now();
		await others(alice.host).sync(second);
		const { synced, ...rest } = await of(second);
		expect(rest).toEqual({ id: second, name: 'Second', sample: false, relay: relay.host, waiting: 0 });
		expect(Date.parse(synced!)).toBeGreaterThanOrEqual(before);
		expect(alice.host.open.id).toBe(first);
		await alice.host.openWorkspace(second);
		expect(await alice.host.open.workspace.live('party', fromPhone)).toMatchObject({ name: 'From the phone' });
		await syncHere(phone, relay);
		expect(await phone.host.open.workspace.live('party', waiting)).toMatchObject({ name: 'Waits' });
	});

	it('whose relay is gone, that have none, that are open or unknown, say so, and stay as they are', async () => {
		const { alice, relay, first, second, third } = await severalBooks();
		const sync = (id: string) => others(alice.host).sync(id);
		await expect(sync(third)).rejects.toMatchObject({ error: { field: 'sync', detail: 'no-relay' } });
		await expect(sync(first)).rejects.toMatchObject({ error: { code: 'not-found' } });
		await expect(sync('00'.repeat(16))).rejects.toMatchObject({ error: { code: 'not-found' } });
		await relay.stop();
		await expect(sync(second)).rejects.toMatchObject({ error: { field: 'sync', detail: 'offline' } });
		expect(alice.host.open.id).toBe(first);
		expect(await (await alice.restart()).unlock(PASSPHRASE)).toMatchObject({ current: first });
	});
});

async function syncHere(device: TestDevice, relay: TestRelay): Promise<void> {
	const line = await online(device, relay);
	await line.level();
	await line.stop();
}
