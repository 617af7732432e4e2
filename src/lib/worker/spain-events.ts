/** Events of the system, written at their moment. */
import type { Business } from '../business/business.ts';
import { newId16 } from '../crypto/random.ts';
import type { StatedEvent, SystemEvent } from '../spain/events/event.ts';
import { encodeSystemEvent } from '../spain/events/records.ts';
import { nifOf } from '../spain/recipient.ts';
import { VERSION } from '../spain/system.ts';
import { cut } from '../spain/text.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';

const LONGEST_NAME = 120;

type Owner = Pick<Business, 'name' | 'taxIds' | 'timeZone' | 'address' | 'billingRecords'>;

/** Whether billing records are made of what is issued now. */
export function isOn(business: Owner | undefined): boolean {
	return business?.address.country === 'ES' && business.billingRecords === true;
}

/** Nothing is written of a business without a name or NIF: the schema has no event of nobody. */
export async function addEvents(transaction: Transaction, business: Owner, events: readonly SystemEvent[]): Promise<void> {
	const [nif, issuer, at] = [nifOf(business.taxIds), cut(business.name, LONGEST_NAME), new Date().toISOString()];
	if (!nif || !issuer) return;
	for (const event of events) {
		const stated: StatedEvent = { at, timeZone: business.timeZone, version: VERSION, issuer, nif, event };
		await transaction.add('system-event', toHex(newId16()), 'put', encodeSystemEvent(stated));
	}
}

/** The switch turned by a save of the business. @param before absent where there was none */
export async function addSwitch(transaction: Transaction, before: Owner | undefined, after: Owner): Promise<void> {
	if (isOn(before) !== isOn(after)) await addEvents(transaction, after, [{ kind: isOn(after) ? 'on' : 'off' }]);
}

/** False where nothing can be written into these books now: by a viewer, or while they are shut. */
export async function note(workspace: Workspace, businessId: string, events: readonly SystemEvent[]): Promise<boolean> {
	try {
		await workspace.save(async (transaction) => {
			const business = await transaction.live<Business>('business', businessId);
			if (business) await addEvents(transaction, business, events);
		});
		return true;
	} catch (cause) {
		if (cause instanceof WorkspaceError) return false;
		throw cause;
	}
}
