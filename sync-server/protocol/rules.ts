/** The rules of membership, named as sentences and kept in the order they are asked. See membership.ts. */
import { equal, hex, isZero } from './bytes.ts';
import { KIND, deviceIdOf } from './codec.ts';
import type {
	AddDeviceClear,
	Clear,
	ForkClear,
	GenesisClear,
	MovedClear,
	RevokeDeviceClear,
	SeenClear,
	SeriesLeaseClear,
	SeriesReleaseClear,
	SeriesTakeoverClear
} from './clear.ts';
import type { MembersClear } from './clear-members.ts';
import type { Proposal } from './membership-state.ts';
import { isKeyKnown, owesRevocation } from './rights.ts';
import { goesExactlyTo, newDevice, rotation } from './rules-keys.ts';
import { MEMBER_RULES, type MemberRules } from './rules-members.ts';

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
	keysWereNeverAdmittedBefore: ({ state, clear }: Proposal<AddDeviceClear>) => !isKeyKnown(state, clear.signPk, clear.boxPk),
	...newDevice
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
	typeof moved &
	MemberRules;
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
	[KIND.MOVED]: rules(moved),
	...memberRules()
};

/** The kind of the clear part decides which table is asked, so each rule gets the clear part it was written for. */
function rules(table: object): Rule[] {
	return Object.entries(table) as Rule[];
}

function memberRules(): Record<MembersClear['kind'], Rule[]> {
	return Object.fromEntries(Object.entries(MEMBER_RULES).map(([kind, table]) => [kind, rules(table)])) as Record<
		MembersClear['kind'],
		Rule[]
	>;
}
