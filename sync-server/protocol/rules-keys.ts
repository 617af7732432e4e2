/** Rules about who gets the epoch's key: shared by all entries that admit a device or change the key. */
import { hex, equal } from './bytes.ts';
import { MAX_DEVICES, type SealedBox } from './boxes.ts';
import type { AddDeviceClear, RevokeDeviceClear, RotateClear } from './clear.ts';
import type { AdmitClear, RemoveMemberClear } from './clear-members.ts';
import { KIND, deviceIdOf } from './codec.ts';
import { activeDevices, type Device, type MembershipState, type Proposal } from './membership-state.ts';

type Rotating = RevokeDeviceClear | RotateClear | RemoveMemberClear;

export const newDevice = {
	workspaceHasRoom: ({ state }: Proposal<AddDeviceClear | AdmitClear>) => activeDevices(state).length < MAX_DEVICES,
	onlyTheNewDeviceGetsTheKey: ({ clear, hash }: Proposal<AddDeviceClear | AdmitClear>) =>
		goesExactlyTo(clear.boxes, [deviceIdOf(hash, clear.signPk, clear.boxPk)])
};

export const rotation = {
	epochFollowsTheLast: ({ state, clear }: Proposal<Rotating>) => clear.rotation.epoch === state.epoch + 1,
	keyIsNew: ({ state, clear }: Proposal<Rotating>) => !state.commitments.some((known) => equal(known, clear.rotation.commitment)),
	previousKeyIsSealedAlong: ({ clear }: Proposal<Rotating>) => clear.rotation.previous.length > 0,
	keyGoesToActiveDevicesExactly: ({ state, clear }: Proposal<Rotating>) => goesExactlyTo(clear.rotation.boxes, staying(state, clear))
};

export function goesExactlyTo(boxes: SealedBox[], recipients: Uint8Array[]): boolean {
	const wanted = new Set(recipients.map(hex));
	return boxes.length === wanted.size && boxes.every(({ devId }) => wanted.has(hex(devId)));
}

/** Devices active once the entry stands. */
function staying(state: MembershipState, clear: Rotating): Uint8Array[] {
	return activeDevices(state)
		.filter((device) => !isLeaving(device, clear))
		.map((device) => device.devId);
}

function isLeaving(device: Device, clear: Rotating): boolean {
	if (clear.kind === KIND.REMOVE_MEMBER) return device.member === hex(clear.memberId);
	return clear.kind === KIND.REVOKE_DEVICE && equal(device.devId, clear.devId);
}
