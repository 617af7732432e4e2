/**
 * What a member is called: one live record a member, under an id that follows from the member's, so that it is found without a search. Who is a member, and
 * with which role, is said by the log's membership and by nothing else.
 */
import { hash16 } from '../crypto/derive.ts';
import { isAdmin, memberOf } from '../workspace/authority.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { namedType } from '../workspace/named-type.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface MemberRecord {
	name: string;
}

/** By himself and by admins, who bring him in. */
export const MEMBER_TYPE = namedType<MemberRecord>(
	{ type: 'member', schema: 1, shape: { texts: [], keyed: [] } },
	(recordId, { membership, by }) => {
		const author = memberOf(membership, by);
		return author !== undefined && (memberRecordId(author) === recordId || isAdmin(membership, author));
	}
);

/** @param member hexadecimal member id */
export function memberRecordId(member: string): string {
	return toHex(hash16('wb1/member', fromHex(member)));
}

/** By hexadecimal member id, of those who belong or once did; who has no name is left out. */
export async function memberNames(workspace: Pick<Workspace, 'live' | 'membership'>): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (const member of new Set([...(workspace.membership?.devices.values() ?? [])].map((device) => device.member))) {
		const record = await workspace.live<MemberRecord>('member', memberRecordId(member)).catch(() => undefined);
		if (record?.name) names.set(member, record.name);
	}
	return names;
}
