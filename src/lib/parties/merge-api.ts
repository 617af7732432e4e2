/** Two records of one client or supplier made one: a part of `WorkerApi`. Types only. [Note: merged parties] */
import type { Result } from '../worker-api.ts';

export interface PartyMerges {
	/** What it went into. */
	into?: { id: string; name: string };
	/** What went into it. */
	gone: { id: string; name: string }[];
}

export interface MergeApi {
	/** `from` goes into `into`, which is given what it lacks where `give`; drafts name `into` from here on. */
	mergeParties(from: string, into: string, give: boolean): Promise<Result<void>>;
	/** It comes back with what was its own, and drafts that named it name it again. */
	unmergeParty(id: string): Promise<Result<void>>;
	partyMerges(id: string): Promise<Result<PartyMerges>>;
}
