/** A new key for those who stay. */
import type { Rotation } from '../../../sync-server/protocol/boxes.ts';
import type { BoxPublic, KdfKey } from '../crypto/brands.ts';
import { boxEpochKey, commitment, newEpochKey, sealPreviousKey } from '../crypto/epoch.ts';
import { randomBytes } from '../crypto/random.ts';
import type { WorkspaceKeys } from './keys.ts';

/** Length of a sealed key. */
const SEALED = 297;

export interface Recipient {
	devId: Uint8Array;
	boxPk: Uint8Array;
}

/**
 * The change from epoch `current` to the next. `keys` learn the new key. Where this device was never given the present one, because whoever chose it gave
 * it to nobody, noise stands in its place: such a member must be put out all the same, and what he sealed nobody could read before either.
 */
export function rotationTo(keys: WorkspaceKeys, current: number, staying: readonly Recipient[]): { rotation: Rotation; key: KdfKey } {
	const key = newEpochKey();
	const epoch = current + 1;
	const boxes = staying.map(({ devId, boxPk }) => ({ devId, box: boxEpochKey(boxPk as BoxPublic, key) }));
	const previous = keys.hasEpoch(current) ? sealPreviousKey(key, keys.epochKey(current), keys.wsId, epoch) : randomBytes(SEALED);
	keys.learn(epoch, key);
	return { rotation: { epoch, commitment: commitment(key), boxes, previous }, key };
}
