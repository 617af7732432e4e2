/**
 * How a machine that has nothing but the recovery code becomes a device of a log that a relay orders: the pair writes its one entry, which admits the
 * new device; that one's first entry puts the pair out, and the next lists the pair of a new code. Three entries that only stand together, so they
 * are sent together. The other devices stay, and each of them shows it. [Note: one writer]
 */
import { activeDevices } from '../../../sync-server/protocol/membership-state.ts';
import { encodeClear, type Clear } from '../../../sync-server/protocol/clear.ts';
import { ZERO32 } from '../../../sync-server/protocol/codec.ts';
import { advance, type LogState } from '../../../sync-server/protocol/position.ts';
import type { KdfKey } from '../crypto/brands.ts';
import type { DeviceKeys } from '../crypto/device.ts';
import { recoveryPair } from '../crypto/recovery.ts';
import { addition, revocations } from './admission.ts';
import { makeEntry } from './author.ts';
import { toHex } from './bytes.ts';
import type { WorkspaceKeys } from './keys.ts';
import { SUITE } from './read-log.ts';

export interface RecoveryEntries {
	entries: Uint8Array[];
	/** The log with them in it. */
	state: LogState;
}

/** Undefined when the code's pair may not act any more. `keys` learn the new epoch's key. */
export function recoveryEntries(
	state: LogState,
	keys: WorkspaceKeys,
	device: DeviceKeys,
	seed: KdfKey,
	nextSeed: KdfKey
): RecoveryEntries | undefined {
	const { membership } = state;
	const pair = recoveryPair(seed, keys.wsId);
	const listed = membership?.devices.get(toHex(pair.id));
	if (!membership || !listed?.active || listed.spent) return undefined;
	const entries: Uint8Array[] = [];
	let now = state;
	const add = (author: DeviceKeys, clear: Clear) => {
		const last = now.perDevice.get(toHex(author.id));
		const place = {
			wsId: keys.wsId,
			devSeq: (last?.seq ?? -1) + 1,
			prevDev: last?.prev ?? ZERO32,
			seenN: now.n - 1,
			seenR: now.R,
			epoch: now.membership!.epoch
		};
		const entry = makeEntry(author, place, clear.kind, { clear: encodeClear(clear) });
		const step = advance(now, entry, SUITE);
		if (step.verdict !== 'accepted') throw new Error('a recovery made an entry that its own checks refuse');
		const { n, R } = now;
		now = { ...step.state, rAt: (at) => (at === n ? step.state.R : at === n - 1 ? R : state.rAt(at)) };
		entries.push(entry);
	};
	add(pair, addition(listed.member, 'device', device, keys.epochKey(membership.epoch)));
	const { clears, key } = revocations(keys, membership.epoch, activeDevices(now.membership!), [pair.id]);
	for (const clear of clears) add(device, clear);
	add(device, addition(listed.member, 'recovery', recoveryPair(nextSeed, keys.wsId), key));
	return { entries, state: now };
}
