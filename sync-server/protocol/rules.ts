/** The rules of membership, named as sentences and kept in the order they are asked. See membership.ts. */
import { equal, hex, isZero } from './bytes.ts';
import { KIND, deviceIdOf, type Kind } from './codec.ts';
import {
	MAX_DEVICES,
	type AddDeviceClear,
	type Clear,
	type ForkClear,
	type GenesisClear,
	type MovedClear,
	type RevokeDeviceClear,
	type RotateClear,
	type SealedBox,
	type SeenClear,
	type SeriesLeaseClear,
	type SeriesReleaseClear,
	type SeriesTakeoverClear
} from './clear.ts';
import { activeDevices, type Capability, type Device, type MembershipState, type Proposal } from './membership-state.ts';

const RANK: Record<Capability, number> = { r: 0, w: 1, a: 2, o: 3 };

/** The least capability for a kind; JOIN is signed by an invite key, GENESIS makes the first owner. */
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
	[KIND.MIN_VERSION]: 'a'
};

/**
 * Whether this device may write an entry of this kind at all; what the entry says is for the rules below.
 * A recovery pair writes one ADD_DEVICE in its life; a device it admitted begins by revoking it.
 */
export function mayWrite(state: MembershipState, author: Device, kind: Kind): boolean {
	if (kind === KIND.GENESIS || kind === KIND.JOIN) return false;
	if (author.kind === 'recovery') return kind === KIND.ADD_DEVICE && !author.spent;
	if (owesRevocation(state, author)) return kind === KIND.REVOKE_DEVICE;
	const held = state.members.get(author.member);
	return held !== undefined && RANK[held] >= RANK[LEAST[kind]];
}

const genesis = {
	logBeginsWithGenesis: ({ n, state }: Proposal<GenesisClear>) => n === 0 && state.devices.size === 0,
	genesisStandsOnNothing: ({ entry }: Proposal<GenesisClear>) =>
		isZero(entry.wsId) && isZero(entry.prevDev) && isZero(entry.seenR) && entry.devSeq + entry.seenN + entry.epoch === 0,
	founderIsTheDeviceItNames: ({ entry, clear, hash }: Proposal<GenesisClear>) =>
		equal(entry.devId, deviceIdOf(hash, clear.signPk, clear.boxPk)),
	onlyTheFounderGetsTheFirstKey: ({ entry, clear }: Proposal<GenesisClear>) => goesExactlyTo(clear.boxes, [entry.devId])
};

const addDevice = {
	deviceJoinsItsOwnMember: ({ clear, author }: Proposal<AddDeviceClear>) => author?.member === hex(clear.memberId),
	recoveryAdmitsDevicesOnly: ({ clear, author }: Proposal<AddDeviceClear>) => author?.kind !== 'recovery' || clear.device === 'device',
	keysWereNeverAdmittedBefore: ({ state, clear }: Proposal<AddDeviceClear>) =>
		![...state.devices.values()].some((known) => equal(known.signPk, clear.signPk) || equal(known.boxPk, clear.boxPk)),
	workspaceHasRoom: ({ state }: Proposal<AddDeviceClear>) => activeDevices(state).length < MAX_DEVICES,
	onlyTheNewDeviceGetsTheKey: ({ clear, hash }: Proposal<AddDeviceClear>) =>
		goesExactlyTo(clear.boxes, [deviceIdOf(hash, clear.signPk, clear.boxPk)])
};

const revokeDevice = {
	revokedDeviceIsActive: ({ state, clear }: Proposal<RevokeDeviceClear>) => state.devices.get(hex(clear.devId))?.active === true,
	revokesOwnMembersDevicesOnly: ({ state, clear, author }: Proposal<RevokeDeviceClear>) =>
		state.devices.get(hex(clear.devId))?.member === author?.member,
	// It would choose the next key, and so know what it must no longer know.
	deviceNeverRevokesItself: ({ clear, entry }: Proposal<RevokeDeviceClear>) => !equal(clear.devId, entry.devId),
	admittedByRecoveryRevokesItFirst: ({ state, clear, author }: Proposal<RevokeDeviceClear>) =>
		!author || !owesRevocation(state, author) || author.admittedBy === hex(clear.devId)
};

const rotation = {
	epochFollowsTheLast: ({ state, clear }: Proposal<RevokeDeviceClear | RotateClear>) => clear.rotation.epoch === state.epoch + 1,
	keyIsNew: ({ state, clear }: Proposal<RevokeDeviceClear | RotateClear>) =>
		!state.commitments.some((known) => equal(known, clear.rotation.commitment)),
	previousKeyIsSealedAlong: ({ clear }: Proposal<RevokeDeviceClear | RotateClear>) => clear.rotation.previous.length > 0,
	keyGoesToActiveDevicesExactly: ({ state, clear }: Proposal<RevokeDeviceClear | RotateClear>) =>
		goesExactlyTo(clear.rotation.boxes, staying(state, clear))
};

const seriesLease = {
	deviceLeasesForItself: ({ clear, entry }: Proposal<SeriesLeaseClear>) => equal(clear.holder, entry.devId),
	// A revoked holder may have issued offline: only a takeover, which opens another segment, passes it by.
	nobodyElseHoldsTheSeries: ({ state, clear }: Proposal<SeriesLeaseClear>) => {
		const lease = state.leases.get(hex(clear.series));
		return !lease || lease.released || lease.holder === hex(clear.holder);
	},
	segmentsFollowEachOther: ({ state, clear }: Proposal<SeriesLeaseClear>) => {
		const lease = state.leases.get(hex(clear.series));
		return lease ? clear.segment === lease.segment || clear.segment === lease.segment + 1 : clear.segment === 0;
	},
	numbersNeverGoBack: ({ state, clear }: Proposal<SeriesLeaseClear>) => {
		const lease = state.leases.get(hex(clear.series));
		return !lease || clear.segment > lease.segment || clear.next >= lease.next;
	},
	leaseGoesOnWhereTheReleaseEnded: ({ state, clear }: Proposal<SeriesLeaseClear>) => {
		const lease = state.leases.get(hex(clear.series));
		return !lease?.released || (clear.segment === lease.segment && clear.next === lease.next && equal(clear.prevIssue, lease.prevIssue));
	}
};

// A series may begin again each year, so the next number of a release or a takeover can be below the one before.
const seriesRelease = {
	onlyTheHolderReleases: ({ state, clear, entry }: Proposal<SeriesReleaseClear>) => {
		const lease = state.leases.get(hex(clear.series));
		return lease !== undefined && !lease.released && lease.holder === hex(entry.devId);
	},
	releaseNamesTheSegmentHeld: ({ state, clear }: Proposal<SeriesReleaseClear>) =>
		clear.segment === state.leases.get(hex(clear.series))?.segment
};

const seriesTakeover = {
	deviceTakesOverForItself: ({ clear, entry }: Proposal<SeriesTakeoverClear>) => equal(clear.holder, entry.devId),
	anotherDeviceHoldsTheSeries: ({ state, clear }: Proposal<SeriesTakeoverClear>) => {
		const lease = state.leases.get(hex(clear.series));
		return lease !== undefined && !lease.released && lease.holder !== hex(clear.holder);
	},
	takeoverNamesTheHolderItPassesBy: ({ state, clear }: Proposal<SeriesTakeoverClear>) =>
		hex(clear.from) === state.leases.get(hex(clear.series))?.holder,
	takeoverStaysOrOpensTheNextSegment: ({ state, clear }: Proposal<SeriesTakeoverClear>) => {
		const held = state.leases.get(hex(clear.series))?.segment ?? 0;
		return clear.segment === held || clear.segment === held + 1;
	}
};

const seen = {
	heartbeatSealsNothing: ({ entry }: Proposal<SeenClear>) => entry.ciphertext.length === 0
};

const fork = {
	branchesPartedBeforeHere: ({ clear, n }: Proposal<ForkClear>) => clear.n > 0 && clear.n <= n,
	choiceSealsNothing: ({ entry }: Proposal<ForkClear>) => entry.ciphertext.length === 0
};

const moved = {
	addressIsSealed: ({ entry }: Proposal<MovedClear>) => entry.ciphertext.length > 0
};

type Rules = typeof genesis &
	typeof addDevice &
	typeof revokeDevice &
	typeof rotation &
	typeof seriesLease &
	typeof seriesRelease &
	typeof seriesTakeover &
	typeof seen &
	typeof fork &
	typeof moved;
export type RuleName = keyof Rules;
type Rule = [RuleName, (proposal: Proposal) => boolean];

/** By kind, in the order asked. */
export const RULES: Record<Clear['kind'], Rule[]> = {
	[KIND.GENESIS]: rules(genesis),
	[KIND.ADD_DEVICE]: rules(addDevice),
	[KIND.REVOKE_DEVICE]: [...rules(revokeDevice), ...rules(rotation)],
	[KIND.ROTATE]: rules(rotation),
	[KIND.SERIES_LEASE]: rules(seriesLease),
	[KIND.SERIES_RELEASE]: rules(seriesRelease),
	[KIND.SERIES_TAKEOVER]: rules(seriesTakeover),
	[KIND.SEEN]: rules(seen),
	[KIND.FORK]: rules(fork),
	[KIND.MOVED]: rules(moved)
};

/** The kind of the clear part decides which table is asked, so each rule gets the clear part it was written for. */
function rules(table: object): Rule[] {
	return Object.entries(table) as Rule[];
}

function owesRevocation(state: MembershipState, device: Device): boolean {
	return device.admittedBy !== undefined && state.devices.get(device.admittedBy)?.active === true;
}

/** Devices active once the entry stands. */
function staying(state: MembershipState, clear: RevokeDeviceClear | RotateClear): Uint8Array[] {
	const leaving = clear.kind === KIND.REVOKE_DEVICE ? hex(clear.devId) : undefined;
	return activeDevices(state)
		.map((device) => device.devId)
		.filter((devId) => hex(devId) !== leaving);
}

function goesExactlyTo(boxes: SealedBox[], recipients: Uint8Array[]): boolean {
	const wanted = new Set(recipients.map(hex));
	return boxes.length === wanted.size && boxes.every(({ devId }) => wanted.has(hex(devId)));
}
