/** The first entries of a new workspace: its genesis by this device, and the recovery code as one more device of the same member. */
import { KIND, ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { encodeClear } from '../../../sync-server/protocol/clear.ts';
import { advance, emptyLog } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { newDeviceKeys, type DeviceKeys } from '../crypto/device.ts';
import { boxEpochKey } from '../crypto/epoch.ts';
import { newId16 } from '../crypto/random.ts';
import { recoveryPair } from '../crypto/recovery.ts';
import type { KdfKey } from '../crypto/brands.ts';
import { makeEntry, makeGenesis } from './author.ts';
import { SUITE } from './read-log.ts';
import { toHex } from './bytes.ts';

export interface Founded {
	wsId: Uint8Array;
	memberId: Uint8Array;
	device: DeviceKeys;
	entries: Uint8Array[];
}

export function foundWorkspace(recoverySeed: KdfKey): Founded {
	const device = newDeviceKeys();
	const memberId = newId16();
	const { entry: genesis, wsId, epochKey } = makeGenesis(device, memberId);
	const { state } = advance(emptyLog(new RollingHashes()), genesis, SUITE);
	const recovery = recoveryPair(recoverySeed, wsId);
	const clear = encodeClear({
		kind: KIND.ADD_DEVICE,
		memberId,
		device: 'recovery',
		signPk: recovery.sign.publicKey,
		boxPk: recovery.box.publicKey,
		boxes: [{ devId: recovery.id, box: boxEpochKey(recovery.box.publicKey, epochKey) }]
	});
	const mine = state.perDevice.get(toHex(device.id));
	const place = { wsId, devSeq: 1, prevDev: mine?.prev ?? ZERO32, seenN: 0, seenR: state.R, epoch: 0 };
	return { wsId, memberId, device, entries: [genesis, makeEntry(device, place, KIND.ADD_DEVICE, { clear })] };
}
