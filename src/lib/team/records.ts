/**
 * What a member is called: one live record a member, under an id that follows from the member's, so that it is found without a search. Who is a member, and
 * with which role, is said by the log's membership and by nothing else.
 */
import { hash16 } from '../crypto/derive.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { liveType } from '../workspace/live-type.ts';
import type { RecordType } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface MemberRecord {
	name: string;
}

export const MEMBER_TYPE: RecordType = {
	...liveType<MemberRecord>({ type: 'member', schema: 1, shape: { texts: [], keyed: [] }, title: ({ name }) => name }),
	ofThisLog: true
};

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
