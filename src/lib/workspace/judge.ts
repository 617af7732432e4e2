/** Judges entries that come in behind the head, as every device does, and says what each is. Nothing here writes. */
import { entryHash, isParseError, KIND, parseEntry, rollingHash, type Entry } from '../../../sync-server/protocol/codec.ts';
import { advance, provesFork, type LogState, type Suite, type Void } from '../../../sync-server/protocol/position.ts';
import { blake2b } from '../crypto/derive.ts';
import type { AcceptStop } from '../sync/port.ts';
import { equalBytes, toHex } from './bytes.ts';
import type { Made } from './device-notes.ts';
import { takeEpochKeys } from './epoch-keys.ts';
import type { HashMarks } from './hash-marks.ts';
import type { LastWord } from './head.ts';
import type { WorkspaceKeys } from './keys.ts';
import { openEntry, type ReadEntry } from './read-log.ts';

export interface Judgement {
	/** The log with all that was taken. */
	state: LogState;
	/** Bytes of what was taken, void entries included. */
	taken: Uint8Array[];
	/** Rolling hash after each of them. */
	hashes: Uint8Array[];
	read: ReadEntry[];
	voids: number[];
	/** Positions of entries that do not open here. */
	sealed: number[];
	/** Entries of this device among them. */
	own: Made[];
	words: Map<string, LastWord>;
	stop?: AcceptStop;
	/** Of a fork: whose entry gave it away. */
	witness?: Uint8Array;
	badSignature?: { n: number; device: Uint8Array };
}

interface Known {
	keys: WorkspaceKeys;
	marks: HashMarks;
	/** Entries this device remembers making. */
	made: readonly Made[];
	suite: Suite;
}

const NO_ID = new Uint8Array(0);

/** Checks that an author whose entry was lost on the way would fail: then his sequence, or what he says he saw, gives it away. */
const TRACES: ReadonlySet<Void['void']> = new Set(['device-sequence', 'device-chain', 'seen-position']);

/** @param R the rolling hash that came with them */
export async function judge(
	log: Omit<LogState, 'rAt'>,
	entries: readonly Uint8Array[],
	R: Uint8Array,
	{ keys, marks, made, suite }: Known
): Promise<Judgement> {
	const judged: Judgement = {
		state: { ...log, rAt: () => undefined },
		taken: [],
		hashes: [],
		read: [],
		voids: [],
		sealed: [],
		own: [],
		words: new Map()
	};
	// First of all: entries that do not hash to what came with them do not belong here, whoever signed them.
	let rolling = log.R;
	entries.forEach((bytes, index) => judged.hashes.push((rolling = rollingHash(blake2b, rolling, log.n + index, bytes))));
	if (!equalBytes(rolling, R)) return { ...judged, hashes: [], stop: 'fork' };

	await marks.load(seenPositions(entries), log.n);
	const rAt = (n: number) => (n >= log.n ? judged.hashes[n - log.n] : marks.at(n + 1));
	let state: LogState = { ...log, rAt };
	for (const bytes of entries) {
		const step = advance(state, bytes, suite);
		const stop = isForeign(state, step.state, keys.wsId) ? 'fork' : stopOf(step.verdict, step.entry, state);
		if (stop) {
			judged.stop = stop;
			// Of a signed entry: what hashes to something else, or is no entry, is the relay's own doing.
			if (stop === 'fork' && step.entry && typeof step.verdict === 'object' && 'void' in step.verdict) judged.witness = step.entry.devId;
			break;
		}
		const { n } = state;
		state = step.state;
		judged.taken.push(bytes);
		if (step.verdict !== 'accepted') {
			judged.voids.push(n);
			if ('void' in step.verdict && step.verdict.void === 'signature' && step.entry)
				judged.badSignature ??= { n, device: step.entry.devId };
			continue;
		}
		const entry = step.entry!;
		if (equalBytes(entry.devId, keys.device.id)) {
			const own = { seq: entry.devSeq, hash: entryHash(blake2b, bytes) };
			judged.own.push(own);
			if (!made.some(({ seq, hash }) => seq === own.seq && equalBytes(hash, own.hash))) judged.stop = 'copy';
		}
		// Who asks to join has nothing of the log yet.
		if (entry.kind !== KIND.JOIN) judged.words.set(toHex(entry.devId), { n, seenN: entry.seenN });
		takeEpochKeys(keys, entry, state.membership?.commitments ?? []);
		const operations = openEntry(keys, entry);
		if (!operations) judged.sealed.push(n);
		judged.read.push({ n, entry, operations: operations ?? [], membership: state.membership, ...(!operations && { isSealed: true }) });
	}
	return { ...judged, hashes: judged.hashes.slice(0, judged.taken.length), state };
}

/** A log whose first entry is not the one these books are named after: whoever gives it to a device that has none yet shows it other books. */
function isForeign(before: LogState, after: LogState, wsId: Uint8Array): boolean {
	return before.n === 0 && !equalBytes(after.membership?.wsId ?? NO_ID, wsId);
}

function stopOf(verdict: ReturnType<typeof advance>['verdict'], entry: Entry | undefined, state: LogState): AcceptStop | undefined {
	if (verdict === 'accepted') return undefined;
	if ('stop' in verdict) return verdict.stop === 'kind-not-supported' ? 'newer-version' : 'fork';
	if (provesFork(verdict)) return 'fork';
	if (!entry || !TRACES.has(verdict.void)) return undefined;
	const seen = entry.seenN < state.n ? state.rAt(entry.seenN) : undefined;
	return seen && equalBytes(entry.seenR, seen) ? undefined : 'fork';
}

/** Numbers of entries after which the authors knew the hash. */
function seenPositions(entries: readonly Uint8Array[]): number[] {
	return entries.flatMap((bytes) => {
		const entry = parseEntry(bytes);
		return isParseError(entry) ? [] : [entry.seenN + 1];
	});
}
