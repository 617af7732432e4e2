/** What this person calls the devices of the open books. */
import type { Workspace } from '../workspace/workspace.ts';
import { deviceRecordId, type DeviceRecord } from './records.ts';

type Named = Pick<Workspace, 'live' | 'membership'>;

/** By hexadecimal device id; those without a name are left out. */
export async function deviceNames(workspace: Named): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (const [id, { kind }] of workspace.membership?.devices ?? []) {
		if (kind !== 'device') continue;
		const name = (await workspace.live<DeviceRecord>('device', deviceRecordId(id)))?.name;
		if (name) names.set(id, name);
	}
	return names;
}
