/** What a new workspace begins with: the business, its series with their leases, and the sample books when asked for. */
import { newId16 } from '../crypto/random.ts';
import { NO_ISSUE } from '../documents/ledger.ts';
import type { CreateInput } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';
import { todayIn } from './today.ts';

export async function writeFirstRecords(workspace: Workspace, workspaceId: string, input: Omit<CreateInput, 'passphrase'>): Promise<void> {
	const sample = input.sample ? await import('./sample-records.ts') : undefined;
	const today = todayIn(input.business.timeZone);
	await workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(workspaceId), sample?.sampleBooks(today, input.sample).business ?? input.business);
		for (const [index, series] of input.series.entries()) {
			const id = toHex(newId16());
			await transaction.putLive('series', id, series);
			transaction.lease(id, 0, series.start, NO_ISSUE);
			if (sample && index === 0) await sample.writeSampleRecords(transaction, id, input.series, today, input.sample);
		}
	}, 'strict');
}
