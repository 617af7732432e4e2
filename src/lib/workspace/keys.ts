/** This device's keys in one workspace, and the epoch keys it was given in the log. */
import type { AeadKey, KdfKey } from '../crypto/brands.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { epochKeys } from '../crypto/epoch.ts';

export interface WorkspaceKeys {
	readonly wsId: Uint8Array;
	readonly device: DeviceKeys;
	/** Throws where the epoch's key was never given to this device. */
	dataKey(epoch: number): AeadKey;
	hasEpoch(epoch: number): boolean;
	/** Called by whoever reads a key out of the log, after its commitment was checked. */
	learn(epoch: number, key: KdfKey): void;
}

export function workspaceKeys(wsId: Uint8Array, device: DeviceKeys): WorkspaceKeys {
	const known = new Map<number, AeadKey>();
	return {
		wsId,
		device,
		dataKey(epoch) {
			const key = known.get(epoch);
			if (!key) throw new Error('no key of that epoch');
			return key;
		},
		hasEpoch: (epoch) => known.has(epoch),
		learn: (epoch, key) => void known.set(epoch, epochKeys(key).data)
	};
}
