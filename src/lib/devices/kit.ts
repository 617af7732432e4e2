/**
 * One recovery code for all devices of a person, also when one of them replaces it. [Note: one kit]
 *
 * The device that makes a new code seals its seed to each other device of its member and leaves it in their records. A seed found there counts only
 * when the log lists its pair as one of this device's own member that may act: nobody else can put it there.
 */
import { boxOpen, boxSeal } from '../crypto/box.ts';
import { kdfKey, type BoxPublic, type KdfKey } from '../crypto/brands.ts';
import { recoveryPair } from '../crypto/recovery.ts';
import { fromBase64, toBase64 } from '../identity/base64.ts';
import { mayAdmit } from '../workspace/admission.ts';
import { toHex } from '../workspace/bytes.ts';
import { ownRole } from '../workspace/members.ts';
import type { WorkspaceKeys } from '../workspace/keys.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { deviceRecordId, type DeviceRecord } from './records.ts';

/** Part of the save that lists the new code's pair. A viewer writes no records: his other devices go on with a sheet that is replaced. @param without hexadecimal id of a device that is put out in it */
export async function shareKit(
	transaction: Transaction,
	workspace: Pick<Workspace, 'membership' | 'device'>,
	keys: WorkspaceKeys,
	seed: KdfKey,
	without?: string
): Promise<void> {
	const { membership } = workspace;
	const own = toHex(keys.device.id);
	const me = membership?.devices.get(own);
	if (ownRole(workspace) === 'r') return;
	for (const [id, { member, kind, active, boxPk }] of membership?.devices ?? []) {
		if (id === own || id === without || kind !== 'device' || !active || member !== me?.member) continue;
		const record = (await transaction.live<DeviceRecord>('device', deviceRecordId(id))) ?? { name: '' };
		await transaction.putLive('device', deviceRecordId(id), { ...record, kit: toBase64(boxSeal(boxPk as BoxPublic, seed)) });
	}
}

/** The seed another device left here, when the log has put out the pair of `seed`. One that was never listed is this device's own, still to be. */
export async function newerKit(
	workspace: Pick<Workspace, 'membership' | 'live'>,
	keys: WorkspaceKeys,
	seed: KdfKey
): Promise<KdfKey | undefined> {
	const { membership } = workspace;
	const own = toHex(keys.device.id);
	const mine = membership?.devices.get(toHex(recoveryPair(seed, keys.wsId).id));
	if (!membership?.devices.get(own)?.active || !mine || mayAdmit(membership, seed)) return undefined;
	const sealed = (await workspace.live<DeviceRecord>('device', deviceRecordId(own)))?.kit;
	const opened = sealed === undefined ? undefined : boxOpen(keys.device.box, fromBase64(sealed));
	if (opened?.length !== 32) return undefined;
	const next = kdfKey(opened);
	const pair = membership.devices.get(toHex(recoveryPair(next, keys.wsId).id));
	return mayAdmit(membership, next) && pair?.member === membership.devices.get(own)!.member ? next : undefined;
}
