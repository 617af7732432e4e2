/**
 * What one branch of a log took away and the other did not: devices and members that were put out, and roles that were lowered. Where the other branch
 * goes on, each is taken away again or left, on purpose, before anything is sent.
 */
import type { Capability, MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import { isAtLeast, mayWrite, roleOf } from '../../../sync-server/protocol/rights.ts';
import type { Branch } from './branch.ts';

/** Ids are hexadecimal: a device's, or a member's. */
export type Removal = { what: 'device'; id: string } | { what: 'member'; id: string } | { what: 'role'; id: string; role: Capability };

/** What `lost` took away and `kept` still has. */
export function removalsToRepeat(lost: Branch, kept: MembershipState | undefined): Removal[] {
	const found = new Map<string, Removal>();
	for (const { what, device, member } of lost.changes) {
		if (what === 'device-removed' && device && kept?.devices.get(device)?.active) found.set(device, { what: 'device', id: device });
		if ((what === 'member-removed' || what === 'member-left') && member && kept?.members.has(member))
			found.set(member, { what: 'member', id: member });
		if (what !== 'role-set' || !member || found.get(member)?.what === 'member') continue;
		const [role, before] = [lost.membership?.members.get(member), kept?.members.get(member)];
		if (role && before && !isAtLeast(role, before)) found.set(member, { what: 'role', id: member, role });
	}
	return [...found.values()];
}

/** Whether this device may take it away now. What is gone by now it need not. @param device hexadecimal id */
export function mayRepeat(membership: MembershipState | undefined, device: string, removal: Removal): boolean {
	const me = membership?.devices.get(device);
	if (!membership || !me?.active) return false;
	if (removal.what === 'device') {
		const other = membership.devices.get(removal.id);
		// Devices are put out by those of the same person.
		return removal.id !== device && other?.active === true && other.member === me.member && mayWrite(membership, me, KIND.REVOKE_DEVICE);
	}
	const before = membership.members.get(removal.id);
	if (!before || me.member === removal.id) return false;
	if (isAtLeast(before, 'a') && roleOf(membership, me) !== 'o') return false;
	if (removal.what === 'member') return mayWrite(membership, me, KIND.REMOVE_MEMBER);
	return !isAtLeast(removal.role, before) && mayWrite(membership, me, KIND.SET_ROLE);
}
