/** This device's keys in one workspace, and the epoch keys it was given in the log. */
import type { AeadKey, KdfKey } from '../crypto/brands.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { epochKeys } from '../crypto/epoch.ts';

export interface WorkspaceKeys {
	readonly wsId: Uint8Array;
	readonly device: DeviceKeys;
	/** Throws where the epoch's key was never given to this device. */
	dataKey(epoch: number): AeadKey;
	/** The key all others of the epoch come from. Throws like `dataKey`. */
	epochKey(epoch: number): KdfKey;
	hasEpoch(epoch: number): boolean;
	/** Called by whoever reads a key out of the log, after its commitment was checked. */
	learn(epoch: number, key: KdfKey): void;
	/** One that the log did not commit to, whoever handed it over. */
	forget(epoch: number): void;
	/** All that are known, by epoch, ascending. */
	known(): [epoch: number, key: KdfKey][];
}

export function workspaceKeys(wsId: Uint8Array, device: DeviceKeys): WorkspaceKeys {
	const known = new Map<number, { key: KdfKey; data: AeadKey }>();
	const of = (epoch: number) => {
		const keys = known.get(epoch);
		if (!keys) throw new Error('no key of that epoch');
		return keys;
	};
	return {
		wsId,
		device,
		dataKey: (epoch) => of(epoch).data,
		epochKey: (epoch) => of(epoch).key,
		hasEpoch: (epoch) => known.has(epoch),
		learn: (epoch, key) => void known.set(epoch, { key, data: epochKeys(key).data }),
		forget: (epoch) => void known.delete(epoch),
		known: () => [...known].map(([epoch, { key }]): [number, KdfKey] => [epoch, key]).sort(([a], [b]) => a - b)
	};
}
