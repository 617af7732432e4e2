/**
 * What its person calls a device: one live record a device, under an id that follows from the device's, so that it is found without a search. The
 * log's membership says which devices there are and what they may; this says nothing of that.
 */
import { hash16 } from '../crypto/derive.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { liveType } from '../workspace/live-type.ts';
import type { RecordType } from '../workspace/registry.ts';

export interface DeviceRecord {
	name: string;
	/** Calendar date on which it was added, where the device that added it was. */
	since?: string;
	/** Base64url: the seed of the newest recovery code, sealed to this device by the one that made the code. [Note: one kit] */
	kit?: string;
}

export const DEVICE_TYPE: RecordType = {
	...liveType<DeviceRecord>({
		type: 'device',
		schema: 1,
		shape: { texts: [], keyed: [] },
		title: ({ name }) => name
	}),
	ofThisLog: true
};

/** @param device hexadecimal device id */
export function deviceRecordId(device: string): string {
	return toHex(hash16('wb1/named-device', fromHex(device)));
}
