/**
 * Reads the log from its beginning: every entry is judged in order, and what it says is handed on. Nothing here writes.
 *
 * In a log that only this device wrote, an entry that is missing, void or does not open means that somebody else touched it. In a shared one void
 * entries are legitimate: they keep their place and say nothing; one that does not open is set aside. That the log is the one this device knew
 * is then said by its rolling hash.
 */
import { additionalData, holdsOperations, rollingHash, ZERO32, type Entry } from '../../../sync-server/protocol/codec.ts';
import type { MembershipState } from '../../../sync-server/protocol/membership-state.ts';
import { advance, emptyLog, type LogState, type Suite } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { blake2b } from '../crypto/derive.ts';
import { openParts } from '../crypto/seal.ts';
import { verify } from '../crypto/sign.ts';
import type { Store } from '../storage/store.ts';
import { equalBytes, release, toHex } from './bytes.ts';
import { keysMatch, takeEpochKeys } from './epoch-keys.ts';
import { decodeBatch, type Operation } from './operations.ts';
import type { Vault } from './vault.ts';
import type { WorkspaceKeys } from './keys.ts';

export const SUITE: Suite = { hash: blake2b, verify };

export type BreakKind = 'entry-missing' | 'entry-void' | 'entry-unreadable' | 'head-differs' | 'newer-version';
/** What is wrong with the log, and at which position. */
export interface LogBreak {
	n: number;
	why: BreakKind;
}

export interface ReadEntry {
	n: number;
	entry: Entry;
	/** Of a DATA or an ERASE entry. */
	operations: Operation[];
	/** It does not open here: set aside. */
	isSealed?: boolean;
	/** With the entry in its place. */
	membership: MembershipState | undefined;
}

export interface LogSource {
	store: Store;
	vault: Vault;
	keys: WorkspaceKeys;
}

/** Up to where a log was judged, and what was found void on the way. */
export type Judged = Pick<LogState, 'n' | 'R'> & { voids?: readonly number[] | undefined };

export interface ReadOptions {
	/** Number of entries there should be, where it is known: none after them is read. */
	expected?: number;
	/** The log up to here was judged before, signatures included: it is enough that it still hashes to R. */
	judged?: Judged;
	/** The log is shared. Where it ended is known from the device's notes or its head. */
	shared?: Judged | undefined;
	progress?(fraction: number): void;
	/** Asked between handfuls of entries: throws to stop. */
	pause?(): void;
}

export interface LogReading {
	state: LogState;
	voids: number[];
	broken?: LogBreak;
}

/** Judges the log and hands on what it says, entry by entry. */
export async function readLog(
	source: LogSource,
	each: (read: ReadEntry) => Promise<void> | void,
	{ expected, judged, shared, progress = () => {}, pause = () => {} }: ReadOptions = {}
): Promise<LogReading> {
	const { store, vault, keys } = source;
	const total = expected ?? (await store.count('log', vault.ws));
	const hashes = new RollingHashes();
	const voids: number[] = [];
	const knownVoids = new Set(judged?.voids ?? shared?.voids);
	let state = emptyLog(hashes);
	let doubtful: LogBreak | undefined;
	// Entries found sound before need no second look at their signatures; those found void are not to be taken for sound ones.
	const isJudged = () => state.n < (judged?.n ?? 0) && (!shared || judged?.voids !== undefined);
	const trusting: Suite = { ...SUITE, verify: (...signed) => (isJudged() ? !knownVoids.has(state.n) : SUITE.verify(...signed)) };
	for await (const rows of logEntries(source, 0, expected)) {
		pause();
		for (const { key, bytes } of rows) {
			const n = state.n;
			if (key !== n) return { state, voids, broken: { n, why: 'entry-missing' } };
			const step = advance(state, bytes, trusting);
			const { verdict } = step;
			if (verdict !== 'accepted' && (!shared || 'stop' in verdict))
				return { state, voids, broken: { n, why: 'stop' in verdict ? 'newer-version' : 'entry-void' } };
			if (verdict !== 'accepted' && !knownVoids.has(n)) doubtful ??= { n, why: 'entry-void' };
			if (judged?.n === n + 1 && !equalBytes(step.state.R, judged.R)) return { state, voids, broken: { n, why: 'entry-void' } };
			if (shared?.n === n + 1 && !equalBytes(step.state.R, shared.R))
				return { state, voids, broken: doubtful ?? { n: n + 1, why: 'head-differs' } };
			hashes.push(step.state.R);
			const rotated = step.state.membership?.epoch !== state.membership?.epoch;
			state = step.state;
			if (verdict !== 'accepted') {
				voids.push(n);
				continue;
			}
			const { membership } = state;
			const commitments = membership?.commitments ?? [];
			takeEpochKeys(keys, step.entry!, commitments);
			if (!shared && rotated && !keysMatch(keys, commitments)) return { state, voids, broken: { n, why: 'entry-unreadable' } };
			const operations = openEntry(keys, step.entry!);
			if (!operations && !shared) return { state, voids, broken: { n, why: 'entry-unreadable' } };
			await each({ n, entry: step.entry!, operations: operations ?? [], membership, ...(!operations && { isSealed: true }) });
		}
		progress(total === 0 ? 1 : Math.min(1, state.n / total));
	}
	return state.n < total ? { state, voids, broken: { n: state.n, why: 'entry-missing' } } : { state, voids };
}

/** Whether the first n entries hash to R. Entries after them, made meanwhile, are left alone. */
export async function readChain(source: LogSource, n: number, R: Uint8Array): Promise<LogBreak | undefined> {
	let rolling: Uint8Array = ZERO32;
	let at = 0;
	for await (const rows of logEntries(source, 0, n)) {
		for (const { key, bytes } of rows) {
			if (key !== at) return { n: at, why: 'entry-missing' };
			rolling = rollingHash(blake2b, rolling, at, bytes);
			release(bytes);
			at++;
		}
	}
	if (at < n) return { n: at, why: 'entry-missing' };
	return equalBytes(rolling, R) ? undefined : { n, why: 'head-differs' };
}

const FIRST_ROWS = 16;
const MOST_ROWS = 1000;
const HANDFUL = 1024 * 1024;

/** The entries [from, to) in handfuls of about a megabyte: an entry may have a quarter of one, or three hundred bytes. */
export async function* logEntries({ store, vault }: Pick<LogSource, 'store' | 'vault'>, from: number, to = Number.MAX_SAFE_INTEGER) {
	for (let limit = FIRST_ROWS; from < to;) {
		const rows = await store.range('log', vault.ws, from, to, limit);
		const last = rows.at(-1);
		if (!last) return;
		// Before others have them, who may give the bytes back.
		const size = rows.reduce((sum, { bytes }) => sum + bytes.length, 0) / rows.length;
		yield rows;
		if (rows.length < limit) return;
		from = (last.key as number) + 1;
		limit = Math.min(MOST_ROWS, limit * 4, Math.max(1, Math.floor(HANDFUL / size)));
	}
}

/** What an entry holds for who has the key: nothing where it seals none; undefined where it does not open. */
export function openEntry(keys: WorkspaceKeys, entry: Entry): Operation[] | undefined {
	if (!holdsOperations(entry.kind)) return [];
	if (!keys.hasEpoch(entry.epoch)) return undefined;
	const plain = openParts(keys.dataKey(entry.epoch), entry, additionalData(entry));
	return plain && decodeBatch(plain);
}

export function authorOf(entry: Entry): string {
	return toHex(entry.devId);
}
