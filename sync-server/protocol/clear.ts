/**
 * The clear part of membership entries: what relay and devices must read without keys. It stands under the ciphertext's additional data and
 * under the signature. Binary, fixed order, one encoding; nothing follows the last field. `boxes` and `rotation` are in boxes.ts, the parts by which
 * members come and go in clear-members.ts.
 *
 *     GENESIS       = signPk 32 ‖ boxPk 32 ‖ memberId 16 ‖ commitment 32 ‖ boxes
 *     ADD_DEVICE    = memberId 16 ‖ kind 1 (1 device, 2 recovery) ‖ signPk 32 ‖ boxPk 32 ‖ boxes
 *     REVOKE_DEVICE = devId 16 ‖ rotation
 *     ROTATE        = rotation
 *     SERIES_LEASE  = series 16 ‖ segment 2 ‖ holder 16 ‖ next 6 ‖ prevIssue 32
 *     SERIES_RELEASE  = series 16 ‖ segment 2 ‖ next 6 ‖ prevIssue 32
 *     SERIES_TAKEOVER = series 16 ‖ segment 2 ‖ holder 16 ‖ from 16 ‖ next 6 ‖ prevIssue 32
 *     SEEN, MOVED   = nothing
 *     FORK          = n 6 ‖ lostR 32
 */
import { boxesLength, encodeBoxes, encodeRotation, readRotation, withBoxes, type Rotation, type SealedBox } from './boxes.ts';
import { Reader, Writer, equal } from './bytes.ts';
import { encodeMembersClear, readMembersClear, type MembersClear } from './clear-members.ts';
import { KIND, type Kind } from './codec.ts';

export type { Rotation, SealedBox } from './boxes.ts';

export type DeviceKind = 'device' | 'recovery';

export interface GenesisClear {
	kind: typeof KIND.GENESIS;
	signPk: Uint8Array;
	boxPk: Uint8Array;
	memberId: Uint8Array;
	commitment: Uint8Array;
	boxes: SealedBox[];
}
export interface AddDeviceClear {
	kind: typeof KIND.ADD_DEVICE;
	memberId: Uint8Array;
	device: DeviceKind;
	signPk: Uint8Array;
	boxPk: Uint8Array;
	boxes: SealedBox[];
}
export interface RevokeDeviceClear {
	kind: typeof KIND.REVOKE_DEVICE;
	devId: Uint8Array;
	rotation: Rotation;
}
export interface RotateClear {
	kind: typeof KIND.ROTATE;
	rotation: Rotation;
}
export interface SeriesLeaseClear {
	kind: typeof KIND.SERIES_LEASE;
	/** Hash of the workspace and the series' random record id: names nothing to who does not know it. */
	series: Uint8Array;
	segment: number;
	holder: Uint8Array;
	/** Sequence number of the next issue. */
	next: number;
	/** Hash of the issue before it; zero for the first. */
	prevIssue: Uint8Array;
}
export interface SeriesReleaseClear {
	kind: typeof KIND.SERIES_RELEASE;
	series: Uint8Array;
	segment: number;
	/** Where whoever leases the series next goes on. */
	next: number;
	prevIssue: Uint8Array;
}
/**
 * The series goes to another device without the one that holds it. In the next segment whatever that device still issues cannot collide. In the
 * same segment the entry is its author's signed declaration that the device is destroyed and sent nothing from `next` on.
 */
export interface SeriesTakeoverClear {
	kind: typeof KIND.SERIES_TAKEOVER;
	series: Uint8Array;
	segment: number;
	holder: Uint8Array;
	/** The device passed by. */
	from: Uint8Array;
	next: number;
	prevIssue: Uint8Array;
}
/** A sign of life: where its author has read to is in its header. */
export interface SeenClear {
	kind: typeof KIND.SEEN;
}
/** An admin has chosen this branch of a log that came to be two. */
export interface ForkClear {
	kind: typeof KIND.FORK;
	/** Number of entries after which the two differ; their last is the first that does. */
	n: number;
	/** Rolling hash after them in the branch given up. */
	lostR: Uint8Array;
}
/** The log goes on at another relay, whose address is sealed: who holds this one need not know it. */
export interface MovedClear {
	kind: typeof KIND.MOVED;
}
export type Clear =
	| GenesisClear
	| AddDeviceClear
	| RevokeDeviceClear
	| RotateClear
	| SeriesLeaseClear
	| SeriesReleaseClear
	| SeriesTakeoverClear
	| SeenClear
	| ForkClear
	| MovedClear
	| MembersClear;

const DEVICE_KINDS: readonly DeviceKind[] = ['device', 'recovery'];

/** Boxes may come in any order; they are written ascending. */
export function encodeClear(clear: Clear): Uint8Array {
	switch (clear.kind) {
		case KIND.GENESIS:
			return new Writer(112 + boxesLength(clear.boxes))
				.bytes(clear.signPk, 32)
				.bytes(clear.boxPk, 32)
				.bytes(clear.memberId, 16)
				.bytes(clear.commitment, 32)
				.bytes(encodeBoxes(clear.boxes))
				.finish();
		case KIND.ADD_DEVICE:
			return new Writer(81 + boxesLength(clear.boxes))
				.bytes(clear.memberId, 16)
				.uint(DEVICE_KINDS.indexOf(clear.device) + 1, 1)
				.bytes(clear.signPk, 32)
				.bytes(clear.boxPk, 32)
				.bytes(encodeBoxes(clear.boxes))
				.finish();
		case KIND.REVOKE_DEVICE: {
			const rotation = encodeRotation(clear.rotation);
			return new Writer(16 + rotation.length).bytes(clear.devId, 16).bytes(rotation).finish();
		}
		case KIND.ROTATE:
			return encodeRotation(clear.rotation);
		case KIND.SERIES_LEASE:
			return new Writer(72)
				.bytes(clear.series, 16)
				.uint(clear.segment, 2)
				.bytes(clear.holder, 16)
				.uint(clear.next, 6)
				.bytes(clear.prevIssue, 32)
				.finish();
		case KIND.SERIES_RELEASE:
			return new Writer(56).bytes(clear.series, 16).uint(clear.segment, 2).uint(clear.next, 6).bytes(clear.prevIssue, 32).finish();
		case KIND.SERIES_TAKEOVER:
			return new Writer(88)
				.bytes(clear.series, 16)
				.uint(clear.segment, 2)
				.bytes(clear.holder, 16)
				.bytes(clear.from, 16)
				.uint(clear.next, 6)
				.bytes(clear.prevIssue, 32)
				.finish();
		case KIND.SEEN:
		case KIND.MOVED:
			return new Uint8Array(0);
		case KIND.FORK:
			return new Writer(38).uint(clear.n, 6).bytes(clear.lostR, 32).finish();
		default:
			return encodeMembersClear(clear);
	}
}

/** Undefined for a kind whose clear part is not coded, and for anything but the one encoding. */
export function parseClear(kind: Kind, bytes: Uint8Array): Clear | undefined {
	const reader = new Reader(bytes);
	const clear = readClear(kind, reader);
	if (!clear || !reader.finish()) return undefined;
	return equal(encodeClear(clear), bytes) ? clear : undefined;
}

function readClear(kind: Kind, reader: Reader): Clear | undefined {
	switch (kind) {
		case KIND.GENESIS: {
			const [signPk, boxPk, memberId, commitment] = [reader.bytes(32), reader.bytes(32), reader.bytes(16), reader.bytes(32)];
			return withBoxes(reader, (boxes) => ({ kind, signPk, boxPk, memberId, commitment, boxes }));
		}
		case KIND.ADD_DEVICE: {
			const memberId = reader.bytes(16);
			const device = DEVICE_KINDS[reader.uint(1) - 1];
			const [signPk, boxPk] = [reader.bytes(32), reader.bytes(32)];
			return device && withBoxes(reader, (boxes) => ({ kind, memberId, device, signPk, boxPk, boxes }));
		}
		case KIND.REVOKE_DEVICE: {
			const devId = reader.bytes(16);
			const rotation = readRotation(reader);
			return rotation && { kind, devId, rotation };
		}
		case KIND.ROTATE: {
			const rotation = readRotation(reader);
			return rotation && { kind, rotation };
		}
		case KIND.SERIES_LEASE:
			return {
				kind,
				series: reader.bytes(16),
				segment: reader.uint(2),
				holder: reader.bytes(16),
				next: reader.uint(6),
				prevIssue: reader.bytes(32)
			};
		case KIND.SERIES_RELEASE:
			return { kind, series: reader.bytes(16), segment: reader.uint(2), next: reader.uint(6), prevIssue: reader.bytes(32) };
		case KIND.SERIES_TAKEOVER:
			return {
				kind,
				series: reader.bytes(16),
				segment: reader.uint(2),
				holder: reader.bytes(16),
				from: reader.bytes(16),
				next: reader.uint(6),
				prevIssue: reader.bytes(32)
			};
		case KIND.SEEN:
		case KIND.MOVED:
			return { kind };
		case KIND.FORK:
			return { kind, n: reader.uint(6), lostR: reader.bytes(32) };
		default:
			return readMembersClear(kind, reader);
	}
}
