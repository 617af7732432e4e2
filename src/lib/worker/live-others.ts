/** Others who have a record open, as a person is told of them. */
import type { OtherForm } from '../editing/live-api.ts';
import type { Live } from '../sync/live.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writerNames } from './writer-names.ts';

export async function othersIn(workspace: Workspace, live: Pick<Live, 'others'>): Promise<OtherForm[]> {
	const others = live.others();
	const names = others.length > 0 ? await writerNames(workspace).catch(() => undefined) : undefined;
	const { membership } = workspace;
	return others.map(({ client, device, field }) => {
		const name = names?.get(device);
		const isMember = membership?.devices.get(device)?.member !== membership?.devices.get(workspace.device)?.member;
		return { key: String(client), isHere: device === workspace.device, ...(name && { name }), ...(isMember && { isMember }), field };
	});
}
