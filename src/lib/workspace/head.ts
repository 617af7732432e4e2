/**
 * Where this device stands in a workspace's log, with all that the next entry needs. One sealed row, written in the same transaction as every
 * change: head, sequence and epoch are read from here inside the write lock, never from memory.
 */
import { ALONE } from '../../../sync-server/protocol/membership-state.ts';
import type { LogState } from '../../../sync-server/protocol/position.ts';
import type { SealedBytes } from '../storage/store.ts';
import { headKey, type WorkspaceHome } from './home.ts';
import type { ProjectionHead } from './projection.ts';
import type { Ledger, Refusal } from './registry.ts';

export interface Head {
	/** Version of this row and of the rows it describes. */
	v: 1;
	log: Pick<LogState, 'n' | 'R' | 'membership' | 'perDevice'>;
	/**
	 * Counts what was written: rows change without an entry where operations wait, so that deltas and other tabs go by this and not by `log.n`.
	 * Never less than `log.n` was when the row was first written.
	 */
	step: number;
	/** With everything that waits. */
	ledger: Ledger;
	projection: ProjectionHead;
	/** Of operations in the log. */
	refusals: Refusal[];
	/** Which rules the rows were made by; see rules-version.ts. */
	rules?: number;
	/** Drawn anew by each rebuild, so that other tabs see that the pages they know are no more. */
	built?: string;
	/** Others may write to this log: positions are given by the relay, and operations wait until they have one. */
	shared?: true;
	/** An entry of this device is in the log that it never wrote: it writes no more. */
	copy?: true;
	/** By hexadecimal device id: its last entry, and how far it had read when it wrote it. */
	words?: ReadonlyMap<string, LastWord>;
	/** Positions of void entries: they keep their place and say nothing. */
	voids?: readonly number[];
	/** Entries that do not open here, or hold what this version cannot read. */
	quarantine?: Quarantine;
	outbox?: OutboxHead;
}

export interface LastWord {
	n: number;
	seenN: number;
}

export interface Quarantine {
	count: number;
	/** The first of them. */
	positions: readonly number[];
}

/** What the head remembers of the operations that wait (`outbox.ts`). */
export interface OutboxHead {
	/** Key the next item gets. */
	next: number;
	/** Items that wait. */
	count: number;
	/** Keys of those that do not open any more, without which everything was folded. Not among `count`. */
	damaged?: readonly number[];
	/** How often items were taken out: who knows another number reads the outbox anew. */
	taken: number;
	/** The ledger without what waits, where the two differ. */
	ledger?: Ledger | undefined;
	/** Waiting operations that the books refuse as things stand. They are sent all the same: the log decides. */
	refused: (Refusal & { item: number })[];
}

/** A log that never ends the list of what does not open: those after this many are only counted. */
const MOST_POSITIONS = 256;

export function quarantined(before: Quarantine | undefined, positions: readonly number[]): Quarantine | undefined {
	if (positions.length === 0) return before;
	const known = before?.positions ?? [];
	return { count: (before?.count ?? 0) + positions.length, positions: [...known, ...positions].slice(0, MOST_POSITIONS) };
}

/** The state to judge the next entry by. Locally made entries have seen the head, so its hash is the only one needed. */
export function logState({ log }: Pick<Head, 'log'>): LogState {
	return { ...log, rAt: (n) => (n === log.n - 1 ? log.R : undefined) };
}

/** Undefined when there is none or it does not open: then it is built again from the log. */
export async function readHead(home: Pick<WorkspaceHome, 'store' | 'vault'>): Promise<Head | undefined> {
	const bytes = await storedHead(home);
	return bytes && openHead(home, bytes);
}

/** As it lies there: two writes never give the same bytes. */
export function storedHead({ store, vault }: Pick<WorkspaceHome, 'store' | 'vault'>): Promise<SealedBytes | undefined> {
	return store.get('meta', vault.ws, headKey(vault));
}

export function openHead({ vault }: Pick<WorkspaceHome, 'vault'>, bytes: SealedBytes): Head | undefined {
	const head = vault.openJson<Head>('meta', headKey(vault), bytes);
	// Written before leases remembered who held them: made again.
	if ([...(head?.log.membership?.leases.values() ?? [])].some(({ tenures }) => !tenures)) return undefined;
	if (!head) return undefined;
	const { membership } = head.log;
	// Rows written before anybody could be invited, or shared a log: nobody was, and they count by its entries.
	return { ...head, log: { ...head.log, membership: membership && { ...ALONE, ...membership } }, step: head.step ?? head.log.n };
}

export function headPut({ vault }: Pick<WorkspaceHome, 'vault'>, head: Head) {
	return vault.sealJson('meta', headKey(vault), head);
}
