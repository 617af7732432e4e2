/** Whether this device may write records as the log stands. Entries about members and devices are judged by themselves. */
import { PROGRAM } from '../../../sync-server/protocol/codec.ts';
import { isAtLeast } from '../../../sync-server/protocol/rights.ts';
import { toHex } from './bytes.ts';
import { WorkspaceError } from './errors.ts';
import type { OpenBooks } from './open-books.ts';
import type { Planned } from './transaction.ts';

type Books = Pick<OpenBooks, 'head' | 'home'>;

/**
 * `membership`: as the log stands, or as it will with what is under way. Why it may not: put out, a viewer, or an older program than these books ask for. What waits then stays here. A device that the log does not know yet may
 * be on its way in.
 */
export function whyNoRecords({ head, home }: Books, membership = head.log.membership): WorkspaceError | undefined {
	if (home.viewOnly) return new WorkspaceError('read-only', { detail: 'viewer' });
	const me = membership?.devices.get(toHex(home.keys.device.id));
	if (!membership || !me) return undefined;
	if (!me.active) return new WorkspaceError('read-only');
	if (!isAtLeast(membership.members.get(me.member), 'w')) return new WorkspaceError('read-only', { detail: 'viewer' });
	if (membership.minProgram > PROGRAM) return new WorkspaceError('stopped', { detail: 'newer-version' });
	return undefined;
}

export function mustSave(books: Books, planned: readonly Planned[]): void {
	const why = planned.some((each) => 'operations' in each) ? whyNoRecords(books) : undefined;
	if (why) throw why;
}
