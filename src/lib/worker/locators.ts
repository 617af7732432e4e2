/**
 * The records by which a machine that has nothing but the recovery code finds the books. [Note: locators] Every device that knows the seed keeps
 * them fresh, once a day. Which index is a workspace's is written nowhere: who writes looks through all of them, goes on with the one that names
 * these books, and takes a free one where there is none. Two devices that take the same one at once find that out the next day.
 */
import { kdfKey, type Id16, type KdfKey } from '../crypto/brands.ts';
import { locatorId, openLocator, sealLocator } from '../crypto/locator.ts';
import { fromBase64 } from '../identity/base64.ts';
import { decodeLocator, encodeLocator, type LocatorRecord } from '../identity/locator-record.ts';
import { parseRelayAddress } from '../sync/address.ts';
import type { Connection, SocketClass } from '../sync/connection.ts';
import { mayAdmit } from '../workspace/admission.ts';
import { equalBytes, fromHex, toHex } from '../workspace/bytes.ts';
import type { DeviceHost } from './device-host.ts';
import { enter } from './relay-log.ts';

/** Books of one recovery code that are looked for. */
const MOST_LOCATORS = 32;
/** Free places after which no more are looked at: relays let nobody ask without end. */
const FREE_ENOUGH = 4;

/** The relay answers nothing more to this address for a while. */
export class LocatorsLimited extends Error {}

interface Slot {
	id: Id16;
	isFree: boolean;
	record?: LocatorRecord;
}

/** What the relay shows under this code. Needs no AUTH. */
export async function readLocators(connection: Connection, seed: KdfKey): Promise<Slot[]> {
	const slots: Slot[] = [];
	let free = 0;
	for (let index = 0; index < MOST_LOCATORS && free < FREE_ENOUGH; index++) {
		const id = locatorId(seed, index);
		const answer = await connection.ask({ type: 'locatorGet', id }, 'locator', 'err');
		if (answer.type === 'err') throw new LocatorsLimited();
		if (!equalBytes(answer.id, id)) continue;
		free = answer.bytes.length === 0 ? free + 1 : 0;
		const plain = answer.bytes.length > 0 ? openLocator(seed, id, answer.bytes) : undefined;
		const record = plain && decodeLocator(plain);
		slots.push({ id, isFree: answer.bytes.length === 0, ...(record && { record }) });
	}
	return slots;
}

/** On a connection of one of the books' devices. False where the relay took none. */
async function writeLocator(connection: Connection, seed: KdfKey, record: LocatorRecord): Promise<boolean> {
	const slots = await readLocators(connection, seed);
	const own = slots.filter((slot) => slot.record && equalBytes(slot.record.wsId, record.wsId));
	for (const { id } of [...own, ...slots.filter(({ isFree }) => isFree)]) {
		const answer = await connection.ask({ type: 'locatorPut', id, bytes: sealLocator(seed, id, encodeLocator(record)) }, 'locator', 'err');
		if (answer.type === 'locator') return true;
	}
	return false;
}

/** At most once a day for each of the books; again when another code takes the place of the one it was written for. */
export async function refreshLocator(host: DeviceHost, WebSocket: SocketClass, day: string): Promise<void> {
	const { workspace, home, id } = host.open;
	const device = await host.refresh();
	const secrets = device.secrets.workspaces.find((each) => each.id === id);
	const relay = secrets?.relay;
	if (!secrets || !relay || !workspace.admitted || workspace.entries === 0) return;
	const seed = secrets.kit ? kdfKey(fromBase64(secrets.kit)) : device.recoverySeed;
	if (!mayAdmit(workspace.membership, seed)) return;
	const { store, vault, keys } = home;
	const key = vault.tag('located');
	const row = await store.get('meta', vault.ws, key);
	const written = { day, relay, code: toHex(locatorId(seed, 0)) };
	const before = row && vault.openJson<typeof written>('meta', key, row);
	if (before?.day === day && before.relay === relay && before.code === written.code) return;
	const address = parseRelayAddress(relay);
	if ('problem' in address) return;
	const entered = await enter(address, WebSocket, keys.device, keys.wsId);
	if (!entered) return;
	const { name, sample } = secrets;
	const record = { wsId: keys.wsId, n: workspace.entries, R: fromHex(workspace.rollingHash), day, relay, name, sample };
	const isWritten = await writeLocator(entered.connection, seed, record).finally(() => entered.connection.end());
	if (isWritten) await store.write({ puts: [vault.sealJson('meta', key, written)] }, 'relaxed');
}
