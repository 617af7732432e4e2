/**
 * Who belongs to the workspace, and how that changes. What is allowed is decided by sync-server/protocol at the entry's place; what is asked here first
 * is what a person can be told before anything is sent. All of it needs a relay: who is a member is a matter of several devices.
 */
import { activeDevices, type Capability, type Device, type MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { KIND, PROGRAM, type Kind } from '../../../sync-server/protocol/codec.ts';
import { isAtLeast, mayWrite } from '../../../sync-server/protocol/rights.ts';
import { fromHex } from './bytes.ts';
import { WorkspaceError } from './errors.ts';
import type { WorkspaceKeys } from './keys.ts';
import { rotationTo } from './rotating.ts';
import type { Transaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

type Also = (transaction: Transaction) => Promise<void>;
const NOTHING: Also = async () => {};

export interface MemberInfo {
	/** Hexadecimal. */
	member: string;
	role: Capability;
	isMe: boolean;
	/** Hexadecimal ids of active devices, recovery codes aside, the first to come first. */
	devices: string[];
	/** Position of the entry that made them a member. */
	since: number;
}

/** This device as the log has it, where it may write entries of this kind. */
export function entitled(workspace: Workspace, kind: Kind): { membership: MembershipState; me: Device; role: Capability } {
	if (!workspace.submit) throw new WorkspaceError('needs-relay');
	const { membership } = workspace;
	const me = membership?.devices.get(workspace.device);
	const role = me && membership?.members.get(me.member);
	if (!membership || !me?.active || !role || !mayWrite(membership, me, kind)) throw new WorkspaceError('read-only');
	return { membership, me, role };
}

/** Only an owner makes, changes or removes admins and owners. */
export function mustOwn(role: Capability, ...touched: (Capability | undefined)[]): void {
	if (role !== 'o' && touched.some((each) => isAtLeast(each, 'a')))
		throw new WorkspaceError('invalid', { field: 'role', detail: 'owners-only' });
}

/** This person's role; undefined where the log does not know this device, or no more. */
export function ownRole({ membership, device }: Pick<Workspace, 'membership' | 'device'>): Capability | undefined {
	const me = membership?.devices.get(device);
	return me?.active ? membership?.members.get(me.member) : undefined;
}

/** The first to come first. */
export function memberList({ membership, device }: Pick<Workspace, 'membership' | 'device'>): MemberInfo[] {
	const mine = membership?.devices.get(device)?.member;
	const all = [...(membership?.devices ?? [])];
	return [...(membership?.members ?? [])]
		.map(([member, role]): MemberInfo => {
			const own = all.filter(([, each]) => each.member === member);
			const active = own.filter(([, { active, kind }]) => active && kind === 'device').sort(([, a], [, b]) => a.since - b.since);
			return {
				member,
				role,
				isMe: member === mine,
				devices: active.map(([id]) => id),
				since: Math.min(...own.map(([, { since }]) => since))
			};
		})
		.sort((a, b) => a.since - b.since);
}

/** Ownership is handed over by making another one owner, then oneself something else. */
export async function setRole(workspace: Workspace, member: string, to: Capability): Promise<void> {
	await workspace.save(async (transaction) => {
		const { membership, role } = entitled(workspace, KIND.SET_ROLE);
		const from = membership.members.get(member);
		if (!from) throw new WorkspaceError('not-found');
		if (from === to) return;
		mustOwn(role, from, to);
		if (to !== 'o') mustLeaveAnOwner(membership, member);
		transaction.membership({ kind: KIND.SET_ROLE, memberId: fromHex(member), role: to });
	}, 'strict');
}

/** Puts a member out with all devices, and gives everybody else a new key. `also` adds what else the same save is to say. */
export async function removeMember(workspace: Workspace, keys: WorkspaceKeys, member: string, also: Also = NOTHING): Promise<void> {
	await workspace.save(async (transaction) => {
		const { membership, me, role } = entitled(workspace, KIND.REMOVE_MEMBER);
		const removed = membership.members.get(member);
		if (!removed) throw new WorkspaceError('not-found');
		if (me.member === member) throw new WorkspaceError('invalid', { field: 'member', detail: 'itself' });
		mustOwn(role, removed);
		const staying = activeDevices(membership).filter((device) => device.member !== member);
		const { rotation } = rotationTo(keys, membership.epoch, staying);
		transaction.membership({ kind: KIND.REMOVE_MEMBER, memberId: fromHex(member), rotation });
		await also(transaction);
	}, 'strict');
}

/** All devices of this person are out at once. What waits here stays here. */
export async function leaveBooks(workspace: Workspace): Promise<void> {
	await workspace.save(async (transaction) => {
		const { membership, me } = entitled(workspace, KIND.LEAVE);
		mustLeaveAnOwner(membership, me.member);
		transaction.membership({ kind: KIND.LEAVE });
	}, 'strict');
}

/**
 * Somebody left who knows the key: whoever may gives everybody else a new one. True when that was done here. Meant to be called whenever the log has come
 * in: where two do it at once, the first in the log counts and the other sees that nothing is owed.
 */
export async function rotateIfOwed(workspace: Workspace, keys: WorkspaceKeys): Promise<boolean> {
	if (!workspace.membership?.owesRotation || !workspace.submit || !isAtLeast(ownRole(workspace), 'a')) return false;
	return workspace.save(async (transaction) => {
		const { membership } = entitled(workspace, KIND.ROTATE);
		if (!membership.owesRotation) return false;
		transaction.membership({ kind: KIND.ROTATE, rotation: rotationTo(keys, membership.epoch, activeDevices(membership)).rotation });
		return true;
	}, 'strict');
}

/** Programs older than this one write no more records here. An owner may set it back. */
export async function requireProgram(workspace: Workspace, program = PROGRAM): Promise<void> {
	await workspace.save(async (transaction) => {
		const { membership, role } = entitled(workspace, KIND.MIN_VERSION);
		if (membership.minProgram === program) return;
		if (program < membership.minProgram) mustOwn(role, 'a');
		transaction.membership({ kind: KIND.MIN_VERSION, program });
	}, 'strict');
}

function mustLeaveAnOwner({ members }: MembershipState, member: string): void {
	const others = [...members].some(([id, role]) => role === 'o' && id !== member);
	if (members.get(member) === 'o' && !others) throw new WorkspaceError('invalid', { field: 'role', detail: 'last-owner' });
}
