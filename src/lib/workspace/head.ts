/**
 * Where this device stands in a workspace's log, with all that the next entry needs. One sealed row, written in the same transaction as every
 * entry: head, sequence and epoch are read from here inside the write lock, never from memory.
 */
import type { LogState } from '../../../sync-server/protocol/position.ts';
import type { ProjectionHead } from './projection.ts';
import type { Ledger, Refusal } from './registry.ts';

export interface Head {
	/** Version of this row and of the rows it describes. */
	v: 1;
	log: Pick<LogState, 'n' | 'R' | 'membership' | 'perDevice'>;
	ledger: Ledger;
	projection: ProjectionHead;
	refusals: Refusal[];
	/** Drawn anew by each rebuild, so that other tabs see that the pages they know are no more. */
	built?: string;
}

/** The state to judge the next entry by. Locally made entries have seen the head, so its hash is the only one needed. */
export function logState({ log }: Head): LogState {
	return { ...log, rAt: (n) => (n === log.n - 1 ? log.R : undefined) };
}
