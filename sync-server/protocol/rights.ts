/** Who may write what, by the log alone. What an entry says is for rules.ts. */
import { hex } from './bytes.ts';
import type { Capability } from './clear-members.ts';
import { KIND, type Kind } from './codec.ts';
import type { Device, Invite, MembershipState } from './membership-state.ts';

const RANK: Record<Capability, number> = { r: 0, w: 1, a: 2, o: 3 };

/** The least capability for a kind; JOIN is signed by an invitation's key, GENESIS makes the first owner. */
const LEAST: Record<Exclude<Kind, typeof KIND.GENESIS | typeof KIND.JOIN>, Capability> = {
	[KIND.DATA]: 'w',
	[KIND.ADD_DEVICE]: 'r',
	[KIND.REVOKE_DEVICE]: 'r',
	[KIND.ROTATE]: 'a',
	[KIND.SERIES_LEASE]: 'w',
	[KIND.SERIES_RELEASE]: 'w',
	[KIND.SERIES_TAKEOVER]: 'a',
	[KIND.SEEN]: 'r',
	[KIND.INVITE]: 'a',
	[KIND.ADMIT]: 'a',
	[KIND.SET_ROLE]: 'a',
	[KIND.REMOVE_MEMBER]: 'a',
	[KIND.CHECKPOINT]: 'a',
	[KIND.CHECKPOINT_ACK]: 'w',
	[KIND.FORK]: 'a',
	[KIND.MOVED]: 'a',
	[KIND.ERASE]: 'a',
	[KIND.MIN_VERSION]: 'a',
	[KIND.LEAVE]: 'r'
};

/**
 * Whether this author may write an entry of this kind at all. An invitation that is open writes one JOIN. A recovery pair writes one ADD_DEVICE in
 * its life; a device it admitted begins by revoking it.
 */
export function mayWrite(state: MembershipState, author: Device | Invite, kind: Kind): boolean {
	if (author.kind === 'invite') return kind === KIND.JOIN && author.state === 'open';
	if (kind === KIND.GENESIS || kind === KIND.JOIN) return false;
	if (author.kind === 'recovery') return kind === KIND.ADD_DEVICE && !author.spent;
	if (owesRevocation(state, author)) return kind === KIND.REVOKE_DEVICE;
	return isAtLeast(roleOf(state, author), LEAST[kind]);
}

export function isAtLeast(role: Capability | undefined, least: Capability): boolean {
	return role !== undefined && RANK[role] >= RANK[least];
}

/** Undefined when its member belongs to the workspace no more. */
export function roleOf(state: MembershipState, device: Pick<Device, 'member'> | undefined): Capability | undefined {
	return device && state.members.get(device.member);
}

export function owesRevocation(state: MembershipState, device: Device): boolean {
	return device.admittedBy !== undefined && state.devices.get(device.admittedBy)?.active === true;
}

/** An invitation its own member might write again: others end when he is put out, leaves, or may do less. */
export function mayInvite({ members }: Pick<MembershipState, 'members'>, member: string | undefined, role: Capability): boolean {
	return member !== undefined && isAtLeast(members.get(member), role === 'a' ? 'o' : 'a');
}

/** Whether a key of these was ever admitted, invited, or asked to join: none is used twice. */
export function isKeyKnown(state: MembershipState, signPk: Uint8Array, boxPk?: Uint8Array): boolean {
	const [sign, box] = [hex(signPk), boxPk && hex(boxPk)];
	const isOne = (known: { signPk: Uint8Array; boxPk?: Uint8Array } | undefined) =>
		known !== undefined && (hex(known.signPk) === sign || (known.boxPk !== undefined && hex(known.boxPk) === box));
	return [...state.devices.values()].some(isOne) || [...state.invites.values()].some((invite) => isOne(invite) || isOne(invite.joiner));
}
