/** What a new workspace begins with: the business, its series with their leases, and the sample books when asked for. */
import type { CreateInput } from '../worker-api.ts';
import { NO_ISSUE } from '../documents/ledger.ts';
import { newId16 } from '../crypto/random.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';

export async function writeFirstRecords(workspace: Workspace, workspaceId: string, input: Omit<CreateInput, 'passphrase'>): Promise<void> {
	await workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(workspaceId), input.business);
		for (const series of input.series) {
			const id = toHex(newId16());
			transaction.lease(id, 0, series.start, NO_ISSUE);
			await transaction.putLive('series', id, series);
		}
	}, 'strict');
}
