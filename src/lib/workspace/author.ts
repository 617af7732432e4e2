/** Makes this device's entries: seals, numbers and signs. What is accepted is decided by sync-server/protocol alone. */
import {
	additionalData,
	encodeUnsigned,
	signDomain,
	withSignature,
	workspaceId,
	KIND,
	ZERO16,
	ZERO32,
	type EntryHeader,
	type Kind
} from '../../../sync-server/protocol/codec.ts';
import { encodeClear } from '../../../sync-server/protocol/clear.ts';
import type { KdfKey } from '../crypto/brands.ts';
import { blake2b } from '../crypto/derive.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { boxEpochKey, commitment, newEpochKey } from '../crypto/epoch.ts';
import type { AeadKey } from '../crypto/brands.ts';
import { sealParts } from '../crypto/seal.ts';
import { sign } from '../crypto/sign.ts';

const NO_NONCE = new Uint8Array(24);
const NOTHING = new Uint8Array(0);

/** Where this device stands in the log when it writes. */
export interface Place {
	wsId: Uint8Array;
	devSeq: number;
	prevDev: Uint8Array;
	seenN: number;
	seenR: Uint8Array;
	epoch: number;
}

export type Content = { clear: Uint8Array } | { clear?: Uint8Array; plain: Uint8Array; key: AeadKey };

/** Who signs: a device, or an invitation's key. */
export type Signatory = Pick<DeviceKeys, 'id' | 'sign'>;

export function makeEntry(device: Signatory, place: Place, kind: Kind, content: Content): Uint8Array {
	const header: EntryHeader = { ...place, kind, devId: device.id, clear: content.clear ?? NOTHING };
	const sealed =
		'plain' in content ? sealParts(content.key, content.plain, additionalData(header)) : { nonce: NO_NONCE, ciphertext: NOTHING };
	const unsigned = encodeUnsigned({ ...header, ...sealed });
	return withSignature(unsigned, sign(device.sign.secretKey, signDomain(kind), unsigned));
}

/** The first entry of a new log, by its first owner: its hash is the workspace's id. */
export function makeGenesis(device: DeviceKeys, memberId: Uint8Array): { entry: Uint8Array; wsId: Uint8Array; epochKey: KdfKey } {
	const epochKey = newEpochKey();
	const clear = encodeClear({
		kind: KIND.GENESIS,
		signPk: device.sign.publicKey,
		boxPk: device.box.publicKey,
		memberId,
		commitment: commitment(epochKey),
		boxes: [{ devId: device.id, box: boxEpochKey(device.box.publicKey, epochKey) }]
	});
	const place: Place = { wsId: ZERO16, devSeq: 0, prevDev: ZERO32, seenN: 0, seenR: ZERO32, epoch: 0 };
	const entry = makeEntry(device, place, KIND.GENESIS, { clear });
	return { entry, wsId: workspaceId(blake2b, entry), epochKey };
}
