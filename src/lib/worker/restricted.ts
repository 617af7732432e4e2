import type { Party } from '../parties/party.ts';
import type { LiveType } from '../worker-api.ts';
import type { Transaction } from '../workspace/transaction.ts';
import { Refused } from './results.ts';

/** A client whose data is only kept is not edited. */
export async function refuseRestricted(transaction: Transaction, type: LiveType, id: string): Promise<void> {
	if (type === 'party' && (await transaction.live<Party>('party', id))?.restricted)
		throw new Refused({ code: 'invalid', field: type, detail: 'restricted' });
}
