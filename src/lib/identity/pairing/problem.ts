/** Why two devices were not paired: each has a sentence of its own for the person. */
export type PairingProblem =
	/** Nobody offers anything under this code: mistyped, or offered at another relay. */
	| 'no-such-code'
	| 'used'
	| 'cancelled'
	| 'words-differ'
	/** The other device could not do its part. */
	| 'failed'
	| 'expired'
	/** What came is not what the other device sent. */
	| 'tampered'
	/** The old device keeps its books at another relay than the one dialled here. */
	| 'other-relay'
	| 'newer-version'
	/** The books have changed their key so often that what opens them does not fit into a pairing. */
	| 'too-many-keys'
	/** Of further books: the other device has them. */
	| 'there-already'
	| 'no-relay'
	/** The relay was asked too often from here. */
	| 'limited';

export class PairingError extends Error {
	readonly why: PairingProblem;
	constructor(why: PairingProblem) {
		super(`pairing: ${why}`);
		this.why = why;
	}
}
