/** Handing out a proof of issue: a part of `WorkerApi`. Types only. */
import type { Progress, Result } from '../worker-api.ts';

export interface ProofChoice {
	/** Record id of the one document it is about; absent: all of them. */
	document?: string;
	/** `figures`: number, date, total, currency and hash, as this device states them. `whole`: the documents themselves, opened entry by entry. */
	show: 'figures' | 'whole';
	/** What members are called. */
	names: boolean;
	/** All other entries go along, sealed: whoever checks it sees that none of them changes who may issue. */
	sealed: boolean;
}

export interface ProofMade {
	file: Blob;
	name: string;
	documents: number;
	/** Of those that were to be shown whole: their entries hold other records too, so they are only stated. */
	onlyStated: number;
	/** Issued here, and not in the log yet: not in it. */
	waiting: number;
}

export interface ProofApi {
	makeProof(choice: ProofChoice, progress?: Progress): Promise<Result<ProofMade>>;
}
