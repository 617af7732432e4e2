/** Entries by which members come, change and go, as members write them who have the keys and no scruples. */
import type { Capability } from '../../../sync-server/protocol/clear-members.ts';
import { encodeClear, type Rotation, type SealedBox } from '../../../sync-server/protocol/clear.ts';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { KdfKey } from '#lib/crypto/brands.ts';
import type { DeviceKeys } from '#lib/crypto/device.ts';
import { boxEpochKey, commitment, epochKeys, newEpochKey, sealPreviousKey } from '#lib/crypto/epoch.ts';
import { inviteKeys, newInviteSecret, type InvitedRole, type InviteKeys } from '#lib/crypto/invitation.ts';
import type { Place } from '#lib/workspace/author.ts';
import { encodeIntroduction, encodeInviteNote } from '#lib/workspace/invite-notes.ts';
import { membershipEntry, placeOf, written } from './scribe.ts';

type Log = readonly Uint8Array[];
/** Who comes, or is said to. */
interface Comer {
	device: DeviceKeys;
	memberId: Uint8Array;
}

/** `role` is what an honest program would not check here. */
export function invitation(by: DeviceKeys, log: Log, key: KdfKey, role: InvitedRole): { entry: Uint8Array; link: InviteKeys } {
	const link = inviteKeys(newInviteSecret());
	const clear = encodeClear({ kind: KIND.INVITE, invitePk: link.sign.publicKey, role });
	const plain = encodeInviteNote({ noteKey: link.note, name: 'somebody' });
	return { entry: written(by, log, KIND.INVITE, { clear, plain, key: epochKeys(key).data }), link };
}

/** Nobody joins by it any more. */
export function withdrawal(by: DeviceKeys, log: Log, link: InviteKeys): Uint8Array {
	return membershipEntry(by, log, { kind: KIND.INVITE, invitePk: link.sign.publicKey, role: 'none' });
}

export function joining(link: InviteKeys, log: Log, { device, memberId }: Comer, change: Partial<Place> = {}): Uint8Array {
	const clear = encodeClear({ kind: KIND.JOIN, memberId, signPk: device.sign.publicKey, boxPk: device.box.publicKey });
	const plain = encodeIntroduction({ name: 'somebody', device: 'a laptop', relayHost: 'relay' });
	return written(link, log, KIND.JOIN, { clear, plain, key: link.note }, change);
}

/** @param others who get the key as well */
export function admission(
	by: DeviceKeys,
	log: Log,
	key: KdfKey,
	{ link, device, memberId, role, others = [] }: Comer & { link: InviteKeys; role: Capability; others?: DeviceKeys[] }
): Uint8Array {
	const boxes = boxesFor([device, ...others], key);
	const keys = { signPk: device.sign.publicKey, boxPk: device.box.publicKey };
	return membershipEntry(by, log, { kind: KIND.ADMIT, inviteId: link.id, memberId, role, ...keys, boxes });
}

export function newRole(by: DeviceKeys, log: Log, memberId: Uint8Array, role: Capability): Uint8Array {
	return membershipEntry(by, log, { kind: KIND.SET_ROLE, memberId, role });
}

/** Puts the member out; `key` is the next one, of which `recipients` get a copy. */
export function removal(
	by: DeviceKeys,
	log: Log,
	present: KdfKey,
	{ memberId, recipients }: { memberId: Uint8Array; recipients: readonly Pick<DeviceKeys, 'id' | 'box'>[] }
): { entry: Uint8Array; key: KdfKey } {
	const key = newEpochKey();
	const { wsId, epoch } = placeOf(by, log);
	const rotation: Rotation = {
		epoch: epoch + 1,
		commitment: commitment(key),
		boxes: boxesFor(recipients, key),
		previous: sealPreviousKey(key, present, wsId, epoch + 1)
	};
	return { entry: membershipEntry(by, log, { kind: KIND.REMOVE_MEMBER, memberId, rotation }), key };
}

export function minVersion(by: DeviceKeys, log: Log, program: number): Uint8Array {
	return membershipEntry(by, log, { kind: KIND.MIN_VERSION, program });
}

/** The whole way, in the first epoch: invited, asked, admitted, and made an owner where that is what he is. */
export function broughtIn(by: DeviceKeys, log: Uint8Array[], key: KdfKey, { role, ...comer }: Comer & { role: Capability }): void {
	const first = role === 'o' ? 'a' : role;
	const { entry, link } = invitation(by, log, key, first);
	log.push(entry);
	log.push(joining(link, log, comer));
	log.push(admission(by, log, key, { ...comer, link, role: first }));
	if (role === 'o') log.push(newRole(by, log, comer.memberId, 'o'));
}

function boxesFor(devices: readonly Pick<DeviceKeys, 'id' | 'box'>[], key: KdfKey): SealedBox[] {
	return devices.map(({ id, box }) => ({ devId: id, box: boxEpochKey(box.publicKey, key) }));
}
