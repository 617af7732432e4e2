/**
 * Who has a record open, sealed for the members of the workspace and signed by the device that says it. [Note: presence]
 *
 *     frame = epoch4 envelope(ephemeral key of that epoch; plain; additional data = "wb1/eph" wsId16 epoch4)     (big endian)
 *     plain = record16 device16 client4 clock4 here1 fieldLen1 field149 (zeros after its end) sig64 over the rest, with wsId and epoch before it
 *
 * Each is of one length, so that a frame tells the relay nothing but that somebody has something open. A relay can hide one, or repeat one that
 * is over; nothing is decided by it. There is no room in it for anything else: it is no way to change a record.
 */
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { concat, utf8 } from '../crypto/derive.ts';
import { epochKeys } from '../crypto/epoch.ts';
import { open, seal } from '../crypto/seal.ts';
import { sign, verify } from '../crypto/sign.ts';
import type { Here, Other } from '../sync/live.ts';
import { fromHex, toHex } from './bytes.ts';
import type { WorkspaceKeys } from './keys.ts';

const DOMAIN = 'wb1/here';
const FIELD = 149;
const SIGNED = 16 + 16 + 4 + 4 + 1 + 1 + FIELD;
const PLAIN = SIGNED + 64;

/** Of the device whose keys these are. A field's name that is too long is left out. */
export function sealPresence(keys: WorkspaceKeys, epoch: number, recordId: string, { client, clock, here, field }: Here): Uint8Array {
	const plain = new Uint8Array(PLAIN);
	const view = new DataView(plain.buffer);
	const name = utf8(field);
	plain.set(fromHex(recordId));
	plain.set(keys.device.id, 16);
	view.setUint32(32, client);
	view.setUint32(36, clock);
	plain[40] = here ? 1 : 0;
	if (name.length <= FIELD) {
		plain[41] = name.length;
		plain.set(name, 42);
	}
	const place = placeOf(keys.wsId, epoch);
	plain.set(sign(keys.device.sign.secretKey, DOMAIN, concat([place, plain.subarray(0, SIGNED)])), SIGNED);
	return concat([place.subarray(16), seal(epochKeys(keys.epochKey(epoch)).ephemeral, plain, additional(place))]);
}

/** Undefined unless an active device said it, under the current key. */
export function openPresence(
	keys: WorkspaceKeys,
	{ epoch, devices }: Pick<MembershipState, 'epoch' | 'devices'>,
	frame: Uint8Array
): (Other & { recordId: string }) | undefined {
	const place = placeOf(keys.wsId, epoch);
	if (frame.length < 4 || !keys.hasEpoch(epoch) || !place.subarray(16).every((byte, at) => frame[at] === byte)) return undefined;
	const plain = open(epochKeys(keys.epochKey(epoch)).ephemeral, frame.subarray(4), additional(place));
	if (plain?.length !== PLAIN) return undefined;
	const device = toHex(plain.subarray(16, 32));
	const author = devices.get(device);
	if (!author?.active || author.kind !== 'device') return undefined;
	if (!verify(author.signPk, DOMAIN, concat([place, plain.subarray(0, SIGNED)]), plain.subarray(SIGNED))) return undefined;
	const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
	const field = new TextDecoder().decode(plain.subarray(42, 42 + Math.min(plain[41]!, FIELD)));
	return {
		recordId: toHex(plain.subarray(0, 16)),
		device,
		client: view.getUint32(32),
		clock: view.getUint32(36),
		here: plain[40] === 1,
		field
	};
}

/** wsId 16 ‖ epoch 4 */
function placeOf(wsId: Uint8Array, epoch: number): Uint8Array {
	const place = new Uint8Array(20);
	place.set(wsId);
	new DataView(place.buffer).setUint32(16, epoch);
	return place;
}

function additional(place: Uint8Array): Uint8Array {
	return concat([utf8('wb1/eph'), place]);
}
