/** Which program each device runs, as far as it has said: so that an owner sees whom he would shut out by asking for a newer one. */
import type { Workspace } from '../workspace/workspace.ts';
import { deviceRecordId, type DeviceRecord } from './records.ts';

/** Of a device that has never said it: the first program says nothing. */
export const FIRST_PROGRAM = 1;

/** By hexadecimal device id. */
export async function devicePrograms(workspace: Pick<Workspace, 'live' | 'membership'>): Promise<Map<string, number>> {
	const programs = new Map<string, number>();
	for (const [id, { kind }] of workspace.membership?.devices ?? []) {
		if (kind !== 'device') continue;
		const record = await workspace.live<DeviceRecord>('device', deviceRecordId(id)).catch(() => undefined);
		programs.set(id, record?.program ?? FIRST_PROGRAM);
	}
	return programs;
}

/** Said once for each new program. A viewer cannot say it, and shuts nobody out. */
export async function sayProgram(workspace: Workspace, program: number): Promise<void> {
	const id = deviceRecordId(workspace.device);
	const known = await workspace.live<DeviceRecord>('device', id);
	if ((known?.program ?? FIRST_PROGRAM) === program) return;
	await workspace.save(async (transaction) => {
		const record = await transaction.live<DeviceRecord>('device', id);
		await transaction.putLive('device', id, { name: '', ...record, program });
	});
}
