/**
 * How a device becomes part of the workspace: admitted by another one, or by the recovery pair where it has only a copy of the log and the seed;
 * how one is put out, and how the recovery code is replaced.
 *
 * [Note: one writer] Positions are given locally only while the log has one active device. Where no relay orders the log, whoever takes the books
 * over therefore retires every other device of its member in the same save: what a retired one wrote later is another log, and is never mixed in.
 * Where a relay does, the others stay (`recoveryEntries`): they may be in use, and what they wrote offline is still to come. The person puts out
 * the one that is lost.
 */
import { activeDevices, type MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { deviceIdOf, KIND } from '../../../sync-server/protocol/codec.ts';
import type { AddDeviceClear, DeviceKind, RevokeDeviceClear } from '../../../sync-server/protocol/clear.ts';
import type { BoxPublic, KdfKey, SignPublic } from '../crypto/brands.ts';
import { blake2b } from '../crypto/derive.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { boxEpochKey } from '../crypto/epoch.ts';
import { recoveryPair } from '../crypto/recovery.ts';
import { fromHex, toHex } from './bytes.ts';
import { WorkspaceError } from './errors.ts';
import type { WorkspaceKeys } from './keys.ts';
import { rotationTo, type Recipient } from './rotating.ts';
import type { Transaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

/** The public half of a device's keys. */
export interface PublicDevice {
	sign: { publicKey: SignPublic };
	box: { publicKey: BoxPublic };
}

/** Whether this seed's pair may still write the one entry of its life. */
export function mayAdmit(membership: MembershipState | undefined, seed: KdfKey): boolean {
	const pair = membership?.devices.get(toHex(recoveryPair(seed, membership.wsId).id));
	return pair?.active === true && !pair.spent;
}

export function isAdmitted(membership: MembershipState | undefined, device: DeviceKeys): boolean {
	return membership?.devices.get(toHex(device.id))?.active === true;
}

/**
 * The recovery pair admits this device; its first entry revokes the pair, the next ones its member's other devices. [Note: one writer]
 * False when the pair may no longer act: then the books can be read and not written.
 */
export async function admitByRecovery(workspace: Workspace, keys: WorkspaceKeys, seed: KdfKey): Promise<boolean> {
	return workspace.save(async (transaction) => {
		const { membership } = workspace;
		if (isAdmitted(membership, keys.device)) return true;
		if (!membership || !mayAdmit(membership, seed)) return false;
		const pair = recoveryPair(seed, keys.wsId);
		const { member } = membership.devices.get(toHex(pair.id))!;
		const key = keys.epochKey(membership.epoch);
		transaction.membership(addition(member, 'device', keys.device, key), { author: pair });
		const me = { devId: keys.device.id, boxPk: keys.device.box.publicKey };
		const others = activeDevices(membership).filter((device) => device.member === member && toHex(device.devId) !== toHex(pair.id));
		revoke(transaction, keys, membership, [...activeDevices(membership), me], [pair.id, ...others.map(({ devId }) => devId)]);
		return true;
	}, 'strict');
}

/**
 * Lists the pair of this device's recovery code, in place of any other of its member. `spent` when that pair was listed before and may not come
 * back: the device then needs a new code.
 */
export async function listRecoveryPair(
	workspace: Workspace,
	keys: WorkspaceKeys,
	seed: KdfKey,
	also: (transaction: Transaction) => Promise<void> = async () => {}
): Promise<'listed' | 'spent'> {
	return workspace.save(async (transaction) => {
		const { membership } = workspace;
		const pair = recoveryPair(seed, keys.wsId);
		const known = membership?.devices.get(toHex(pair.id));
		if (known) return known.active && !known.spent ? 'listed' : 'spent';
		const me = membership?.devices.get(toHex(keys.device.id));
		if (!membership || !me?.active) return 'spent';
		const old = activeDevices(membership).filter(({ kind, member }) => kind === 'recovery' && member === me.member);
		const key = revoke(
			transaction,
			keys,
			membership,
			activeDevices(membership),
			old.map(({ devId }) => devId)
		);
		transaction.membership(addition(me.member, 'recovery', pair, key));
		await also(transaction);
		return 'listed';
	}, 'strict');
}

/** A device of this one's own member. `also` adds what else the same save is to say. */
export async function admitDevice(
	workspace: Workspace,
	keys: WorkspaceKeys,
	added: PublicDevice,
	also: (transaction: Transaction) => Promise<void> = async () => {}
): Promise<void> {
	await workspace.save(async (transaction) => {
		const { membership } = workspace;
		const me = membership?.devices.get(toHex(keys.device.id));
		if (!membership || !me?.active) throw new WorkspaceError('read-only');
		transaction.membership(addition(me.member, 'device', added, keys.epochKey(membership.epoch)));
		await also(transaction);
	}, 'strict');
}

/**
 * Puts a device of this one's own member out. [Note: one kit] Every device of a member knows the seed behind its recovery code, and could come back
 * by it: so in the same save the code's pair goes too, and that of a new code takes its place.
 */
export async function revokeDevice(
	workspace: Workspace,
	keys: WorkspaceKeys,
	devId: Uint8Array,
	nextSeed: KdfKey,
	also: (transaction: Transaction) => Promise<void> = async () => {}
): Promise<void> {
	await workspace.save(async (transaction) => {
		const { membership } = workspace;
		const me = membership?.devices.get(toHex(keys.device.id));
		if (!membership || !me?.active) throw new WorkspaceError('read-only');
		const leaving = membership.devices.get(toHex(devId));
		if (!leaving?.active) throw new WorkspaceError('not-found');
		if (leaving.member !== me.member) throw new WorkspaceError('invalid', { field: 'device', detail: 'of-another-member' });
		const active = activeDevices(membership);
		const kits = active.filter(({ kind, member }) => kind === 'recovery' && member === me.member).map((pair) => pair.devId);
		const key = revoke(transaction, keys, membership, active, [devId, ...kits]);
		transaction.membership(addition(me.member, 'recovery', recoveryPair(nextSeed, keys.wsId), key));
		await also(transaction);
	}, 'strict');
}

export function publicId({ sign, box }: PublicDevice): Uint8Array {
	return deviceIdOf(blake2b, sign.publicKey, box.publicKey);
}

export function addition(member: string, device: DeviceKind, added: PublicDevice, key: KdfKey): AddDeviceClear {
	const { sign, box } = added;
	const boxes = [{ devId: publicId(added), box: boxEpochKey(box.publicKey, key) }];
	return { kind: KIND.ADD_DEVICE, memberId: fromHex(member), device, signPk: sign.publicKey, boxPk: box.publicKey, boxes };
}

/** One revocation after the other, each with the next epoch's key for all who stay. Answers with the newest key. */
function revoke(
	transaction: Transaction,
	keys: WorkspaceKeys,
	{ epoch }: MembershipState,
	active: Recipient[],
	leaving: Uint8Array[]
): KdfKey {
	const { clears, key } = revocations(keys, epoch, active, leaving);
	for (const clear of clears) transaction.membership(clear);
	return key;
}

/** The same as clear parts. `keys` learn the keys made. */
export function revocations(
	keys: WorkspaceKeys,
	current: number,
	active: Recipient[],
	leaving: Uint8Array[]
): { clears: RevokeDeviceClear[]; key: KdfKey } {
	let staying = active;
	let epoch = current;
	const clears: RevokeDeviceClear[] = [];
	for (const devId of leaving) {
		staying = staying.filter((device) => toHex(device.devId) !== toHex(devId));
		const { rotation } = rotationTo(keys, epoch, staying);
		clears.push({ kind: KIND.REVOKE_DEVICE, devId, rotation });
		epoch = rotation.epoch;
	}
	return { clears, key: keys.epochKey(epoch) };
}
