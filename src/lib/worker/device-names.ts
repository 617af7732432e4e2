/** What this person's devices are called. */
import { deviceRecordId, type DeviceRecord } from '../devices/records.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** By hexadecimal device id; those without a name are left out. */
export async function deviceNames(workspace: Workspace): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (const [id, { kind }] of workspace.membership?.devices ?? []) {
		if (kind !== 'device') continue;
		const record = await workspace.live<DeviceRecord>('device', deviceRecordId(id)).catch(() => undefined);
		if (record?.name) names.set(id, record.name);
	}
	return names;
}
