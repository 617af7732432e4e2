/** What a person can act on; the worker turns it into an `AppError`. `detail` never holds a record's text. */
export type WorkspaceErrorCode =
	| 'log-broken'
	| 'books-gone'
	| 'read-only'
	| 'row-damaged'
	| 'not-found'
	| 'too-large'
	| 'invalid'
	| 'needs-relay'
	| 'overtaken'
	| 'stopped';

export class WorkspaceError extends Error {
	readonly code: WorkspaceErrorCode;
	readonly field?: string;
	readonly detail?: string;
	constructor(code: WorkspaceErrorCode, more: { field?: string; detail?: string } = {}) {
		super(`workspace: ${code}`);
		this.code = code;
		this.field = more.field;
		this.detail = more.detail;
	}
}
