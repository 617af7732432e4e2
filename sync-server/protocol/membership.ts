/**
 * Who belongs to a workspace: members, their devices, the epoch's commitment, the leases of number series. A pure fold over the log's
 * membership entries, the same on every device and on the relay, with keys or without.
 *
 * It takes an entry that position.ts has found to be the next one and signed by the device it names. Each rule is a sentence that must be
 * true; the first that is not rejects the entry. The state is never changed in place.
 *
 * SEEN, FORK and MOVED, and DATA and ERASE, which hold sealed operations, change nothing here. The kinds of checkpoints are not coded yet: a valid one stops
 * the reader ("kind-not-supported"), because to skip it would be to disagree in silence with whoever understands it.
 */
import { hex } from './bytes.ts';
import { afterMembersEntry } from './apply-members.ts';
import { parseClear, type DeviceKind, type Rotation } from './clear.ts';
import { KIND, deviceIdOf, encodeEntry, holdsOperations, workspaceId, type Entry, type Hash, type Kind } from './codec.ts';
import { afterSeriesEntry } from './leases.ts';
import { ALONE, type Device, type MembershipState, type Proposal } from './membership-state.ts';
import { RULES, type RuleName } from './rules.ts';

export interface Rejection {
	readonly rejected: RuleName | 'clear-malformed' | 'kind-not-supported';
}

/** The state before GENESIS: nobody. */
const NOBODY: MembershipState = {
	wsId: new Uint8Array(16),
	devices: new Map(),
	members: new Map(),
	epoch: 0,
	commitments: [],
	leases: new Map(),
	...ALONE
};

const NOT_CODED: ReadonlySet<Kind> = new Set([KIND.CHECKPOINT, KIND.CHECKPOINT_ACK]);

/** @param state undefined before GENESIS */
export function foldMembership(state: MembershipState | undefined, entry: Entry, n: number, hash: Hash): MembershipState | Rejection {
	if (NOT_CODED.has(entry.kind)) return { rejected: 'kind-not-supported' };
	if (holdsOperations(entry.kind)) return state ?? { rejected: 'logBeginsWithGenesis' };
	const clear = parseClear(entry.kind, entry.clear);
	if (!clear) return { rejected: 'clear-malformed' };
	const before = state ?? NOBODY;
	const proposal = { state: before, entry, clear, author: before.devices.get(hex(entry.devId)), n, hash };
	for (const [name, holds] of RULES[clear.kind]) if (!holds(proposal)) return { rejected: name };
	return apply(proposal);
}

export function isRejection(folded: MembershipState | Rejection): folded is Rejection {
	return 'rejected' in folded;
}

function apply(proposal: Proposal): MembershipState {
	const { state, clear, n, hash } = proposal;
	switch (clear.kind) {
		case KIND.GENESIS: {
			const device = admitted(proposal, clear, 'device', hex(clear.memberId));
			return {
				...state,
				wsId: workspaceId(hash, encodeEntry(proposal.entry)),
				devices: withDevice(state, device),
				members: new Map([[device.member, 'o']]),
				commitments: [clear.commitment]
			};
		}
		case KIND.ADD_DEVICE: {
			const added = { ...state, devices: withDevice(state, admitted(proposal, clear, clear.device, hex(clear.memberId))) };
			const { author } = proposal;
			return author?.kind === 'recovery' ? { ...added, devices: withDevice(added, { ...author, spent: true }) } : added;
		}
		case KIND.REVOKE_DEVICE: {
			const revoked = state.devices.get(hex(clear.devId))!;
			return rotated({ ...state, devices: withDevice(state, { ...revoked, active: false }) }, clear.rotation);
		}
		case KIND.ROTATE:
			return rotated(state, clear.rotation);
		case KIND.SERIES_LEASE:
		case KIND.SERIES_RELEASE:
		case KIND.SERIES_TAKEOVER: {
			const series = hex(clear.series);
			const lease = afterSeriesEntry(state.leases.get(series), clear, hex(proposal.entry.devId), n);
			return { ...state, leases: new Map(state.leases).set(series, lease) };
		}
		case KIND.SEEN:
		case KIND.FORK:
		case KIND.MOVED:
			return state;
		case KIND.REMOVE_MEMBER:
			return rotated(afterMembersEntry({ ...proposal, clear }), clear.rotation);
		default:
			return afterMembersEntry({ ...proposal, clear });
	}
}

function admitted(
	{ n, hash, author }: Proposal,
	keys: { signPk: Uint8Array; boxPk: Uint8Array },
	kind: DeviceKind,
	member: string
): Device {
	const { signPk, boxPk } = keys;
	const device: Device = { devId: deviceIdOf(hash, signPk, boxPk), member, kind, signPk, boxPk, since: n, active: true, spent: false };
	return author?.kind === 'recovery' ? { ...device, admittedBy: hex(author.devId) } : device;
}

function withDevice(state: MembershipState, device: Device): ReadonlyMap<string, Device> {
	return new Map(state.devices).set(hex(device.devId), device);
}

function rotated(state: MembershipState, rotation: Rotation): MembershipState {
	return { ...state, epoch: rotation.epoch, commitments: [...state.commitments, rotation.commitment], owesRotation: false };
}
