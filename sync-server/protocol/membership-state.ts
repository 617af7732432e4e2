/** What the fold of membership knows. Ids are map keys in hexadecimal. */
import type { Clear, DeviceKind } from './clear.ts';
import type { Entry, Hash } from './codec.ts';
import type { Lease } from './leases.ts';

export type { Lease, Tenure } from './leases.ts';

export type Capability = 'r' | 'w' | 'a' | 'o';

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
export interface MembershipState {
	wsId: Uint8Array;
	/** Every device that ever was, by hexadecimal id. */
	devices: ReadonlyMap<string, Device>;
	/** Capability by hexadecimal member id. */
	members: ReadonlyMap<string, Capability>;
	epoch: number;
	/** Commitment of each epoch's key, from epoch 0. */
	commitments: readonly Uint8Array[];
	/** By hexadecimal series tag. */
	leases: ReadonlyMap<string, Lease>;
}
/** What a rule looks at. `author` is absent in GENESIS only. */
export interface Proposal<C extends Clear = Clear> {
	state: MembershipState;
	entry: Entry;
	clear: C;
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
