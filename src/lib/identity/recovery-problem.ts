/** Why the books of a recovery code could not be fetched from a relay. */
export type RecoveryProblem =
	| 'no-relay'
	/** It was asked too often from here. */
	| 'limited'
	/** The relay knows no books of this code. */
	| 'not-found'
	/** The code's pair has written its entry, or was replaced. */
	| 'used'
	/** The relay shows less than it once had, or another log. */
	| 'older'
	| 'damaged'
	/** Others wrote all the time: to be tried again. */
	| 'busy'
	/** There are books on this device. */
	| 'not-empty';

export class RecoveryError extends Error {
	readonly why: RecoveryProblem;
	constructor(why: RecoveryProblem) {
		super(`recovery: ${why}`);
		this.why = why;
	}
}
