/**
 * Reads the log from its beginning: every entry is judged in order, and what it says is handed on. Nothing here writes.
 * In a log that only this device wrote, an entry that is missing, void or does not open means that somebody else touched it.
 */
import { additionalData, holdsOperations, KIND, rollingHash, ZERO32, type Entry } from '../../../sync-server/protocol/codec.ts';
import { advance, emptyLog, type LogState, type Suite } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { blake2b } from '../crypto/derive.ts';
import { openParts } from '../crypto/seal.ts';
import { verify } from '../crypto/sign.ts';
import type { Store } from '../storage/store.ts';
import { equalBytes, toHex } from './bytes.ts';
import { keysMatch, takeEpochKeys } from './epoch-keys.ts';
import { decodeBatch, type Operation } from './operations.ts';
import type { Vault } from './vault.ts';
import type { WorkspaceKeys } from './keys.ts';

export const SUITE: Suite = { hash: blake2b, verify };
const ROWS_AT_ONCE = 500;

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
}

export interface LogSource {
	store: Store;
	vault: Vault;
	keys: WorkspaceKeys;
}

/** @param expected number of entries there should be, where it is known */
export async function readLog(
	{ store, vault, keys }: LogSource,
	expected: number | undefined,
	each: (read: ReadEntry) => void,
	progress: (fraction: number) => void = () => {}
): Promise<{ state: LogState; broken?: LogBreak }> {
	const total = expected ?? (await store.count('log', vault.ws));
	const hashes = new RollingHashes();
	let state = emptyLog(hashes);
	for await (const rows of store.all('log', vault.ws, ROWS_AT_ONCE)) {
		for (const { key, bytes } of rows) {
			const n = state.n;
			if (key !== n) return { state, broken: { n, why: 'entry-missing' } };
			const step = advance(state, bytes, SUITE);
			if (step.verdict !== 'accepted') return { state, broken: { n, why: 'stop' in step.verdict ? 'newer-version' : 'entry-void' } };
			hashes.push(step.state.R);
			const rotated = step.state.membership?.epoch !== state.membership?.epoch;
			state = step.state;
			const commitments = state.membership?.commitments ?? [];
			takeEpochKeys(keys, step.entry!, commitments);
			if (rotated && !keysMatch(keys, commitments)) return { state, broken: { n, why: 'entry-unreadable' } };
			const operations = open(keys, step.entry!);
			if (!operations) return { state, broken: { n, why: 'entry-unreadable' } };
			each({ n, entry: step.entry!, operations });
		}
		progress(total === 0 ? 1 : Math.min(1, state.n / total));
	}
	return state.n < total ? { state, broken: { n: state.n, why: 'entry-missing' } } : { state };
}

/** Whether the first n entries hash to R. Entries after them, made meanwhile, are left alone. */
export async function readChain({ store, vault }: LogSource, n: number, R: Uint8Array): Promise<LogBreak | undefined> {
	let rolling: Uint8Array = ZERO32;
	for (let at = 0; at < n; at += ROWS_AT_ONCE) {
		const rows = await store.range('log', vault.ws, at, Math.min(at + ROWS_AT_ONCE, n), ROWS_AT_ONCE);
		for (const [index, { key, bytes }] of rows.entries()) {
			if (key !== at + index) return { n: at + index, why: 'entry-missing' };
			rolling = rollingHash(blake2b, rolling, key, bytes);
		}
		if (rows.length < Math.min(ROWS_AT_ONCE, n - at)) return { n: at + rows.length, why: 'entry-missing' };
	}
	return equalBytes(rolling, R) ? undefined : { n, why: 'head-differs' };
}

function open(keys: WorkspaceKeys, entry: Entry): Operation[] | undefined {
	if (!holdsOperations(entry.kind)) return [];
	if (!keys.hasEpoch(entry.epoch)) return undefined;
	const plain = openParts(keys.dataKey(entry.epoch), entry, additionalData(entry));
	return plain && decodeBatch(plain);
}

export function authorOf(entry: Entry): string {
	return toHex(entry.devId);
}
