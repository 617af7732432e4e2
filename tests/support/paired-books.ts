/** Set-ups that tests of several devices share; all of it ends with `endPaired`. */
import { emptyDevice, issueInvoice, newDevice, type TestDevice } from './device.ts';
import { connectDevice, pair, type Connected, type People } from './paired.ts';
import { forgetFolders, startRelay, type TestRelay, type TestRelayOptions } from './relay-device.ts';

const ends: (() => void | Promise<void>)[] = [];

export async function endPaired(): Promise<void> {
	for (const end of ends.splice(0).reverse()) await end();
	forgetFolders();
}

export async function relayHouse(options: TestRelayOptions = {}): Promise<TestRelay> {
	const relay = await startRelay({ ...options, config: { lettersPerMinute: 1e9, createsPerHour: 1e9, ...options.config } });
	ends.push(async () => {
		if (relay.server.listening) await relay.stop();
	});
	return relay;
}

export async function ended<T extends TestDevice>(device: Promise<T>): Promise<T> {
	const made = await device;
	ends.push(() => made.end());
	return made;
}

export async function online(device: TestDevice, relay: Pick<TestRelay, 'origin'>, fill = false): Promise<Connected> {
	const line = await connectDevice(device.host, relay.origin, { fill });
	ends.push(() => line.stop());
	return line;
}

/** Alice with an invoice, on a relay. */
export async function alicesBooks() {
	const relay = await relayHouse();
	const alice = await ended(newDevice());
	const invoice = await issueInvoice(alice);
	const line = await online(alice, relay, true);
	await line.level();
	return { relay, alice, invoice, line };
}

/** One more device of hers, with all of her books. */
export async function another(alice: TestDevice, relay: TestRelay, people?: People) {
	const device = await ended(emptyDevice());
	const { offer, join } = await pair(alice.host, device.host, people);
	if (offer.status === 'rejected') throw offer.reason;
	if (join.status === 'rejected') throw join.reason;
	const line = await online(device, relay);
	await line.level(alice.host);
	return { device, line };
}
