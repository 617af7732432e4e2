/**
 * The workspace's key of one epoch and what hangs on it. Who gets it is decided by membership, not here.
 *
 *     EK_e -> 1 data, 2 checkpoint, 3 ephemeral, 4 previous (each rotation seals EK_{e-1} under it), context "wb1epoch"
 *
 * [Note: commitment] BLAKE2b("wb1/ekc" ‖ EK) stands in the signed log. A key that does not match it is never used, so nobody can hand out
 * two keys for one epoch, nor make one ciphertext say two things.
 */
import { boxOpen, boxSeal } from './box.ts';
import { kdfKey, type AeadKey, type BoxPublic, type Hash32, type KdfKey, type Sealed } from './brands.ts';
import { deriveKey, hash32 } from './derive.ts';
import type { BoxPair } from './device.ts';
import { randomBytes, randomKey } from './random.ts';
import { open, seal } from './seal.ts';

export interface EpochKeys {
	data: AeadKey;
	checkpoint: AeadKey;
	ephemeral: AeadKey;
}

const CONTEXT = 'wb1epoch';
const PREVIOUS = 4;
const BOX = 80;

export function newEpochKey(): KdfKey {
	return randomKey(kdfKey);
}

export function epochKeys(key: KdfKey): EpochKeys {
	return { data: deriveKey(key, 1, CONTEXT), checkpoint: deriveKey(key, 2, CONTEXT), ephemeral: deriveKey(key, 3, CONTEXT) };
}

export function commitment(key: KdfKey): Hash32 {
	return hash32('wb1/ekc', key);
}

/** A box key that is none (a member may list what he likes) gets noise: nobody else's new key may hang on it. */
export function boxEpochKey(recipient: BoxPublic, key: KdfKey): Uint8Array {
	try {
		return boxSeal(recipient, key);
	} catch {
		return randomBytes(BOX);
	}
}

/** Undefined when the box does not open or holds another key than the log committed to. [Note: commitment] */
export function unboxEpochKey(pair: BoxPair, box: Uint8Array, committed: Uint8Array): KdfKey | undefined {
	return committedKey(boxOpen(pair, box), committed);
}

/** Part of the rotation to `epoch`: who gets the new key can read what came before. */
export function sealPreviousKey(current: KdfKey, previous: KdfKey, wsId: Uint8Array, epoch: number): Sealed {
	return seal(deriveKey(current, PREVIOUS, CONTEXT), previous, rotationPlace(wsId, epoch));
}

/** @param epoch the current key's; `committed` is the one before's. [Note: commitment] */
export function openPreviousKey(
	current: KdfKey,
	envelope: Uint8Array,
	wsId: Uint8Array,
	epoch: number,
	committed: Uint8Array
): KdfKey | undefined {
	const opened = open(deriveKey(current, PREVIOUS, CONTEXT), envelope, rotationPlace(wsId, epoch));
	return committedKey(opened, committed);
}

/** wsId 16 ‖ epoch 4 */
function rotationPlace(wsId: Uint8Array, epoch: number): Uint8Array {
	const bytes = new Uint8Array(20);
	bytes.set(wsId);
	new DataView(bytes.buffer).setUint32(16, epoch);
	return bytes;
}

function committedKey(bytes: Uint8Array | undefined, committed: Uint8Array): KdfKey | undefined {
	if (bytes?.length !== 32) return undefined;
	const key = kdfKey(bytes);
	const actual = commitment(key);
	return committed.length === 32 && actual.every((byte, i) => byte === committed[i]) ? key : undefined;
}
