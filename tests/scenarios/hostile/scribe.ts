/** Writes entries nobody honest would: with the keys a member really has, at any place of any log. */
import { encodeClear, type Clear } from '../../../sync-server/protocol/clear.ts';
import { KIND, ZERO32, type Kind } from '../../../sync-server/protocol/codec.ts';
import { advance, emptyLog, type LogState } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { epochKeys } from '#lib/crypto/epoch.ts';
import type { KdfKey } from '#lib/crypto/brands.ts';
import type { DeviceKeys } from '#lib/crypto/device.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { makeEntry, type Content, type Place, type Signatory } from '#lib/workspace/author.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { encodeBatch, type Operation } from '#lib/workspace/operations.ts';
import { SUITE } from '#lib/workspace/read-log.ts';

/** The log as every device judges it. */
function judged(log: readonly Uint8Array[]): LogState {
	const hashes = new RollingHashes();
	let state = emptyLog(hashes);
	for (const entry of log) {
		state = advance(state, entry, SUITE).state;
		hashes.push(state.R);
	}
	return state;
}

/** Where this device would stand as the next to write in this log. */
export function placeOf(device: Signatory, log: readonly Uint8Array[]): Place {
	const state = judged(log);
	const mine = state.perDevice.get(toHex(device.id));
	return {
		wsId: state.membership!.wsId,
		devSeq: (mine?.seq ?? -1) + 1,
		prevDev: mine?.prev ?? ZERO32,
		seenN: state.n - 1,
		seenR: state.R,
		epoch: state.membership!.epoch
	};
}

export function written(
	device: Signatory,
	log: readonly Uint8Array[],
	kind: Kind,
	content: Content,
	change: Partial<Place> = {}
): Uint8Array {
	return makeEntry(device, { ...placeOf(device, log), ...change }, kind, content);
}

export function membershipEntry(device: DeviceKeys, log: readonly Uint8Array[], clear: Clear, change: Partial<Place> = {}): Uint8Array {
	return written(device, log, clear.kind, { clear: encodeClear(clear) }, change);
}

/** Sealed operations under an epoch's key. */
function dataContent(key: KdfKey, ...operations: Operation[]): Content {
	return { plain: encodeBatch(operations), key: epochKeys(key).data };
}

export function dataEntry(
	device: DeviceKeys,
	log: readonly Uint8Array[],
	key: KdfKey,
	operations: Operation[] = [anOperation()],
	change: Partial<Place> = {}
): Uint8Array {
	return written(device, log, KIND.DATA, dataContent(key, ...operations), change);
}

/** A put of a client of a random name. */
function anOperation(body: Uint8Array = new Uint8Array(2), type = 'party'): Operation {
	return { opId: randomBytes(16), recordId: randomBytes(16), type, schema: 1, action: 'put', body };
}
