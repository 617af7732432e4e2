/**
 * The clear part of the entries by which members come, change and go. As clear.ts.
 *
 *     INVITE        = invitePk 32 ‖ role 1 (0 withdraws it)
 *     JOIN          = memberId 16 ‖ signPk 32 ‖ boxPk 32
 *     ADMIT         = inviteId 16 ‖ memberId 16 ‖ role 1 ‖ signPk 32 ‖ boxPk 32 ‖ boxes
 *     SET_ROLE      = memberId 16 ‖ role 1
 *     REMOVE_MEMBER = memberId 16 ‖ rotation
 *     LEAVE         = nothing
 *     MIN_VERSION   = program 4
 *
 * role: 1 viewer, 2 editor, 3 admin, 4 owner.
 */
import { encodeRotation, boxesLength, encodeBoxes, readRotation, withBoxes, type Rotation, type SealedBox } from './boxes.ts';
import type { Reader } from './bytes.ts';
import { Writer } from './bytes.ts';
import { KIND, type Kind } from './codec.ts';

/** What a member may do: see, edit, administer, own. Each may do what those before it may. */
export type Capability = 'r' | 'w' | 'a' | 'o';

/** Somebody may ask to join who has the secret behind this key. The same key without a role takes it back. */
export interface InviteClear {
	kind: typeof KIND.INVITE;
	invitePk: Uint8Array;
	role: Capability | 'none';
}
/** Written with the invitation's key, by a device that is to be a new member's first. */
export interface JoinClear {
	kind: typeof KIND.JOIN;
	memberId: Uint8Array;
	signPk: Uint8Array;
	boxPk: Uint8Array;
}
/** The keys are those the admin compared; they must be those that joined. */
export interface AdmitClear {
	kind: typeof KIND.ADMIT;
	inviteId: Uint8Array;
	memberId: Uint8Array;
	role: Capability;
	signPk: Uint8Array;
	boxPk: Uint8Array;
	boxes: SealedBox[];
}
export interface SetRoleClear {
	kind: typeof KIND.SET_ROLE;
	memberId: Uint8Array;
	role: Capability;
}
export interface RemoveMemberClear {
	kind: typeof KIND.REMOVE_MEMBER;
	memberId: Uint8Array;
	rotation: Rotation;
}
/** Its author's member goes, with all devices. */
export interface LeaveClear {
	kind: typeof KIND.LEAVE;
}
/** Programs below this number write no more records. */
export interface MinVersionClear {
	kind: typeof KIND.MIN_VERSION;
	program: number;
}
export type MembersClear = InviteClear | JoinClear | AdmitClear | SetRoleClear | RemoveMemberClear | LeaveClear | MinVersionClear;

const ROLES: readonly (Capability | 'none')[] = ['none', 'r', 'w', 'a', 'o'];

export function encodeMembersClear(clear: MembersClear): Uint8Array {
	switch (clear.kind) {
		case KIND.INVITE:
			return new Writer(33).bytes(clear.invitePk, 32).uint(ROLES.indexOf(clear.role), 1).finish();
		case KIND.JOIN:
			return new Writer(80).bytes(clear.memberId, 16).bytes(clear.signPk, 32).bytes(clear.boxPk, 32).finish();
		case KIND.ADMIT:
			return new Writer(97 + boxesLength(clear.boxes))
				.bytes(clear.inviteId, 16)
				.bytes(clear.memberId, 16)
				.uint(ROLES.indexOf(clear.role), 1)
				.bytes(clear.signPk, 32)
				.bytes(clear.boxPk, 32)
				.bytes(encodeBoxes(clear.boxes))
				.finish();
		case KIND.SET_ROLE:
			return new Writer(17).bytes(clear.memberId, 16).uint(ROLES.indexOf(clear.role), 1).finish();
		case KIND.REMOVE_MEMBER: {
			const rotation = encodeRotation(clear.rotation);
			return new Writer(16 + rotation.length).bytes(clear.memberId, 16).bytes(rotation).finish();
		}
		case KIND.LEAVE:
			return new Uint8Array(0);
		case KIND.MIN_VERSION:
			return new Writer(4).uint(clear.program, 4).finish();
	}
}

/** Undefined for other kinds, and where a field is not what it can be. The caller checks that nothing is short or left over. */
export function readMembersClear(kind: Kind, reader: Reader): MembersClear | undefined {
	switch (kind) {
		case KIND.INVITE: {
			const invitePk = reader.bytes(32);
			const role = ROLES[reader.uint(1)];
			return role && { kind, invitePk, role };
		}
		case KIND.JOIN:
			return { kind, memberId: reader.bytes(16), signPk: reader.bytes(32), boxPk: reader.bytes(32) };
		case KIND.ADMIT: {
			const [inviteId, memberId] = [reader.bytes(16), reader.bytes(16)];
			const role = readRole(reader);
			const [signPk, boxPk] = [reader.bytes(32), reader.bytes(32)];
			return role && withBoxes(reader, (boxes) => ({ kind, inviteId, memberId, role, signPk, boxPk, boxes }));
		}
		case KIND.SET_ROLE: {
			const memberId = reader.bytes(16);
			const role = readRole(reader);
			return role && { kind, memberId, role };
		}
		case KIND.REMOVE_MEMBER: {
			const memberId = reader.bytes(16);
			const rotation = readRotation(reader);
			return rotation && { kind, memberId, rotation };
		}
		case KIND.LEAVE:
			return { kind };
		case KIND.MIN_VERSION:
			return { kind, program: reader.uint(4) };
		default:
			return undefined;
	}
}

function readRole(reader: Reader): Capability | undefined {
	const role = ROLES[reader.uint(1)];
	return role === 'none' ? undefined : role;
}
