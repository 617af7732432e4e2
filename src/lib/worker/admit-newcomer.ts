/** A device that was compared with becomes one of the books': its entry in the log, and what it is handed over. */
import { deviceRecordId, type DeviceRecord } from '../devices/records.ts';
import { nameIfNone } from '../devices/names.ts';
import { fromBase64 } from '../identity/base64.ts';
import type { Device } from '../identity/device.ts';
import { MOST_EPOCH_KEYS, type Handed } from '../identity/pairing/messages.ts';
import type { Newcomer } from '../identity/pairing/offering.ts';
import { PairingError } from '../identity/pairing/problem.ts';
import { admitDevice, publicId } from '../workspace/admission.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { ownRole } from '../workspace/members.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';
import { SeriesCommands } from './series-commands.ts';

export interface Admitting {
	workspace: Workspace;
	home: WorkspaceHome;
	device: Device;
	/** What this device is called where it has no name yet. */
	own: string;
	/** Calendar date. */
	today: string;
}

/** Needs a live connection: resolves when the admission is in the log. */
export async function admitNewcomer({ workspace, home, device, own, today }: Admitting, { sign, box, name }: Newcomer): Promise<Handed> {
	const id = toHex(home.keys.wsId);
	const secrets = device.secrets.workspaces.find((each) => each.id === id)!;
	const known = home.keys.known();
	// Their place in the row says of which epoch they are.
	if (known.length > MOST_EPOCH_KEYS || !known.every(([epoch], index) => epoch === index)) throw new PairingError('too-many-keys');
	const added = { sign: { publicKey: sign }, box: { publicKey: box } };
	const record: DeviceRecord = { name: name.trim(), since: today };
	// A viewer's devices write no records, and issue nothing.
	const isViewer = ownRole(workspace) === 'r';
	// From now on two devices issue: this one keeps the series nobody has numbered yet.
	if (!isViewer) await new SeriesCommands(workspace, businessId(id)).leaseFree();
	await admitDevice(workspace, home.keys, added, async (transaction) => {
		if (isViewer) return;
		await transaction.putLive('device', deviceRecordId(toHex(publicId(added))), record);
		// From now on there are two to be told apart.
		await nameIfNone(transaction, workspace.device, own);
	});
	return {
		n: workspace.entries,
		R: fromHex(workspace.rollingHash),
		name: secrets.name,
		sample: secrets.sample,
		memberId: fromHex(workspace.membership!.devices.get(workspace.device)!.member),
		seed: secrets.kit ? fromBase64(secrets.kit) : device.recoverySeed,
		epochKeys: known.map(([, key]) => key)
	};
}
