/**
 * The rules by which members come, change and go, named as sentences and kept in the order they are asked. [Note: members]
 *
 * INVITE says that who has a secret may ask; JOIN asks, with keys that nobody else can put in their place, since the invitation's key signs them; ADMIT
 * answers for exactly those keys, and only then is anything sealed to them. A link that leaked is worth a question, never an answer.
 *
 * Only an owner makes, changes or removes admins and owners, and one owner always remains. Nobody removes himself, because he would choose the key he
 * must not know; who wants to go writes LEAVE: his devices are out at once, and the next key comes from somebody who stays (`owesRotation`).
 */
import { hex, equal } from './bytes.ts';
import type {
	AdmitClear,
	InviteClear,
	JoinClear,
	LeaveClear,
	MembersClear,
	MinVersionClear,
	RemoveMemberClear,
	SetRoleClear
} from './clear-members.ts';
import { KIND } from './codec.ts';
import { isWaiting, waitingInvites, type MembershipState, type Proposal } from './membership-state.ts';
import { newDevice, rotation } from './rules-keys.ts';
import { isAtLeast, isKeyKnown, mayInvite, roleOf } from './rights.ts';

/** Invitations that wait, of one workspace. */
export const MAX_INVITES = 64;
/** Sealed: whom an invitation is for, and what who joins says of himself. */
const MAX_NOTE = 1024 + 16;

const invite = {
	inviteKeyIsNew: ({ state, clear }: Proposal<InviteClear>) => clear.role === 'none' || !isKeyKnown(state, clear.invitePk),
	ownersAreNeverInvited: ({ clear }: Proposal<InviteClear>) => clear.role !== 'o',
	onlyOwnersInviteAdmins: ({ state, clear, author }: Proposal<InviteClear>) =>
		clear.role === 'none' || mayInvite(state, author?.member, clear.role),
	fewInvitesWait: ({ state, clear }: Proposal<InviteClear>) => clear.role === 'none' || waitingInvites(state).length < MAX_INVITES,
	inviteSealsAShortNote: ({ clear, entry }: Proposal<InviteClear>) => clear.role === 'none' || isShortNote(entry.ciphertext),
	withdrawnInviteWaits: ({ state, clear }: Proposal<InviteClear>) =>
		clear.role !== 'none' || [...state.invites.values()].some((known) => equal(known.signPk, clear.invitePk) && isWaiting(known)),
	withdrawalSealsNothing: ({ clear, entry }: Proposal<InviteClear>) => clear.role !== 'none' || entry.ciphertext.length === 0
};

const join = {
	joinerKeysAreNew: ({ state, clear }: Proposal<JoinClear>) => !isKeyKnown(state, clear.signPk, clear.boxPk),
	memberIsNew: ({ state, clear }: Proposal<JoinClear>) => !isMemberKnown(state, hex(clear.memberId)),
	joinerSealsAShortNote: ({ entry }: Proposal<JoinClear>) => isShortNote(entry.ciphertext)
};

const admit = {
	inviteAwaitsAdmission: ({ state, clear }: Proposal<AdmitClear>) => state.invites.get(hex(clear.inviteId))?.state === 'joined',
	admitsWhoJoined: ({ state, clear }: Proposal<AdmitClear>) => {
		const joiner = state.invites.get(hex(clear.inviteId))?.joiner;
		return joiner?.member === hex(clear.memberId) && equal(joiner.signPk, clear.signPk) && equal(joiner.boxPk, clear.boxPk);
	},
	roleIsAtMostTheInvites: ({ state, clear }: Proposal<AdmitClear>) => isAtLeast(state.invites.get(hex(clear.inviteId))?.role, clear.role),
	onlyOwnersAdmitAdmins: ({ state, clear, author }: Proposal<AdmitClear>) => mayInvite(state, author?.member, clear.role),
	...newDevice,
	earlierKeysAreSealedAlong: ({ state, entry }: Proposal<AdmitClear>) => state.epoch === 0 || entry.ciphertext.length > 0
};

const setRole = {
	memberBelongs: ({ state, clear }: Proposal<SetRoleClear>) => state.members.has(hex(clear.memberId)),
	roleIsAnother: ({ state, clear }: Proposal<SetRoleClear>) => state.members.get(hex(clear.memberId)) !== clear.role,
	onlyOwnersTouchAdmins: ({ state, clear, author }: Proposal<SetRoleClear>) =>
		roleOf(state, author) === 'o' || ![state.members.get(hex(clear.memberId)), clear.role].some((role) => isAtLeast(role, 'a')),
	anOwnerRemains: ({ state, clear }: Proposal<SetRoleClear>) => clear.role === 'o' || hasOwnerBeside(state, hex(clear.memberId)),
	roleChangeSealsNothing: ({ entry }: Proposal<SetRoleClear>) => entry.ciphertext.length === 0
};

// That an owner remains needs no rule: only an owner removes one, and not himself.
const removeMember = {
	removedMemberBelongs: ({ state, clear }: Proposal<RemoveMemberClear>) => state.members.has(hex(clear.memberId)),
	// He would choose the next key, and so know what he must no longer know.
	nobodyRemovesHimself: ({ clear, author }: Proposal<RemoveMemberClear>) => author?.member !== hex(clear.memberId),
	onlyOwnersRemoveAdmins: ({ state, clear, author }: Proposal<RemoveMemberClear>) =>
		roleOf(state, author) === 'o' || !isAtLeast(state.members.get(hex(clear.memberId)), 'a'),
	...rotation
};

const leave = {
	theLastOwnerStays: ({ state, author }: Proposal<LeaveClear>) => roleOf(state, author) !== 'o' || hasOwnerBeside(state, author!.member),
	leavingSealsNothing: ({ entry }: Proposal<LeaveClear>) => entry.ciphertext.length === 0
};

const minVersion = {
	versionIsAnother: ({ state, clear }: Proposal<MinVersionClear>) => clear.program !== state.minProgram,
	// An admin could otherwise undo what an owner requires; and an owner undoes a number that no program has.
	onlyOwnersLowerTheVersion: ({ state, clear, author }: Proposal<MinVersionClear>) =>
		clear.program > state.minProgram || roleOf(state, author) === 'o',
	versionSealsNothing: ({ entry }: Proposal<MinVersionClear>) => entry.ciphertext.length === 0
};

export type MemberRules = typeof invite &
	typeof join &
	typeof admit &
	typeof setRole &
	typeof removeMember &
	typeof leave &
	typeof minVersion;

/** By kind, in the order asked. */
export const MEMBER_RULES: Record<MembersClear['kind'], object> = {
	[KIND.INVITE]: invite,
	[KIND.JOIN]: join,
	[KIND.ADMIT]: admit,
	[KIND.SET_ROLE]: setRole,
	[KIND.REMOVE_MEMBER]: removeMember,
	[KIND.LEAVE]: leave,
	[KIND.MIN_VERSION]: minVersion
};

function isShortNote(sealed: Uint8Array): boolean {
	return sealed.length > 0 && sealed.length <= MAX_NOTE;
}

/** Now, once, or asked for: nobody comes back under an id that others remember. */
function isMemberKnown(state: MembershipState, member: string): boolean {
	return (
		[...state.devices.values()].some((device) => device.member === member) ||
		[...state.invites.values()].some(({ joiner }) => joiner?.member === member)
	);
}

function hasOwnerBeside(state: MembershipState, member: string): boolean {
	return [...state.members].some(([id, role]) => role === 'o' && id !== member);
}
