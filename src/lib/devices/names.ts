/** What this person calls the devices of the open books. */
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { deviceRecordId, type DeviceRecord } from './records.ts';

type Named = Pick<Workspace, 'live' | 'membership'>;

/** By hexadecimal device id; those without a name are left out, and those whose row cannot be read now. */
export async function deviceNames(workspace: Named): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (const [id, { kind }] of workspace.membership?.devices ?? []) {
		if (kind !== 'device') continue;
		const record = await workspace.live<DeviceRecord>('device', deviceRecordId(id)).catch(() => undefined);
		if (record?.name) names.set(id, record.name);
	}
	return names;
}

/** What a device is called that nobody has named. @param device hexadecimal id */
export async function nameIfNone(transaction: Transaction, device: string, name: string): Promise<void> {
	const id = deviceRecordId(device);
	const known = await transaction.live<DeviceRecord>('device', id);
	if (!known?.name && name) await transaction.putLive('device', id, { ...known, name });
}
