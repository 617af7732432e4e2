/** What the entries by which members come, change and go leave behind. Pure; whether one may stand is for rules-members.ts. */
import { hex } from './bytes.ts';
import type { AdmitClear, Capability, InviteClear, JoinClear, MembersClear } from './clear-members.ts';
import { KIND, deviceIdOf, inviteIdOf } from './codec.ts';
import { isWaiting, type Device, type Invite, type MembershipState, type Proposal } from './membership-state.ts';
import { mayInvite } from './rights.ts';

/** The state after the entry, but for the new key of a rotation. */
export function afterMembersEntry(proposal: Proposal<MembersClear>): MembershipState {
	const { state, clear, author } = proposal;
	switch (clear.kind) {
		case KIND.INVITE:
			return invited(proposal, clear);
		case KIND.JOIN:
			return joined(proposal, clear);
		case KIND.ADMIT:
			return admitted(proposal, clear);
		case KIND.SET_ROLE:
			return withMembers(state, new Map(state.members).set(hex(clear.memberId), clear.role));
		case KIND.REMOVE_MEMBER:
			return without(state, hex(clear.memberId));
		case KIND.LEAVE:
			return { ...without(state, author!.member), owesRotation: true };
		case KIND.MIN_VERSION:
			return { ...state, minProgram: clear.program };
	}
}

function invited({ state, n, hash, author }: Proposal, { invitePk, role }: InviteClear): MembershipState {
	const id = hex(inviteIdOf(hash, invitePk));
	const known = state.invites.get(id);
	if (role === 'none') return known ? withInvite(state, id, { ...known, state: 'withdrawn' }) : state;
	return withInvite(state, id, { kind: 'invite', signPk: invitePk, role, by: author!.member, n, state: 'open' });
}

function joined({ state, n, entry }: Proposal, { memberId, signPk, boxPk }: JoinClear): MembershipState {
	const id = hex(entry.devId);
	return withInvite(state, id, { ...state.invites.get(id)!, state: 'joined', joiner: { member: hex(memberId), signPk, boxPk, n } });
}

function admitted({ state, n, hash }: Proposal, { inviteId, memberId, role, signPk, boxPk }: AdmitClear): MembershipState {
	const member = hex(memberId);
	const devId = deviceIdOf(hash, signPk, boxPk);
	const device: Device = { devId, member, kind: 'device', signPk, boxPk, since: n, active: true, spent: false };
	const invite: Invite = { ...state.invites.get(hex(inviteId))!, state: 'admitted', admittedAt: n };
	const after = withInvite(state, hex(inviteId), invite);
	return { ...after, devices: new Map(state.devices).set(hex(devId), device), members: new Map(state.members).set(member, role) };
}

/** Their recovery pair is one of the devices: who was put out does not come back by a code. */
function without(state: MembershipState, member: string): MembershipState {
	const members = new Map(state.members);
	members.delete(member);
	const devices = [...state.devices].map(([id, device]): [string, Device] => [
		id,
		device.member === member ? { ...device, active: false } : device
	]);
	return withMembers({ ...state, devices: new Map(devices) }, members);
}

/** Invitations end with the right to write them. */
function withMembers(state: MembershipState, members: ReadonlyMap<string, Capability>): MembershipState {
	const invites = [...state.invites].map(([id, invite]): [string, Invite] => [
		id,
		isWaiting(invite) && !mayInvite({ members }, invite.by, invite.role) ? { ...invite, state: 'withdrawn' } : invite
	]);
	return { ...state, members, invites: new Map(invites) };
}

function withInvite(state: MembershipState, id: string, invite: Invite): MembershipState {
	return { ...state, invites: new Map(state.invites).set(id, invite) };
}
