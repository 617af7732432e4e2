/**
 * A log as the relay judges it: state after the last entry it took, stored or about to be. Entries are judged by the same rules as on every
 * device, without keys; the signature of DATA is left to the devices, because the connection is its author's.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogStore, StoredEntry, StoredHead } from '../log/store.ts';
import { equal } from '../protocol/bytes.ts';
import { KIND, entryHash, rollingHashOf, signDomain } from '../protocol/codec.ts';
import type { Device, MembershipState } from '../protocol/membership-state.ts';
import { advance, emptyLog, type CheckName, type LogState, type Suite, type Verdict } from '../protocol/position.ts';
import { RollingHashes } from '../protocol/rolling-hashes.ts';
import { NACK, type NackCode } from '../protocol/wire.ts';
import { suite } from '../sodium.ts';

const DATA_DOMAIN = signDomain(KIND.DATA);
/** Taken on trust: DATA from its author's own connection. */
const fromAuthor: Suite = {
	hash: suite.hash,
	verify: (key, domain, bytes, signature) => domain === DATA_DOMAIN || suite.verify(key, domain, bytes, signature)
};
/** Judged before. */
const judgedBefore: Suite = { hash: suite.hash, verify: () => true };

/** Whatever a full workspace must still be able to say: that a device is gone, that something is erased. */
const RESERVE = 1024 * 1024;
/** Read at once while a log is opened; between two of them others get their turn. */
const SLICE = 512 * 1024;

const NACK_OF: Record<CheckName, NackCode> = {
	size: NACK.SIZE,
	parse: NACK.PARSE,
	workspace: NACK.WORKSPACE,
	author: NACK.AUTHOR,
	signature: NACK.SIGNATURE,
	capability: NACK.CAPABILITY,
	'device-sequence': NACK.DEVICE_SEQUENCE,
	'device-chain': NACK.DEVICE_CHAIN,
	'seen-position': NACK.SEEN_POSITION,
	'seen-hash': NACK.SEEN_HASH,
	epoch: NACK.EPOCH,
	membership: NACK.MEMBERSHIP
};

class LogDamaged extends Error {}

export interface Restoring {
	quota: number;
	/** The last must not be void: who is no writer here could fill the log with nothing. */
	whole: boolean;
	/** False when the log was read anew meanwhile. */
	isCurrent: () => boolean;
	taken: (entries: readonly StoredEntry[]) => void;
}

export class OpenLog {
	readonly hashes: RollingHashes;
	state: LogState;
	/** Entries and packs, with what is about to be stored. */
	bytes: number;
	/** The last entry says that the log goes on at another relay. */
	moved = false;
	/** How many entries are stored, and who belongs to the workspace by them: what connections may know of. */
	stored: number;
	told: MembershipState;

	constructor(hashes: RollingHashes, state: LogState, bytes: number) {
		this.hashes = hashes;
		this.state = state;
		this.bytes = bytes;
		this.stored = state.n;
		this.told = state.membership!;
	}

	get n(): number {
		return this.state.n;
	}

	/** Rolling hash after the first n entries. */
	rAfter(n: number): Uint8Array {
		return this.hashes.at(n - 1) ?? new Uint8Array(32);
	}

	get membership(): MembershipState {
		return this.state.membership!;
	}

	/** As the connections know it. */
	deviceWith(signPk: Uint8Array, { devices } = this.told): Device | undefined {
		for (const device of devices.values()) if (equal(device.signPk, signPk)) return device;
		return undefined;
	}

	/** Takes all of these of one author, or none and says why. */
	take(
		entries: readonly Uint8Array[],
		author: Uint8Array,
		{ quota, verifyAll }: { quota: number; verifyAll: boolean }
	): NackCode | undefined {
		if (this.moved) return NACK.MOVED;
		const before = this.state;
		const size = sizeOf(entries);
		let [state, room, moved] = [before, this.bytes + size <= quota, false];
		for (const bytes of entries) {
			const step = advance(state, bytes, verifyAll ? suite : fromAuthor);
			const nack = step.entry && !equal(step.entry.devId, author) ? NACK.OTHER_DEVICE : nackOf(step.verdict);
			if (nack) return this.#back(before, nack);
			({ state } = step);
			this.hashes.push(state.R);
			moved = step.entry!.kind === KIND.MOVED;
			room ||= step.entry!.kind !== KIND.DATA && this.bytes + size <= quota + RESERVE;
		}
		if (!room) return this.#back(before, NACK.QUOTA);
		this.state = state;
		this.bytes += size;
		this.moved = moved;
		return undefined;
	}

	/**
	 * Takes the exact continuation of the log, of any authors, every signature checked, in slices that let others have their turn. What is void
	 * keeps its place. Calls `taken` before anything else can be taken, or says why not.
	 */
	async restore(
		entries: readonly Uint8Array[],
		from: number,
		{ quota, whole, isCurrent, taken }: Restoring
	): Promise<NackCode | undefined> {
		const before = this.state;
		if (from !== before.n || entries.length === 0) return NACK.POSITION;
		const size = sizeOf(entries);
		if (this.bytes + size > quota + RESERVE) return NACK.QUOTA;
		const fresh: Uint8Array[] = [];
		const restored: StoredEntry[] = [];
		let state: LogState = { ...before, rAt: (n) => (n < from ? this.hashes.at(n) : fresh[n - from]) };
		let until = performance.now() + SLICE_TIME;
		for (const bytes of entries) {
			const step = advance(state, bytes, suite);
			if (step.verdict !== 'accepted' && 'stop' in step.verdict) return NACK.KIND_NOT_SUPPORTED;
			({ state } = step);
			fresh.push(state.R);
			restored.push({ bytes, void: step.verdict !== 'accepted', restored: true });
			if (performance.now() < until) continue;
			await nextTurn();
			until = performance.now() + SLICE_TIME;
		}
		if (whole && restored.at(-1)!.void) return NACK.NOT_A_DEVICE;
		// Somebody else was quicker.
		if (this.state !== before || !isCurrent()) return NACK.POSITION;
		for (const R of fresh) this.hashes.push(R);
		this.state = { ...state, rAt: before.rAt };
		this.bytes += size;
		this.moved = false;
		taken(restored);
		return undefined;
	}

	#back(state: LogState, nack: NackCode): NackCode {
		this.hashes.cut(state.n);
		return nack;
	}
}

/** What a signature check costs a few dozen of. */
const SLICE_TIME = 5;

/** Judges a genesis entry; undefined when no log can begin with it. */
export function found(genesis: Uint8Array): { wsId: Uint8Array; R: Uint8Array } | undefined {
	const { verdict, state } = advance(emptyLog(new RollingHashes()), genesis, suite);
	return verdict === 'accepted' ? { wsId: state.membership!.wsId, R: state.R } : undefined;
}

/** Reads a stored log through, in slices. */
export async function openLog(store: LogStore, wsId: Uint8Array, head: StoredHead): Promise<OpenLog> {
	const hashes = new RollingHashes();
	let state = emptyLog(hashes);
	let moved = false;
	while (state.n < head.n) {
		const entries = await store.read(wsId, state.n, SLICE);
		if (entries.length === 0) throw new LogDamaged('entries are missing');
		for (const entry of entries.slice(0, head.n - state.n)) {
			const next = replay(state, entry);
			state = next.state;
			moved = next.kind === KIND.MOVED && !entry.restored;
			hashes.push(state.R);
		}
		await nextTurn();
	}
	if (!equal(state.R, head.R)) throw new LogDamaged('the rolling hash is not the one of the head');
	const log = new OpenLog(hashes, state, head.bytes);
	log.moved = moved;
	return log;
}

function replay(state: LogState, { bytes, void: wasVoid }: StoredEntry): { state: LogState; kind: number | undefined } {
	if (wasVoid)
		return {
			state: { ...state, n: state.n + 1, R: rollingHashOf(suite.hash, state.R, state.n, entryHash(suite.hash, bytes)) },
			kind: undefined
		};
	const step = advance(state, bytes, judgedBefore);
	if (step.verdict !== 'accepted' && 'stop' in step.verdict) throw new LogDamaged(`entry ${state.n} is of a kind this relay does not know`);
	return { state: step.state, kind: step.entry?.kind };
}

function nackOf(verdict: Verdict): NackCode | undefined {
	if (verdict === 'accepted') return undefined;
	return 'stop' in verdict ? NACK.KIND_NOT_SUPPORTED : NACK_OF[verdict.void];
}

function sizeOf(entries: readonly Uint8Array[]): number {
	let size = 0;
	for (const { length } of entries) size += length;
	return size;
}
