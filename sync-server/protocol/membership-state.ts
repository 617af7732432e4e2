/** What the fold of membership knows. Ids are map keys in hexadecimal. */
import type { Clear, DeviceKind } from './clear.ts';
import type { Capability } from './clear-members.ts';
import type { Entry, Hash } from './codec.ts';
import type { Lease } from './leases.ts';

export type { Capability } from './clear-members.ts';
export type { Lease, Tenure } from './leases.ts';

export interface Device {
	devId: Uint8Array;
	/** Hexadecimal member id. */
	member: string;
	kind: DeviceKind;
	signPk: Uint8Array;
	boxPk: Uint8Array;
	/** Position of the entry that admitted it. */
	since: number;
	active: boolean;
	/** A recovery pair that has written its one entry. */
	spent: boolean;
	/** Hexadecimal id of the recovery pair that admitted it: to be revoked by its first entry. */
	admittedBy?: string;
}
/** `open`: nobody has asked to join by it. `joined`: somebody has, and waits to be admitted. The other two are its end. */
export type InviteState = 'open' | 'joined' | 'admitted' | 'withdrawn';
export interface Invite {
	kind: 'invite';
	signPk: Uint8Array;
	/** The most that who joins by it can be. */
	role: Capability;
	/** Hexadecimal id of the member who invited. */
	by: string;
	/** Position of its entry. */
	n: number;
	state: InviteState;
	/** Who asked to join by it, whatever became of that. */
	joiner?: { member: string; signPk: Uint8Array; boxPk: Uint8Array; n: number };
	/** Position of the ADMIT. */
	admittedAt?: number;
}
export interface MembershipState {
	wsId: Uint8Array;
	/** Every device that ever was, by hexadecimal id. */
	devices: ReadonlyMap<string, Device>;
	/** Capability by hexadecimal member id, of those who belong. */
	members: ReadonlyMap<string, Capability>;
	/** Every invitation that ever was, by hexadecimal id. */
	invites: ReadonlyMap<string, Invite>;
	epoch: number;
	/** Commitment of each epoch's key, from epoch 0. */
	commitments: readonly Uint8Array[];
	/** Somebody left who knows the epoch's key. */
	owesRotation: boolean;
	/** By hexadecimal series tag. */
	leases: ReadonlyMap<string, Lease>;
	/** Programs below this number write no records. */
	minProgram: number;
}
/** Of a workspace nobody was ever invited to. */
export const ALONE: Pick<MembershipState, 'invites' | 'owesRotation' | 'minProgram'> = {
	invites: new Map(),
	owesRotation: false,
	minProgram: 0
};
/** What a rule looks at. */
export interface Proposal<C extends Clear = Clear> {
	state: MembershipState;
	entry: Entry;
	clear: C;
	/** Absent in GENESIS and JOIN only. */
	author: Device | undefined;
	n: number;
	hash: Hash;
}

export function activeDevices(state: MembershipState): Device[] {
	return [...state.devices.values()].filter((device) => device.active);
}

/** Devices that may write records; recovery pairs aside. Positions are given locally only while there is exactly one. */
export function activeWriters(state: MembershipState): Device[] {
	return activeDevices(state).filter((device) => device.kind === 'device');
}

/** Invitations that may still come to something. */
export function waitingInvites(state: MembershipState): Invite[] {
	return [...state.invites.values()].filter(isWaiting);
}

export function isWaiting(invite: Invite | undefined): boolean {
	return invite?.state === 'open' || invite?.state === 'joined';
}
