/**
 * Joining by somebody who has no books yet: the one entry the invitation's key writes, and what the admission brings. The rest is as on a paired device: the
 * log comes over the connection and is judged from its first entry on. [Note: taking in]
 */
import { deviceIdOf, KIND, ZERO32, additionalData, isParseError, parseEntry } from '../../../sync-server/protocol/codec.ts';
import { encodeClear, parseClear } from '../../../sync-server/protocol/clear.ts';
import type { Capability } from '../../../sync-server/protocol/membership-state.ts';
import { boxOpen } from '../crypto/box.ts';
import { kdfKey, type KdfKey } from '../crypto/brands.ts';
import { blake2b } from '../crypto/derive.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { epochKeys } from '../crypto/epoch.ts';
import type { InviteKeys } from '../crypto/invitation.ts';
import { openParts } from '../crypto/seal.ts';
import { makeEntry } from './author.ts';
import { equalBytes } from './bytes.ts';
import { encodeIntroduction, type Introduction } from './invite-notes.ts';

/** What a link says, and who answers it. */
export interface Joining {
	wsId: Uint8Array;
	/** Where the log stood with the invitation in it, by the link: a log that never stood there does not take the JOIN. */
	n: number;
	R: Uint8Array;
	invite: InviteKeys;
	/** Drawn for these books. */
	device: DeviceKeys;
	memberId: Uint8Array;
	introduction: Introduction;
}
export interface Admission {
	role: Capability;
	/** Ascending. Each must match its commitment once the log is read. */
	keys: [epoch: number, key: KdfKey][];
}

/** @param epoch the current one, as the relay says: where it is wrong the entry is refused */
export function joinEntry({ wsId, n, R, invite, device, memberId, introduction }: Joining, epoch: number): Uint8Array {
	const clear = encodeClear({ kind: KIND.JOIN, memberId, signPk: device.sign.publicKey, boxPk: device.box.publicKey });
	const place = { wsId, devSeq: 0, prevDev: ZERO32, seenN: n - 1, seenR: R, epoch };
	return makeEntry(invite, place, KIND.JOIN, { clear, plain: encodeIntroduction(introduction), key: invite.note });
}

/** What an ADMIT holds for this device; undefined where it is none of it. Whether it stands in the log is seen when that is read. */
export function openAdmission(
	bytes: Uint8Array,
	{ wsId, device, memberId }: Pick<Joining, 'wsId' | 'device' | 'memberId'>
): Admission | undefined {
	const entry = parseEntry(bytes);
	if (isParseError(entry) || !equalBytes(entry.wsId, wsId)) return undefined;
	const clear = parseClear(entry.kind, entry.clear);
	if (clear?.kind !== KIND.ADMIT || !equalBytes(clear.memberId, memberId)) return undefined;
	if (!equalBytes(deviceIdOf(blake2b, clear.signPk, clear.boxPk), device.id)) return undefined;
	const opened = boxOpen(device.box, clear.boxes[0]?.box ?? new Uint8Array(0));
	if (opened?.length !== 32) return undefined;
	const key = kdfKey(opened);
	const keys: Admission['keys'] = [[entry.epoch, key]];
	const earlier = entry.ciphertext.length > 0 ? openParts(epochKeys(key).data, entry, additionalData(entry)) : undefined;
	const count = Math.floor((earlier?.length ?? 0) / 32);
	for (let at = count - 1; at >= 0 && entry.epoch >= count; at--)
		keys.unshift([entry.epoch - count + at, kdfKey(earlier!.slice(at * 32, at * 32 + 32))]);
	return { role: clear.role, keys };
}
