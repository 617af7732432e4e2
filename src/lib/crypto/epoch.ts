/**
 * The workspace's key of one epoch and what hangs on it. Who gets it is decided by membership, not here.
 *
 *     EK_e -> 1 data, 2 checkpoint, 3 ephemeral, 4 previous (each rotation seals EK_{e-1} under it), context "wb1epoch"
 *
 * [Note: commitment] BLAKE2b("wb1/ekc" ‖ EK) stands in the signed log. A key that does not match it is never used, so nobody can hand out
 * two keys for one epoch, nor make one ciphertext say two things.
 */
import { kdfKey, type AeadKey, type Hash32, type KdfKey, type Sealed } from './brands.ts';
import { boxOpen, boxSeal } from './box.ts';
import type { BoxPublic } from './brands.ts';
import { deriveKey, hash32 } from './derive.ts';
import type { BoxPair } from './device.ts';
import { randomKey } from './random.ts';
import { open, seal } from './seal.ts';

export interface EpochKeys {
	data: AeadKey;
	checkpoint: AeadKey;
	ephemeral: AeadKey;
}

const CONTEXT = 'wb1epoch';
const PREVIOUS = 4;

export function newEpochKey(): KdfKey {
	return randomKey(kdfKey);
}

export function epochKeys(key: KdfKey): EpochKeys {
	return { data: deriveKey(key, 1, CONTEXT), checkpoint: deriveKey(key, 2, CONTEXT), ephemeral: deriveKey(key, 3, CONTEXT) };
}

export function commitment(key: KdfKey): Hash32 {
	return hash32('wb1/ekc', key);
}

export function boxEpochKey(recipient: BoxPublic, key: KdfKey): Uint8Array {
	return boxSeal(recipient, key);
}

/** Undefined when the box does not open or holds another key than the log committed to. [Note: commitment] */
export function unboxEpochKey(pair: BoxPair, box: Uint8Array, committed: Uint8Array): KdfKey | undefined {
	return committedKey(boxOpen(pair, box), committed);
}

/** Part of a rotation: who gets the new key can read what came before. `additional` names workspace and new epoch. */
export function sealPreviousKey(current: KdfKey, previous: KdfKey, additional: Uint8Array): Sealed {
	return seal(deriveKey(current, PREVIOUS, CONTEXT), previous, additional);
}

/** [Note: commitment] */
export function openPreviousKey(current: KdfKey, envelope: Uint8Array, additional: Uint8Array, committed: Uint8Array): KdfKey | undefined {
	return committedKey(open(deriveKey(current, PREVIOUS, CONTEXT), envelope, additional), committed);
}

function committedKey(bytes: Uint8Array | undefined, committed: Uint8Array): KdfKey | undefined {
	if (bytes?.length !== 32) return undefined;
	const key = kdfKey(bytes);
	const actual = commitment(key);
	return committed.length === 32 && actual.every((byte, i) => byte === committed[i]) ? key : undefined;
}
