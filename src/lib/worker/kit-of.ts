import { kdfKey } from '../crypto/brands.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { recoveryPair } from '../crypto/recovery.ts';
import { fromBase64 } from '../identity/base64.ts';
import type { Device } from '../identity/device.ts';
import { toHex } from '../workspace/bytes.ts';

/** The pair of the recovery code by which this device came back into these books. */
export function kitOf(device: Device | undefined, wsId: Uint8Array): DeviceKeys | undefined {
	const secrets = device?.secrets.workspaces.find(({ id }) => id === toHex(wsId));
	const seed = secrets?.cameBy ?? secrets?.admitBy;
	return seed === undefined ? undefined : recoveryPair(kdfKey(fromBase64(seed)), wsId);
}
