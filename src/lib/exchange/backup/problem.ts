/** Why a file cannot be used as a backup, or a backup cannot be made. Each has its words in `messages/en.ts`. */
export type BackupProblem =
	/** Not an age file at all. */
	| 'not-age'
	/** It begins as an age file and its header makes no sense. */
	| 'header-damaged'
	/** Sealed to a passphrase where a code was given, and the other way about. */
	| 'needs-passphrase'
	| 'needs-code'
	/** What was typed is no recovery code. */
	| 'no-code'
	| 'other-code'
	| 'wrong-passphrase'
	/** Its passphrase would take more memory than a browser should give. */
	| 'work-factor'
	/** Cut short, or changed on the way. */
	| 'damaged'
	/** An age file of something else. */
	| 'foreign'
	| 'newer'
	/** A part is larger, or there are more, than any backup has. */
	| 'over-limit'
	/** The log in it, or on this device, does not fit together. */
	| 'log-broken'
	/** The books on this device and those in the file went different ways. */
	| 'fork'
	/** Nothing in the file that is not here already. */
	| 'nothing-new'
	| 'folder-gone'
	| 'folder-locked'
	/** What was read back from the folder is not what was written. */
	| 'not-written'
	| 'cancelled';

export class BackupError extends Error {
	readonly why: BackupProblem;
	constructor(why: BackupProblem, cause?: unknown) {
		super(`backup: ${why}`, { cause });
		this.why = why;
	}
}
