/**
 * Whether an entry may take the next place in the log. The same answer on every device and on the relay, with keys or without, because
 * everybody's positions hang on it; what needs keys (opening, schema, guards) comes after and may differ.
 *
 * [Note: void] The first check that fails makes the entry void: it keeps its place and its hash in R, and nothing else. Its author's
 * sequence does not advance. Two failures are no void but the end of reading here: `rolling-hash` (this is not the log this device knows)
 * and `kind-not-supported` (a newer version can read on, this one cannot).
 */
import { equal, hex, isZero } from './bytes.ts';
import { parseClear } from './clear.ts';
import {
	KIND,
	MAX_ENTRY,
	entryHash,
	isParseError,
	parseEntry,
	rollingHashOf,
	signDomain,
	signedBytes,
	ZERO16,
	ZERO32,
	type Entry,
	type Hash,
	type ParseErrorCode
} from './codec.ts';
import { foldMembership, isRejection, type Rejection } from './membership.ts';
import type { Device, Invite, MembershipState } from './membership-state.ts';
import { mayWrite } from './rights.ts';
import type { RollingHashes } from './rolling-hashes.ts';

/** Ed25519 over the domain's hash of the bytes; false on keys or signatures of a wrong length. */
export type Verify = (publicKey: Uint8Array, domain: string, bytes: Uint8Array, signature: Uint8Array) => boolean;
export interface Suite {
	hash: Hash;
	verify: Verify;
}

/** All that the next entry is judged by. Never changed in place. */
export interface LogState {
	/** Number of entries, and so the position of the next one. */
	n: number;
	/** Rolling hash of the last entry; zero before the first. */
	R: Uint8Array;
	/** Undefined before GENESIS. */
	membership: MembershipState | undefined;
	/** Each author's last non-void entry, by hexadecimal device id. */
	perDevice: ReadonlyMap<string, { seq: number; prev: Uint8Array }>;
	/** Rolling hash at a position below n. */
	rAt: (n: number) => Uint8Array | undefined;
}

export type CheckName =
	| 'size'
	| 'parse'
	| 'workspace'
	| 'author'
	| 'signature'
	| 'capability'
	| 'device-sequence'
	| 'device-chain'
	| 'seen-position'
	| 'seen-hash'
	| 'epoch'
	| 'membership';
export interface Void {
	readonly void: CheckName;
	/** For `parse` and `membership`: what exactly. */
	readonly detail?: ParseErrorCode | Rejection['rejected'];
}
export interface Stop {
	readonly stop: 'rolling-hash' | 'kind-not-supported';
}
export type Verdict = 'accepted' | Void | Stop;

export interface Step {
	verdict: Verdict;
	/** The log with the entry in its place; as it was on a `Stop`. */
	state: LogState;
	/** Absent when it could not be parsed. */
	entry?: Entry;
}

interface Case {
	state: LogState;
	bytes: Uint8Array;
	entry: Entry;
	/** The author's last non-void entry. */
	last: { seq: number; prev: Uint8Array } | undefined;
	/** Undefined when no such device is active, and no such invitation open. */
	author: Pick<Device, 'signPk'> | undefined;
	suite: Suite;
}

/** After size and parse, in this order. */
const CHECKS: readonly [Exclude<CheckName, 'size' | 'parse' | 'membership'>, (c: Case) => boolean][] = [
	['workspace', ({ state, entry }) => equal(entry.wsId, state.membership?.wsId ?? ZERO16)],
	['author', ({ author }) => author !== undefined],
	[
		'signature',
		({ author, entry, bytes, suite }) => suite.verify(author!.signPk, signDomain(entry.kind), signedBytes(bytes), entry.signature)
	],
	[
		'capability',
		({ state, entry, author }) =>
			state.membership ? mayWrite(state.membership, author as Device | Invite, entry.kind) : entry.kind === KIND.GENESIS
	],
	['device-sequence', ({ last, entry }) => entry.devSeq === (last?.seq ?? -1) + 1],
	['device-chain', ({ last, entry }) => equal(entry.prevDev, last?.prev ?? ZERO32)],
	['seen-position', ({ state, entry }) => entry.seenN < state.n || state.n === 0],
	['seen-hash', ({ state, entry }) => (state.n === 0 ? isZero(entry.seenR) : equal(entry.seenR, state.rAt(entry.seenN) ?? ZERO16))],
	['epoch', ({ state, entry }) => entry.epoch === (state.membership?.epoch ?? 0)]
];

/** The names of all checks, in the order they are asked. */
export const CHECK_ORDER: readonly CheckName[] = ['size', 'parse', ...CHECKS.map(([name]) => name), 'membership'];

export function emptyLog(hashes: RollingHashes): LogState {
	return { n: 0, R: ZERO32, membership: undefined, perDevice: new Map(), rAt: (n) => hashes.at(n) };
}

/**
 * Judges the entry for position `state.n` and gives the state after it. The caller stores R of the new state where `rAt` finds it.
 * @param claimedR the rolling hash that came with the entry, where one did
 */
export function advance(state: LogState, bytes: Uint8Array, suite: Suite, claimedR?: Uint8Array): Step {
	const own = entryHash(suite.hash, bytes);
	const R = rollingHashOf(suite.hash, state.R, state.n, own);
	if (claimedR && !equal(claimedR, R)) return { verdict: { stop: 'rolling-hash' }, state };
	const { membership: before, perDevice: known, rAt } = state;
	const moved: LogState = { n: state.n + 1, R, membership: before, perDevice: known, rAt };

	const entry = bytes.length > MAX_ENTRY ? undefined : parseEntry(bytes);
	if (!entry) return { verdict: { void: 'size' }, state: moved };
	if (isParseError(entry)) return { verdict: { void: 'parse', detail: entry.error }, state: moved };
	const key = hex(entry.devId);
	const failed = firstFailure({ state, bytes, entry, last: known.get(key), author: authorOf(state, entry, key), suite });
	if (failed) return { verdict: { void: failed }, state: moved, entry };

	const membership = foldMembership(state.membership, entry, state.n, suite.hash);
	if (isRejection(membership)) {
		if (membership.rejected === 'kind-not-supported') return { verdict: { stop: 'kind-not-supported' }, state, entry };
		return { verdict: { void: 'membership', detail: membership.rejected }, state: moved, entry };
	}
	const perDevice = new Map(known).set(key, { seq: entry.devSeq, prev: own });
	return { verdict: 'accepted', state: { n: moved.n, R, membership, perDevice, rAt }, entry };
}

/** An entry whose author saw another log than this one: proof of a fork, to be raised, whatever becomes of the entry. */
export function provesFork(verdict: Verdict): boolean {
	return verdict !== 'accepted' && ('stop' in verdict ? verdict.stop === 'rolling-hash' : verdict.void === 'seen-hash');
}

function firstFailure(c: Case): CheckName | undefined {
	return CHECKS.find(([, holds]) => !holds(c))?.[0];
}

/** GENESIS is signed by the device it founds the workspace with: there is no state before it. JOIN is signed by an invitation's key. */
function authorOf(state: LogState, entry: Entry, key: string): Pick<Device, 'signPk'> | undefined {
	if (!state.membership) {
		const clear = parseClear(entry.kind, entry.clear);
		return clear?.kind === KIND.GENESIS ? clear : undefined;
	}
	const invite = state.membership.invites.get(key);
	if (invite) return invite.state === 'open' ? invite : undefined;
	const device = state.membership.devices.get(key);
	return device?.active ? device : undefined;
}
