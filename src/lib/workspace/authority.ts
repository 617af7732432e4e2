/** Who wrote something and what they may, by the membership at its place in the log: for rules of the books that go by roles. */
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { isAtLeast } from '../../../sync-server/protocol/rights.ts';

export type Membership = Pick<MembershipState, 'devices' | 'members'>;

/** Hexadecimal id of the member whose device it is; undefined where the log knows no such device. */
export function memberOf(membership: Membership | undefined, device: string): string | undefined {
	return membership?.devices.get(device)?.member;
}

/** An admin or an owner. */
export function isAdmin(membership: Membership | undefined, member: string | undefined): boolean {
	return member !== undefined && isAtLeast(membership?.members.get(member), 'a');
}

export function otherAdmins({ members }: Membership, member: string): string[] {
	return [...members].filter(([id, role]) => id !== member && isAtLeast(role, 'a')).map(([id]) => id);
}
