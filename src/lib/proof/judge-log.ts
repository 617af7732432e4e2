/**
 * Follows the log of a proof: the same checks at each position as on a device of the books, with the entries that are only a hash in their places.
 *
 * [Note: unseen entries] The rolling hash needs no more of an entry than its hash. Only an author's own sequence does: it counts entries that are
 * not shown. An entry that names as its author's last one an unseen entry behind the last that was shown goes on from there, if enough unseen
 * entries lie between for the numbers it skips. Of two entries that one device signed under one number a log takes the first; a file could show
 * the second alone, and hide that it counts for nothing, with the help of that device and of whoever signs the file.
 */
import { isParseError, parseEntry, rollingHashOf, type Entry, type Hash } from '../../../sync-server/protocol/codec.ts';
import type { Device, MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { advance, emptyLog, type LogState, type Suite, type Void } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Item } from './proof.ts';

/** An entry that is shown, judged at its place. */
export interface Shown {
	n: number;
	/** Absent where the bytes are no entry. */
	entry: Entry | undefined;
	key: Uint8Array | undefined;
	/** Why it counts for nothing. */
	void?: Void;
	/** Who signed it, as the log knew the device before it; of a void entry whom it names. */
	author: Device | undefined;
	/** The books with it in its place. */
	membership: MembershipState | undefined;
}

export interface FollowedLog {
	state: LogState;
	hashes: RollingHashes;
	/** Of a kind that a newer version knows: nothing is judged from there on. */
	stop?: number;
	/** Entries that are not shown. */
	unseen: number;
}

export function followLog(items: readonly Item[], suite: Suite, each: (shown: Shown) => void): FollowedLog {
	const hashes = new RollingHashes();
	const unseen = new Unseen();
	let state = emptyLog(hashes);
	for (const [n, item] of items.entries()) {
		if ('hash' in item) {
			state = passed(state, item.hash, suite.hash);
			unseen.push(n, item.hash);
		} else {
			const { entry: bytes, key } = item;
			const parsed = parseEntry(bytes);
			const author = isParseError(parsed) ? undefined : state.membership?.devices.get(toHex(parsed.devId));
			const step = advance(isParseError(parsed) ? state : bridged(state, parsed, unseen), bytes, suite);
			const { verdict } = step;
			if (verdict !== 'accepted' && 'stop' in verdict) return { state, hashes, stop: n, unseen: unseen.count };
			if (verdict === 'accepted') unseen.showed(toHex(step.entry!.devId), n);
			state = verdict === 'accepted' ? step.state : { ...step.state, perDevice: state.perDevice };
			const { membership } = state;
			const founder = step.entry && membership?.devices.get(toHex(step.entry.devId));
			each({ n, entry: step.entry, key, author: author ?? founder, membership, ...(verdict !== 'accepted' && { void: verdict }) });
		}
		hashes.push(state.R);
	}
	return { state, hashes, unseen: unseen.count };
}

function passed(state: LogState, hashOfEntry: Uint8Array, hash: Hash): LogState {
	return { ...state, n: state.n + 1, R: rollingHashOf(hash, state.R, state.n, hashOfEntry) };
}

/** The state with the author's own sequence where unseen entries have brought it. [Note: unseen entries] */
function bridged(state: LogState, { devId, devSeq, prevDev }: Entry, unseen: Unseen): LogState {
	const device = toHex(devId);
	const last = state.perDevice.get(device)?.seq ?? -1;
	const skipped = devSeq - last - 1;
	if (skipped < 1 || !unseen.holds(device, prevDev, skipped)) return state;
	return { ...state, perDevice: new Map(state.perDevice).set(device, { seq: devSeq - 1, prev: prevDev }) };
}

class Unseen {
	/** Position and how many came before it, by hash. */
	readonly #places = new Map<string, { n: number; before: number }>();
	/** By device: its last entry that was shown, and how many were unseen by then. */
	readonly #shown = new Map<string, { n: number; before: number }>();
	count = 0;

	push(n: number, hash: Uint8Array): void {
		this.#places.set(toHex(hash), { n, before: this.count++ });
	}

	showed(device: string, n: number): void {
		this.#shown.set(device, { n, before: this.count });
	}

	/** Whether that entry lies behind the device's last one shown, with so many unseen ones up to it. */
	holds(device: string, hash: Uint8Array, many: number): boolean {
		const at = this.#places.get(toHex(hash));
		const last = this.#shown.get(device) ?? { n: -1, before: 0 };
		return at !== undefined && at.n > last.n && at.before + 1 - last.before >= many;
	}
}
