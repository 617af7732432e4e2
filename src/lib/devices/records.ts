/**
 * What its person calls a device: one live record a device, under an id that follows from the device's, so that it is found without a search. The
 * log's membership says which devices there are and what they may; this says nothing of that.
 */
import { hash16 } from '../crypto/derive.ts';
import { isAdmin, memberOf } from '../workspace/authority.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { namedType } from '../workspace/named-type.ts';

export interface DeviceRecord {
	name: string;
	/** Calendar date on which it was added, where the device that added it was. */
	since?: string;
	/** Number of the program it runs; absent of the first one. Says what to expect of it, and decides nothing. */
	program?: number;
	/** Base64url: the seed of the newest recovery code, sealed to this device by the one that made the code. [Note: one kit] */
	kit?: string;
}

/** By the devices of its own member, and by admins. Of one that the log does not know (yet), by whoever is about to list it. */
export const DEVICE_TYPE = namedType<DeviceRecord>(
	{ type: 'device', schema: 1, shape: { texts: [], keyed: [] } },
	(recordId, { membership, by }) => {
		const author = memberOf(membership, by);
		if (author === undefined) return false;
		const named = [...membership!.devices].find(([id]) => deviceRecordId(id) === recordId)?.[1];
		return !named || named.member === author || isAdmin(membership, author);
	}
);

/** @param device hexadecimal device id */
export function deviceRecordId(device: string): string {
	return toHex(hash16('wb1/named-device', fromHex(device)));
}
