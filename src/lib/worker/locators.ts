/**
 * The records by which a machine that has nothing but the recovery code finds the books. [Note: locators] Every device that knows the seed keeps
 * them fresh, once a day. Which index is a workspace's is written nowhere: who writes looks through all of them, goes on with the one that names
 * these books, and takes a free one where there is none. Two devices that take the same one at once find that out the next day.
 */
import type { Id16, KdfKey } from '../crypto/brands.ts';
import { locatorId, openLocator, sealLocator } from '../crypto/locator.ts';
import { decodeLocator, encodeLocator, type LocatorRecord } from '../identity/locator-record.ts';
import type { Connection } from '../sync/connection.ts';
import { equalBytes } from '../workspace/bytes.ts';

/** Books of one recovery code that are looked for. */
export const MOST_LOCATORS = 32;

interface Slot {
	id: Id16;
	isFree: boolean;
	record?: LocatorRecord;
}

/** What the relay shows under this code. Needs no AUTH. */
export async function readLocators(connection: Connection, seed: KdfKey): Promise<Slot[]> {
	const slots: Slot[] = [];
	for (let index = 0; index < MOST_LOCATORS; index++) {
		const id = locatorId(seed, index);
		const answer = await connection.ask({ type: 'locatorGet', id }, 'locator', 'err');
		if (answer.type === 'err' || !equalBytes(answer.id, id)) continue;
		const plain = answer.bytes.length > 0 ? openLocator(seed, id, answer.bytes) : undefined;
		const record = plain && decodeLocator(plain);
		slots.push({ id, isFree: answer.bytes.length === 0, ...(record && { record }) });
	}
	return slots;
}

/** On a connection of one of the books' devices. False where the relay took none. */
export async function writeLocator(connection: Connection, seed: KdfKey, record: LocatorRecord): Promise<boolean> {
	const slots = await readLocators(connection, seed);
	const own = slots.filter((slot) => slot.record && equalBytes(slot.record.wsId, record.wsId));
	for (const { id } of [...own, ...slots.filter(({ isFree }) => isFree)]) {
		const answer = await connection.ask({ type: 'locatorPut', id, bytes: sealLocator(seed, id, encodeLocator(record)) }, 'locator', 'err');
		if (answer.type === 'locator') return true;
	}
	return false;
}
